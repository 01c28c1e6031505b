import type { CallRate, Reply } from './zoom-api.ts';
import type { ZoomError } from './zoom-error.ts';

/** Decides when the requests of one of Zoom's rate-limit labels leave. */
export interface RateLimiter {
  /**
   * Resolves when one request may leave, now. Rejects with the signal's reason when it fires first.
   * @param options `first`: before all others that wait, since it was refused
   */
  acquire(signal: AbortSignal, options?: { readonly first?: boolean }): Promise<Permit>;
  /** Learns from what Zoom answered to the request of a permit. */
  observe(permit: Permit, answer: Reply | ZoomError): Observation;
  readonly rate: CallRate;
  /** Ends it; permits still waited for never come. */
  close(): Promise<void>;
}

/** Leave to send one request. One of the two must be called in the end; what is called after that does nothing. */
export interface Permit {
  /** The request leaves now. @returns false when it may not any more: it has waited for its connection for too long */
  sent(): boolean;
  /** It will not leave. */
  cancel(): void;
}

/** What the limiter makes of an answer. */
export type Observation = {
  /** Nothing leaves for so long; absent when that was known already. */
  readonly pauseMs?: number;
  /** Requests a second that the account really has, when they turned out to be fewer than the plan's. */
  readonly lowerLimit?: number;
};
