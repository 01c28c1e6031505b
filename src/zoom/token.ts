import { ZoomError } from '../core/zoom-error.ts';
import { backoffMs } from '../support/backoff.ts';
import { singleFlight } from '../support/single-flight.ts';
import { sleep } from '../support/sleep.ts';
import type { HttpAnswer } from './exchange.ts';
import {
  basicAuth,
  type Granted,
  isHeaderValue,
  readSignIn,
  type ServerToServer,
  signInRequest,
} from './sign-in.ts';
import { type HttpRequest, TransportError } from './transport.ts';

/** A Server-to-Server OAuth app, or a token that somebody else fetched. */
export type Credentials =
  | ServerToServer
  | { readonly kind: 'accessToken'; readonly accessToken: string }
  | { readonly kind: 'provided'; readonly provide: TokenProvider };

/** Gives an access token that is good now. It is asked every minute, and when Zoom has refused the last one. */
export type TokenProvider = () => string | Promise<string>;

export type TokenOptions = {
  readonly credentials: Credentials;
  readonly send: (request: HttpRequest, abort: AbortSignal) => Promise<HttpAnswer>;
  /** Ms since the epoch, by Zoom's clock: for dates in answers. */
  readonly now: () => number;
  /** Ms on a clock that never goes back: by it a token gets old. */
  readonly ticks: () => number;
  readonly random: () => number;
  /** Called for each request to the token endpoint. */
  readonly onRequest: () => void;
};

const REFRESH_EARLY_MS = 60_000;
const PROVIDED_MS = 60_000;
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
    if (this.#current && this.#current.refreshAt > this.#options.ticks()) return this.#current.value;
    return undefined;
  }

  /** Tells that a call with this token was let in. */
  accepted(): void {
    this.#refusedInARow = 0;
  }

  /**
   * Tells that Zoom refused this token; the next `get()` fetches another.
   * @returns the answer, or a `signInRefused` when there is no other, or Zoom refuses one token after the other
   */
  refused(value: string, answer: ZoomError): ZoomError {
    if (this.#current?.value !== value) return answer;
    this.#refusedInARow++;
    const isLast = this.#options.credentials.kind === 'accessToken';
    if (!isLast && this.#refusedInARow < REFUSED_IN_A_ROW) {
      this.#current = undefined;
      return answer;
    }
    const what = isLast
      ? 'the access token in ZOOM_ACCESS_TOKEN'
      : `${REFUSED_IN_A_ROW} new access tokens in a row`;
    return answer.with({ kind: 'signInRefused', message: `Zoom refused ${what}: ${answer.message}` });
  }

  /** Every text that must not appear anywhere. */
  secrets(): string[] {
    const { credentials } = this.#options;
    if (credentials.kind === 'accessToken') return [credentials.accessToken];
    if (credentials.kind === 'provided') return [...this.#seen];
    const { clientId, clientSecret } = credentials;
    return [clientSecret, basicAuth(clientId, clientSecret), ...this.#seen];
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
    if (credentials.kind === 'provided') return this.#askProvider(credentials.provide);
    onRequest();
    try {
      const granted = readSignIn(
        await send(signInRequest(credentials), this.#stop.signal),
        this.secrets(),
        now(),
      );
      if (granted instanceof ZoomError) return granted;
      this.#keep(granted);
      return granted.value;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      return new ZoomError({ kind: 'signInFailed', message: `signing in at Zoom failed: ${error.message}` });
    }
  }

  async #askProvider(provide: TokenProvider): Promise<string | ZoomError> {
    try {
      const value: unknown = await provide();
      if (typeof value !== 'string' || value === '') throw new Error('it is no text');
      if (!isHeaderValue(value))
        throw new Error('it has a line break or another character that no token has');
      this.#keep({ value, lifeMs: 2 * PROVIDED_MS });
      return value;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return new ZoomError({ kind: 'signInFailed', message: `the program gave no access token: ${why}` });
    }
  }

  #keep({ value, lifeMs }: Granted): void {
    this.#seen.add(value);
    // A token with a very short life is used for half of it.
    this.#current = {
      value,
      refreshAt: this.#options.ticks() + Math.max(lifeMs - REFRESH_EARLY_MS, lifeMs / 2),
    };
  }
}
