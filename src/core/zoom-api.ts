import type { JsonObject, JsonValue } from './json.ts';
import type { Label } from './labels.ts';

export type EndpointName = 'createUser' | 'updateUser' | 'setStatus' | 'setPassword' | 'getUser';

/** One thing asked of Zoom. */
export type Call = {
  readonly endpoint: EndpointName;
  /** The user in the path, an e-mail address or an id, not encoded. */
  readonly user?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Texts that must not appear in anything that comes back, such as the password that is being set. */
  readonly secrets?: readonly string[];
  /**
   * Asks the account whether an attempt that left at `since` (ms since the epoch) or later took effect although its
   * answer was lost; resolves to what the answer would have been, or undefined when it did not. A call that must not
   * be repeated blindly (`createUser`) has to bring this.
   */
  readonly settle?: (since: number) => Promise<Reply | undefined>;
};

/** `X-RateLimit-Limit` and `X-RateLimit-Remaining` of the call's own label. */
export type RateLimit = {
  readonly limit: number;
  readonly remaining: number;
  /** What `X-RateLimit-Type` says that they are about; Zoom leaves it out of most answers. */
  readonly window: 'second' | 'day' | undefined;
};

export type Reply = {
  readonly status: number;
  /** The JSON of the answer, or undefined when it had no body. */
  readonly body: JsonValue | undefined;
  readonly trackingId: string;
  readonly rateLimit: RateLimit | undefined;
  /** The server's clock when it answered, in ms since the epoch; undefined when it did not say. */
  readonly serverTime: number | undefined;
  /** An earlier attempt of this call may have taken effect, because its answer was lost. */
  readonly resent: boolean;
};

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
  readonly rateLimit?: RateLimit | undefined;
  /** From when it left to its answer. */
  readonly durationMs: number;
  /** What the label lets pass when the answer is there. */
  readonly pace: CallRate;
};

export type CallOptions = {
  /** Ends waits and requests that have not been sent. */
  readonly signal: AbortSignal;
  /** Called just before each attempt leaves; when it throws, the attempt does not leave. */
  readonly beforeAttempt?: () => void;
  readonly afterAttempt?: (attempt: Attempt) => void;
};

/** How the rest of the program sees Zoom. */
export interface ZoomApi {
  /**
   * Makes one call, with as many attempts as the policy allows.
   * @throws {ZoomError} when it did not succeed; an AbortError-like reason when the signal fired first.
   */
  call(call: Call, options: CallOptions): Promise<Reply>;
}

const ZOOM_ERROR_KINDS = [
  'rejected',
  'notFound',
  'exists',
  'tokenRefused',
  'signInRefused',
  'signInFailed',
  'missingScope',
  'ratePerSecond',
  'rateDaily',
  'inviteQuota',
  'concurrent',
  'server',
  'unreadable',
  'reset',
  'timeout',
  'unreachable',
] as const;

/** Everything that an answer, or the lack of one, can mean other than success. */
export type ZoomErrorKind = (typeof ZOOM_ERROR_KINDS)[number];

export type ZoomErrorDetails = {
  readonly kind: ZoomErrorKind;
  /** A sentence for the report: Zoom's own message where there is one. */
  readonly message: string;
  /** 0 when no answer came. */
  readonly status?: number;
  readonly code?: number | undefined;
  readonly trackingId?: string;
  /** How long the answer asks us to wait, in milliseconds from now. */
  readonly retryAfterMs?: number | undefined;
  /** The request may have taken effect although no proper answer came. */
  readonly inDoubt?: boolean;
  /** The OAuth scope that the app lacks. */
  readonly scope?: string | undefined;
  readonly rateLimit?: RateLimit | undefined;
};

/** A call that did not succeed. What follows from each kind stands in the policy table of zoom/policy.ts. */
export class ZoomError extends Error {
  override readonly name = 'ZoomError';
  readonly kind: ZoomErrorKind;
  readonly status: number;
  readonly code: number | undefined;
  readonly trackingId: string;
  readonly retryAfterMs: number | undefined;
  readonly inDoubt: boolean;
  readonly scope: string | undefined;
  readonly rateLimit: RateLimit | undefined;

  constructor(details: ZoomErrorDetails) {
    super(details.message);
    this.kind = details.kind;
    this.status = details.status ?? 0;
    this.code = details.code;
    this.trackingId = details.trackingId ?? '';
    this.retryAfterMs = details.retryAfterMs;
    this.inDoubt = details.inDoubt ?? false;
    this.scope = details.scope;
    this.rateLimit = details.rateLimit;
  }

  /** The same error with other details. */
  with(changes: Partial<ZoomErrorDetails>): ZoomError {
    const { kind, message, status, code, trackingId, retryAfterMs, inDoubt, scope, rateLimit } = this;
    return new ZoomError({
      kind,
      message,
      status,
      code,
      trackingId,
      retryAfterMs,
      inDoubt,
      scope,
      rateLimit,
      ...changes,
    });
  }
}
