import type { EndpointName } from './endpoints.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Label } from './labels.ts';
import type { RateLimit } from './rate-limit.ts';
import type { ZoomError, ZoomErrorKind } from './zoom-error.ts';

/** One thing asked of Zoom. */
export type ZoomRequest = {
  readonly endpoint: EndpointName;
  /** The user in the path, an e-mail address or an id, not encoded. */
  readonly user?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Texts that must not appear in anything that comes back, such as the password that is being set. */
  readonly secrets?: readonly string[];
};

/** A success. */
export type Reply = {
  readonly status: number;
  /** The JSON of the answer, or undefined when it had no body. */
  readonly body: JsonValue | undefined;
  readonly trackingId: string;
  readonly rateLimit: RateLimit | undefined;
};

/**
 * How the rest of the program sees Zoom: one request, one answer. Pace, order, repeats and what goes on record are the
 * engine's business.
 */
export interface ZoomApi {
  /**
   * Gets a request ready to leave at once: signs in when no token is at hand, and encodes the body.
   * @throws {ZoomError} `signInRefused`, `signInFailed` or `unusable`; the signal's reason when it fires first
   */
  prepare(request: ZoomRequest, signal: AbortSignal): Promise<PreparedRequest>;
}

export interface PreparedRequest {
  /** The token went out of date while the request waited: it must be prepared again. */
  readonly isStale: boolean;
  /**
   * Sends once. What came of it is a value, whatever it is.
   * @param onSent called when the first byte is about to leave; before that the request may wait for its connection. What
   *   it returns false for does not leave
   */
  send(onSent: () => unknown): Promise<Reply | ZoomError>;
}

/** Calls a second. */
export type CallRate = {
  readonly allowed: number;
  /** When nothing holds the run back. */
  readonly limit: number;
};

/** What happened on the wire, for whoever counts. */
export type Attempt = {
  readonly endpoint: EndpointName;
  readonly label: Label;
  /** 0 when no answer came. */
  readonly status: number;
  readonly trackingId: string;
  /** Why it did not succeed; absent for a success. */
  readonly error?: ZoomErrorKind;
  /** It may have taken effect all the same. */
  readonly inDoubt?: boolean;
  /** It was a question that only asks whether anything gets through. */
  readonly isProbe?: true;
  readonly rateLimit?: RateLimit | undefined;
  /** From when it left to its answer. */
  readonly durationMs: number;
  /** What the rate limiter lets pass when the answer is there. */
  readonly rate: CallRate;
};
