import { Agent, type Dispatcher, EnvHttpProxyAgent, errors, request } from 'undici';

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
};

export type HttpAnswer = {
  readonly status: number;
  /** By lower-case name; of repeated headers the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body. */
  readonly text: string;
};

/** No whole answer came. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly kind: 'unreachable' | 'reset' | 'timeout';
  /** The status line had arrived before the answer broke off; else 0. */
  readonly status: number;

  constructor(kind: TransportError['kind'], message: string, status: number) {
    super(message);
    this.kind = kind;
    this.status = status;
  }
}

/** Far beyond anything Zoom answers to our calls; a larger body is not Zoom's. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

const CONNECT_TIMEOUT_MS = 10_000;

/** Errors that come before a request can have left this machine. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The proxies of an environment, as `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name them; empty for none. */
export type Proxies = { readonly https: string; readonly http: string; readonly except: string };

export type TransportOptions = {
  /** For one request, from its start to the last byte of its answer. */
  readonly timeoutMs: number;
  /** At most so many at a time. */
  readonly connections: number;
  readonly proxies?: Proxies | undefined;
};

/** HTTP over kept-alive connections. Sends once: what follows from a failure is the client's business. */
export class Transport {
  readonly #agent: Dispatcher;
  readonly #timeoutMs: number;

  constructor({ timeoutMs, connections, proxies }: TransportOptions) {
    this.#timeoutMs = timeoutMs;
    const options: Agent.Options = {
      connections,
      pipelining: 1,
      keepAliveTimeout: 10_000,
      connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs) },
      maxResponseSize: MAX_ANSWER_BYTES,
      // One time limit for the whole request, below; undici's own count from other moments.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    this.#agent = proxies
      ? new EnvHttpProxyAgent({
          ...options,
          httpsProxy: proxies.https,
          httpProxy: proxies.http,
          noProxy: proxies.except,
        })
      : new Agent(options);
  }

  /**
   * Sends a request and reads its answer to the end.
   * @throws {TransportError} when no whole answer came within the time limit, or `abort` fired.
   */
  async send({ method, url, headers, body }: HttpRequest, abort: AbortSignal): Promise<HttpAnswer> {
    const timeLimit = AbortSignal.timeout(this.#timeoutMs);
    let status = 0;
    try {
      const answer = await request(url, {
        method,
        headers,
        body: body ?? null,
        dispatcher: this.#agent,
        signal: AbortSignal.any([timeLimit, abort]),
      });
      status = answer.statusCode;
      return { status, headers: firstValues(answer.headers), text: await answer.body.text() };
    } catch (error) {
      if (timeLimit.aborted) {
        throw new TransportError('timeout', `no answer within ${this.#timeoutMs / 1000} s`, status);
      }
      throw toTransportError(error, status);
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

function firstValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const first: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value[0] : value;
    if (text !== undefined) first[name] = text;
  }
  return first;
}

function toTransportError(error: unknown, status: number): TransportError {
  const cause = innermost(error);
  const code = codeOf(cause);
  const certificate = code.startsWith('CERT_') || code.includes('CERTIFICATE') || code.startsWith('ERR_TLS_');
  if (status === 0 && (NEVER_SENT.has(code) || isNoWay(cause, code) || certificate)) {
    return new TransportError('unreachable', `the connection could not be made (${code})`, 0);
  }
  const how = error instanceof errors.ResponseExceededMaxSizeError ? 'the answer was too large' : code;
  return new TransportError('reset', `the connection broke before the whole answer came (${how})`, status);
}

/** Also said of a connection that was there, when its way is gone: then the request may have arrived. */
function isNoWay(error: unknown, code: string): boolean {
  const isConnecting = error instanceof Error && 'syscall' in error && error.syscall === 'connect';
  return isConnecting && (code === 'EHOSTUNREACH' || code === 'ENETUNREACH');
}

/** The first of the errors that an error stands for: there is one for each resolved address. */
function innermost(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? innermost(error.errors[0]) : error;
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown error';
}
