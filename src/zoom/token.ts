import type { EndpointName } from '../core/endpoints.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { redact } from '../support/redact.ts';
import { singleFlight } from '../support/single-flight.ts';
import type { HttpAnswer } from './exchange.ts';
import {
  basicAuth,
  type Granted,
  isHeaderValue,
  readSignIn,
  type ServerToServer,
  signInRequest,
} from './sign-in.ts';
import { type HttpRequest, placeOf, TransportError } from './transport.ts';

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
  /** Beside those of the credentials. */
  readonly otherSecrets?: readonly string[];
  /** Called for each request to the token endpoint. */
  readonly onRequest: () => void;
};

const REFRESH_EARLY_MS = 60_000;
const PROVIDED_MS = 60_000;
/** A token is used for so long, however soon it is said to end: another one would be no better. */
const LEAST_USE_MS = 1_000;
/** After a sign-in that failed the old token is used on, as long as it lasts. */
const AGAIN_MS = 5_000;

/** So many tokens in a row that Zoom refuses at their first use mean that it will not take the next one either. */
const REFUSED_IN_A_ROW = 3;
/** So many that one call is refused with, while others pass, mean that it has nothing to do with the token. */
const REFUSED_FOR_A_CALL = 5;
/** So many answers in a row that should have had a token. */
const WITHOUT_TOKEN_IN_A_ROW = 3;

/**
 * The one access token of a run, fetched when it is needed and a minute before it expires. Older apps lose their
 * token when another is fetched, so there is never more than one refresh under way. What fails is tried again by whoever
 * asks, who knows whether anything else gets through.
 */
export class Token {
  readonly #options: TokenOptions;
  #current: { value: string; refreshAt: number; endsAt: number } | undefined;
  #scopes: readonly string[] | undefined;
  #refusedInARow = 0;
  /** By call: how many tokens were refused since one was let in. */
  readonly #refusedFor = new Map<EndpointName, number>();
  #withoutToken = 0;
  readonly #seen = new Set<string>();
  readonly #refresh: () => Promise<string>;
  readonly #stop = new AbortController();

  constructor(options: TokenOptions) {
    this.#options = options;
    this.#refresh = singleFlight(() => this.#fetch());
    const { credentials } = options;
    if (credentials.kind === 'accessToken') {
      const never = Number.POSITIVE_INFINITY;
      this.#current = { value: credentials.accessToken, refreshAt: never, endsAt: never };
      this.#seen.add(credentials.accessToken);
    }
  }

  /** A token that should be good for the next request. @throws {ZoomError} when Zoom does not sign us in. */
  async get(): Promise<string> {
    const good = this.current();
    if (good !== undefined) return good;
    try {
      return await this.#refresh();
    } catch (error) {
      const now = this.#options.ticks();
      const old = this.#current;
      if (!(error instanceof ZoomError) || error.kind !== 'signInFailed' || !old || old.endsAt <= now)
        throw error;
      old.refreshAt = Math.min(now + AGAIN_MS, old.endsAt);
      return old.value;
    }
  }

  /** The token that is at hand, if it is still good. */
  current(): string | undefined {
    if (this.#current && this.#current.refreshAt > this.#options.ticks()) return this.#current.value;
    return undefined;
  }

  /** What Zoom said that the newest token may be used for; undefined when it has not. */
  get scopes(): readonly string[] | undefined {
    return this.#scopes;
  }

  /** Tells that a call with the token was let in. */
  accepted(call: EndpointName): void {
    this.#refusedInARow = 0;
    this.#refusedFor.delete(call);
  }

  /**
   * Tells that Zoom refused this token; the next `get()` fetches another.
   * @returns the answer, or a `signInRefused` when there is no other, or Zoom refuses one token after the other, or a `rejected`
   *   when it is this call alone that it refuses with one after the other
   */
  refused(value: string, answer: ZoomError): ZoomError {
    if (this.#current?.value !== value) return answer;
    this.#refusedInARow++;
    if (this.#isOfCallAlone(answer.call)) return answer.with({ kind: 'rejected' });
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
    const { credentials, otherSecrets = [] } = this.#options;
    // A token that came with the credentials is among those that were seen.
    if (credentials.kind !== 'serverToServer') return [...this.#seen, ...otherSecrets];
    const { clientId, clientSecret } = credentials;
    return [clientSecret, basicAuth(clientId, clientSecret), ...this.#seen, ...otherSecrets];
  }

  close(): void {
    this.#stop.abort(new Error('the token is no longer needed'));
  }

  #isOfCallAlone(call: EndpointName | undefined): boolean {
    if (call === undefined) return false;
    const refused = (this.#refusedFor.get(call) ?? 0) + 1;
    this.#refusedFor.set(call, refused);
    return refused > REFUSED_FOR_A_CALL;
  }

  async #fetch(): Promise<string> {
    const result = await this.#ask();
    if (typeof result === 'string') return result;
    throw result;
  }

  /** One request to the token endpoint: the token, or what went wrong. */
  async #ask(): Promise<string | ZoomError> {
    const { credentials, send, now, onRequest } = this.#options;
    if (credentials.kind === 'accessToken') throw new Error('an access token of its own cannot be refreshed');
    if (credentials.kind === 'provided') return this.#askProvider(credentials.provide);
    onRequest();
    const { oauthUrl } = credentials;
    const where = { address: oauthUrl, place: placeOf(oauthUrl) };
    try {
      const answer = await send(signInRequest(credentials), this.#stop.signal);
      const granted = readSignIn(answer, this.secrets(), now());
      const isWithout =
        granted instanceof ZoomError && granted.status === 200 && granted.kind === 'signInRefused';
      this.#withoutToken = isWithout ? this.#withoutToken + 1 : 0;
      if (isWithout && this.#withoutToken < WITHOUT_TOKEN_IN_A_ROW) {
        return granted.with({ kind: 'signInFailed', ...where });
      }
      if (granted instanceof ZoomError) return granted.with(where);
      this.#keep(granted);
      return granted.value;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      const { kind, fault, place, status } = error;
      const said = redact(error.message, this.secrets());
      const isFinal = kind === 'unusable';
      return new ZoomError({
        kind: isFinal ? kind : 'signInFailed',
        message: isFinal ? said : `signing in at Zoom failed: ${said}`,
        status,
        ...where,
        fault,
        ...(place && { place }),
      });
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

  #keep({ value, lifeMs, scopes }: Granted): void {
    this.#scopes = scopes;
    this.#seen.add(value);
    const now = this.#options.ticks();
    // A token with a very short life is used for half of it.
    const useMs = Math.max(lifeMs - REFRESH_EARLY_MS, lifeMs / 2, LEAST_USE_MS);
    this.#current = { value, refreshAt: now + useMs, endsAt: now + lifeMs };
  }
}
