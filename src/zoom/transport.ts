import { Agent, type Dispatcher, EnvHttpProxyAgent, errors, Pool } from 'undici';
import { asFailure } from '../core/system-failure.ts';
import { codeOf, connectionFailure, innermost, ProxyFailure } from './connection-failure.ts';
import { Ended, Exchange, type HttpAnswer } from './exchange.ts';

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
};

/** No whole answer came. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /** `unusable`: no connection can be made, however often it is tried. */
  readonly kind: 'unusable' | 'unreachable' | 'reset' | 'timeout';
  /** The status line had arrived before the answer broke off; else 0. */
  readonly status: number;
  /** What the operating system or the TLS library calls it, such as `ECONNREFUSED`. */
  readonly fault: string | undefined;
  /** Who was called, `api.zoom.us:443`, or who did not let us through to that. */
  readonly place: string | undefined;

  constructor(kind: TransportError['kind'], message: string, status: number, where: Where = {}) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.fault = where.fault;
    this.place = where.place;
  }
}

type Where = { readonly fault?: string; readonly place?: string };

/** Far beyond anything Zoom answers to our calls; a larger body is not Zoom's. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

const CONNECT_TIMEOUT_MS = 10_000;

/** The proxies of an environment, as `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name them; empty for none. */
export type Proxies = { readonly https: string; readonly http: string; readonly except: string };

export type { Dispatcher } from 'undici';

export type TransportOptions = {
  /** For one request, from its start to the last byte of its answer. */
  readonly timeoutMs: number;
  /** At most so many at a time. */
  readonly connections: number;
  readonly proxies?: Proxies | undefined;
  /** Somebody else's, in the place of our own connections and proxies; it is not closed here. */
  readonly dispatcher?: Dispatcher | undefined;
};

/** HTTP over kept-alive connections. Sends once: what follows from a failure is the client's business. */
export class Transport {
  readonly #agent: Dispatcher;
  readonly #isOwn: boolean;
  readonly #timeoutMs: number;
  /** Where an answer came from once: what fails there from then on is trouble on the way. */
  readonly #reached = new Set<string>();

  constructor({ timeoutMs, connections, proxies, dispatcher }: TransportOptions) {
    this.#timeoutMs = timeoutMs;
    this.#isOwn = dispatcher === undefined;
    this.#agent = dispatcher ?? ourAgent(timeoutMs, connections, proxies);
  }

  /**
   * Sends a request and reads its answer to the end.
   * @param onSent called when the request is about to leave; before that it may wait for its connection. What it returns
   *   false for does not leave
   * @throws {TransportError} when no whole answer came within the time limit, or `abort` fired; {SystemFailure} when this machine
   *   opens no more connections
   */
  async send(
    { method, url, headers, body }: HttpRequest,
    abort: AbortSignal,
    onSent: () => unknown = () => undefined,
  ): Promise<HttpAnswer> {
    const { origin, pathname, search } = new URL(url);
    const place = placeOf(url);
    const exchange = new Exchange(onSent);
    const end = () => exchange.end();
    const timeLimit = setTimeout(end, this.#timeoutMs);
    abort.addEventListener('abort', end);
    try {
      if (abort.aborted) throw new Ended();
      this.#agent.dispatch(
        { origin, path: pathname + search, method, headers, body: body ?? null },
        exchange,
      );
      const answer = await exchange.answer;
      this.#reached.add(origin);
      return answer;
    } catch (error) {
      const isTimeout = error instanceof Ended && !abort.aborted;
      if (!exchange.hasLeft && isOfMachine(error)) throw asFailure(innermost(error), 'connection', '');
      throw isTimeout ? this.#timedOut(exchange, place) : this.#failed(error, exchange, origin, place);
    } finally {
      clearTimeout(timeLimit);
      abort.removeEventListener('abort', end);
    }
  }

  #failed(error: unknown, { hasLeft, status }: Exchange, origin: string, place: string): TransportError {
    if (!hasLeft) {
      const { message, final, where } = connectionFailure(error, new URL(origin).host, place);
      const isFinal = final === 'always' || (final === 'atFirst' && !this.#reached.has(origin));
      return new TransportError(isFinal ? 'unusable' : 'unreachable', message, 0, where);
    }
    const isTooLarge = error instanceof errors.ResponseExceededMaxSizeError;
    const fault = codeOf(error);
    const how = isTooLarge ? 'the answer was too large' : fault;
    const message = `the connection broke before the whole answer came (${how})`;
    return new TransportError('reset', message, status, { fault, place });
  }

  #timedOut({ hasLeft, status }: Exchange, place: string): TransportError {
    const seconds = this.#timeoutMs / 1000;
    if (hasLeft) return new TransportError('timeout', `no answer within ${seconds} s`, status, { place });
    return new TransportError('unreachable', `no connection within ${seconds} s`, 0, {
      fault: 'ETIMEDOUT',
      place,
    });
  }

  async close(): Promise<void> {
    if (this.#isOwn) await this.#agent.destroy();
  }
}

function ourAgent(timeoutMs: number, connections: number, proxies: Proxies | undefined): Dispatcher {
  const connectMs = Math.min(CONNECT_TIMEOUT_MS, timeoutMs);
  // What NODE_TLS_REJECT_UNAUTHORIZED and --tls-min-v1.0 say is not for whoever holds the keys of an account.
  const connect = { timeout: connectMs, rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
  const options: Agent.Options = {
    connections,
    pipelining: 1,
    // HTTP/2 measured no better (`npm run bench -- connections`), undici repeats requests by itself when a server says
    // GOAWAY, and one broken connection leaves a hundred requests in doubt instead of one.
    allowH2: false,
    keepAliveTimeout: 10_000,
    connect,
    maxResponseSize: MAX_ANSWER_BYTES,
    // One time limit for the whole request, below; undici's own count from other moments.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  if (!proxies) return new Agent(options);
  return new EnvHttpProxyAgent({
    ...options,
    httpsProxy: proxies.https,
    httpProxy: proxies.http,
    noProxy: proxies.except,
    // To the proxy, and through it.
    proxyTls: connect,
    requestTls: connect,
    clientFactory: (proxy, its) => tunnelsOf(proxy, its, connectMs),
  });
}

/** Who is called by a URL: host and port. */
export function placeOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'http:' ? 80 : 443)}`;
}

/** This machine lets no more connections be opened: to try again at once makes it worse. */
function isOfMachine(error: unknown): boolean {
  return ['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS'].includes(codeOf(innermost(error)));
}

/** Connections to a proxy, of which a failure is told from those of the way beyond. */
function tunnelsOf(proxy: URL, options: object, timeoutMs: number): Dispatcher {
  const pool = new Pool(proxy.origin, options);
  const open = pool.connect.bind(pool) as (its: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData>;
  const connect = async (its: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
    const answer = await open({ ...its, signal: AbortSignal.timeout(timeoutMs) }).catch((error: unknown) => {
      throw isOfMachine(error) ? error : new ProxyFailure(proxy.host, undefined, error);
    });
    if (answer.statusCode === 200) return answer;
    answer.socket.on('error', () => undefined).destroy();
    throw new ProxyFailure(proxy.host, answer.statusCode);
  };
  return Object.assign(pool, { connect });
}
