import { Agent, type Dispatcher, EnvHttpProxyAgent, errors } from 'undici';
import { asFailure } from '../core/system-failure.ts';
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
  readonly kind: 'unreachable' | 'reset' | 'timeout';
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
      return await exchange.answer;
    } catch (error) {
      const isTimeout = error instanceof Ended && !abort.aborted;
      if (!exchange.hasLeft && isOfMachine(error)) throw asFailure(innermost(error), 'connection', '');
      throw isTimeout ? this.#timedOut(exchange, place) : toTransportError(error, exchange, place);
    } finally {
      clearTimeout(timeLimit);
      abort.removeEventListener('abort', end);
    }
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
  const options: Agent.Options = {
    connections,
    pipelining: 1,
    // HTTP/2 measured no better (`npm run bench -- connections`), undici repeats requests by itself when a server says
    // GOAWAY, and one broken connection leaves a hundred requests in doubt instead of one.
    allowH2: false,
    keepAliveTimeout: 10_000,
    connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs) },
    maxResponseSize: MAX_ANSWER_BYTES,
    // One time limit for the whole request, below; undici's own count from other moments.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  return proxies
    ? new EnvHttpProxyAgent({
        ...options,
        httpsProxy: proxies.https,
        httpProxy: proxies.http,
        noProxy: proxies.except,
      })
    : new Agent(options);
}

/** Who is called by a URL: host and port. */
export function placeOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'http:' ? 80 : 443)}`;
}

function toTransportError(error: unknown, { hasLeft, status }: Exchange, called: string): TransportError {
  const cause = innermost(error);
  const code = codeOf(cause);
  const where = { fault: code, place: placeIn(cause, called) };
  if (!hasLeft) return new TransportError('unreachable', `the request could not be sent (${code})`, 0, where);
  const how = error instanceof errors.ResponseExceededMaxSizeError ? 'the answer was too large' : code;
  return new TransportError(
    'reset',
    `the connection broke before the whole answer came (${how})`,
    status,
    where,
  );
}

/** A proxy is connected to in the place of who is called, and has a name and a port of its own. */
function placeIn(error: unknown, called: string): string {
  const { hostname, address, port } = Object(error) as Record<string, unknown>;
  if (typeof hostname === 'string') return called.startsWith(`${hostname}:`) ? called : hostname;
  if (typeof address !== 'string' || typeof port !== 'number') return called;
  return called.endsWith(`:${port}`) ? called : `${address}:${port}`;
}

/** This machine lets no more connections be opened: to try again at once makes it worse. */
function isOfMachine(error: unknown): boolean {
  return ['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS'].includes(codeOf(innermost(error)));
}

/** The first of the errors that an error stands for: there is one for each resolved address. */
function innermost(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? innermost(error.errors[0]) : error;
}

function codeOf(error: unknown): string {
  const proxyStatus =
    error instanceof Error ? /^Proxy response \((\d{3})\)/.exec(error.message)?.[1] : undefined;
  if (proxyStatus !== undefined) return `PROXY_${proxyStatus}`;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown error';
}
