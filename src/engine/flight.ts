import type { EndpointName } from '../core/endpoints.ts';
import type { Reply } from '../core/zoom-api.ts';
import type { ZoomError } from '../core/zoom-error.ts';

/** A request that wants to leave. */
export type Departure = {
  readonly endpoint: EndpointName;
  /** As in its path. */
  readonly user?: string | undefined;
  /** The row that it is made for; undefined for one of the run as a whole. */
  readonly line: number | undefined;
  /** It finds out whether anything gets through, and passes the gates. */
  readonly isProbe: boolean;
};

/** A request on its way, from when it may leave. */
export interface Flight {
  /** It may leave still. */
  readonly mayLeave: boolean;
  /** What came of it is seen. @param sentAt when it left, or tried to, in ms on the clock */
  answered(answer: Reply | ZoomError, sentAt: number): void;
  /** Whether there was an outage while it was under way: it may turn out later. @param sentAt ms on the clock */
  wasHit(sentAt: number): () => boolean;
  /** Nothing more will come of it. May be called again. */
  end(): void;
}

/** What holds requests back while nothing gets through. */
export interface Passage {
  /**
   * Resolves when the request may leave.
   * @throws {ZoomError} `outage` when nothing of its call has got through for too long; the signal's reason when it fires
   */
  pass(departure: Departure, signal: AbortSignal): Promise<Flight>;
  /** Resolves when nobody suspects an outage. Rejects with the signal's reason when it fires first. */
  known(endpoint: EndpointName, signal: AbortSignal): Promise<void>;
}
