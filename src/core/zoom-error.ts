import { cutMessage } from './cut-message.ts';
import type { EndpointName } from './endpoints.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Reason } from './reason.ts';

/** Everything that an answer, or the lack of one, can mean other than success. */
export type ZoomErrorKind =
  | 'rejected'
  | 'notFound'
  | 'exists'
  | 'tokenRefused'
  | 'signInRefused'
  | 'signInFailed'
  | 'missingScope'
  | 'missingPermission'
  | 'unknownAddress'
  | 'ratePerSecond'
  | 'rateDaily'
  | 'inviteQuota'
  | 'concurrent'
  | 'server'
  | 'unreadable'
  | 'wrongPlace'
  | 'reset'
  | 'timeout'
  | 'unreachable'
  /** No connection can be made as things are set up: a certificate, or a proxy. */
  | 'unusable'
  /** The account was asked what came of a request whose answer was lost, and what it says does not tell. */
  | 'unclear'
  /** Nothing of this call has got through for as long as the run waits for that. */
  | 'outage';

export type ZoomErrorDetails = {
  readonly kind: ZoomErrorKind;
  /** Zoom's own message where there is one. */
  readonly message: string;
  /** What the report is to say; by default that Zoom refused with this message. */
  readonly reason?: Reason;
  /** 0 when no answer came. */
  readonly status?: number;
  readonly code?: number | undefined;
  readonly trackingId?: string;
  /** How long the answer asks us to wait, in milliseconds from now. */
  readonly retryAfterMs?: number | undefined;
  /** The request may have taken effect although no proper answer came. */
  readonly inDoubt?: boolean;
  /** The OAuth scope that the app lacks, or the permission that the role of its owner lacks. */
  readonly scope?: string | undefined;
  /** The call that came to this. */
  readonly call?: EndpointName | undefined;
  /** The base address that was called, where the answer may come from nobody who knows Zoom's calls. */
  readonly address?: string | undefined;
  readonly rateLimit?: RateLimit | undefined;
  /** Why nothing came, as the operating system or the TLS library calls it, such as `ECONNREFUSED`. */
  readonly fault?: string | undefined;
  /** Who was called, or whose name was asked for: `api.zoom.us:443`. */
  readonly place?: string | undefined;
};

/** A call that did not succeed, with a message that is short enough to be kept. What follows from each kind stands in the policy table. */
export class ZoomError extends Error {
  override readonly name = 'ZoomError';
  readonly kind: ZoomErrorKind;
  readonly reason: Reason;
  readonly status: number;
  readonly code: number | undefined;
  readonly trackingId: string;
  readonly retryAfterMs: number | undefined;
  readonly inDoubt: boolean;
  readonly scope: string | undefined;
  readonly call: EndpointName | undefined;
  readonly address: string | undefined;
  readonly rateLimit: RateLimit | undefined;
  readonly fault: string | undefined;
  readonly place: string | undefined;
  readonly #details: ZoomErrorDetails;

  constructor(details: ZoomErrorDetails) {
    super(cutMessage(details.message));
    this.#details = details;
    this.kind = details.kind;
    this.reason = details.reason ?? { kind: 'refused', message: this.message };
    this.status = details.status ?? 0;
    this.code = details.code;
    this.trackingId = details.trackingId ?? '';
    this.retryAfterMs = details.retryAfterMs;
    this.inDoubt = details.inDoubt ?? false;
    this.scope = details.scope;
    this.call = details.call;
    this.address = details.address;
    this.rateLimit = details.rateLimit;
    this.fault = details.fault;
    this.place = details.place;
  }

  /** The same error with other details. */
  with(changes: Partial<ZoomErrorDetails>): ZoomError {
    return new ZoomError({ ...this.#details, ...changes });
  }
}
