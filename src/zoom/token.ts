import type { JsonValue } from '../core/json.ts';
import { ZoomError } from '../core/zoom-api.ts';
import { redact } from '../support/redact.ts';
import { singleFlight } from '../support/single-flight.ts';
import { sleep } from '../support/sleep.ts';
import { backoffMs } from './backoff.ts';
import type { HttpAnswer } from './exchange.ts';
import { retryAfterMs } from './retry-after.ts';
import { type HttpRequest, TransportError } from './transport.ts';

/** A Server-to-Server OAuth app, or a token that somebody else fetched. */
export type Credentials =
  | {
      readonly kind: 'serverToServer';
      readonly accountId: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly oauthUrl: string;
    }
  | { readonly kind: 'accessToken'; readonly accessToken: string };

export type TokenOptions = {
  readonly credentials: Credentials;
  readonly send: (request: HttpRequest, abort: AbortSignal) => Promise<HttpAnswer>;
  readonly now: () => number;
  readonly random: () => number;
  /** Called for each request to the token endpoint. */
  readonly onRequest: () => void;
};

const REFRESH_EARLY_MS = 60_000;
const TRIES = 6;
const LONGEST_WAIT_MS = 60_000;

/** So many tokens in a row that Zoom refuses at their first use mean that it will not take the next one either. */
const REFUSED_IN_A_ROW = 3;

/**
 * The one access token of a run, fetched when it is needed and a minute before it expires. Older apps lose their
 * token when another is fetched, so there is never more than one refresh under way.
 */
export class Token {
  readonly #options: TokenOptions;
  #current: { value: string; refreshAt: number } | undefined;
  #refusedInARow = 0;
  readonly #seen = new Set<string>();
  readonly #refresh: () => Promise<string>;
  readonly #stop = new AbortController();

  constructor(options: TokenOptions) {
    this.#options = options;
    this.#refresh = singleFlight(() => this.#fetch());
    const { credentials } = options;
    if (credentials.kind === 'accessToken') {
      this.#current = { value: credentials.accessToken, refreshAt: Number.POSITIVE_INFINITY };
      this.#seen.add(credentials.accessToken);
    }
  }

  /** A token that should be good for the next request. @throws {ZoomError} when Zoom does not sign us in. */
  async get(): Promise<string> {
    return this.current() ?? this.#refresh();
  }

  /** The token that is at hand, if it is still good. */
  current(): string | undefined {
    if (this.#current && this.#current.refreshAt > this.#options.now()) return this.#current.value;
    return undefined;
  }

  /** Tells that a call with this token was let in. */
  accepted(): void {
    this.#refusedInARow = 0;
  }

  /**
   * Tells that Zoom refused this token; the next `get()` fetches another.
   * @throws {ZoomError} `signInRefused` when there is no other, or Zoom refuses one token after the other.
   */
  refused(value: string, answer: ZoomError): void {
    if (this.#current?.value !== value) return;
    this.#refusedInARow++;
    const isLast = this.#options.credentials.kind === 'accessToken';
    if (!isLast && this.#refusedInARow < REFUSED_IN_A_ROW) {
      this.#current = undefined;
      return;
    }
    const what = isLast
      ? 'the access token in ZOOM_ACCESS_TOKEN'
      : `${REFUSED_IN_A_ROW} new access tokens in a row`;
    throw answer.with({ kind: 'signInRefused', message: `Zoom refused ${what}: ${answer.message}` });
  }

  /** Every text that must not appear anywhere. */
  secrets(): string[] {
    const { credentials } = this.#options;
    if (credentials.kind === 'accessToken') return [credentials.accessToken];
    const { clientId, clientSecret } = credentials;
    return [clientSecret, basic(clientId, clientSecret), ...this.#seen];
  }

  close(): void {
    this.#stop.abort(new Error('the token is no longer needed'));
  }

  async #fetch(): Promise<string> {
    for (let failures = 1; ; failures++) {
      const result = await this.#ask();
      if (typeof result === 'string') return result;
      if (result.kind === 'signInRefused' || failures >= TRIES) throw result;
      const waitMs = Math.max(result.retryAfterMs ?? 0, backoffMs(failures, this.#options.random));
      await sleep(Math.min(waitMs, LONGEST_WAIT_MS), this.#stop.signal);
    }
  }

  /** One request to the token endpoint: the token, or what went wrong. */
  async #ask(): Promise<string | ZoomError> {
    const { credentials, send, now, onRequest } = this.#options;
    if (credentials.kind === 'accessToken') throw new Error('an access token of its own cannot be refreshed');
    onRequest();
    try {
      const answer = await send(tokenRequest(credentials), this.#stop.signal);
      const body = parse(answer.text);
      const token = body?.access_token;
      if (answer.status !== 200 || typeof token !== 'string' || token === '') {
        return signInError(answer, body, this.secrets(), now());
      }
      this.#keep(token, (Number(body?.expires_in) || 3600) * 1000);
      return token;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      return new ZoomError({ kind: 'signInFailed', message: `signing in at Zoom failed: ${error.message}` });
    }
  }

  #keep(value: string, lifeMs: number): void {
    this.#seen.add(value);
    // A token with a very short life is used for half of it.
    this.#current = {
      value,
      refreshAt: this.#options.now() + Math.max(lifeMs - REFRESH_EARLY_MS, lifeMs / 2),
    };
  }
}

/** The parameters belong into the body: in the query string newer apps get 400. */
function tokenRequest(credentials: Extract<Credentials, { kind: 'serverToServer' }>): HttpRequest {
  const { accountId, clientId, clientSecret, oauthUrl } = credentials;
  return {
    method: 'POST',
    url: oauthUrl,
    headers: {
      authorization: `Basic ${basic(clientId, clientSecret)}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: new URLSearchParams({ grant_type: 'account_credentials', account_id: accountId }).toString(),
  };
}

function signInError(
  { status, headers }: HttpAnswer,
  body: Record<string, JsonValue> | undefined,
  secrets: string[],
  now: number,
): ZoomError {
  const said = ['reason', 'errorMessage', 'message', 'error']
    .map((name) => body?.[name])
    .find((text) => typeof text === 'string' && text !== '');
  const message = redact(said === undefined ? `HTTP ${status}` : `${String(said)} (HTTP ${status})`, secrets);
  const isFinal = body !== undefined && status >= 400 && status < 500 && status !== 429 && status !== 408;
  if (isFinal) {
    return new ZoomError({ kind: 'signInRefused', message: `Zoom refused to sign in: ${message}`, status });
  }
  return new ZoomError({
    kind: 'signInFailed',
    message: `signing in at Zoom failed: ${message}`,
    retryAfterMs: retryAfterMs(headers['retry-after'], now),
  });
}

function parse(text: string): Record<string, JsonValue> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, JsonValue>)
      : undefined;
  } catch {
    return undefined;
  }
}

function basic(clientId: string, clientSecret: string): string {
  return Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
}
