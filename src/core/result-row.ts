import type { Reason, Warning } from './reason.ts';
import type { Outcome } from './vocabulary.ts';

/** What came of a row: the facts behind one line of results.csv. */
export type ResultRow = {
  readonly line: number;
  readonly action: string;
  readonly user: string;
  readonly outcome: Outcome;
  /** The HTTP status of the last answer. */
  readonly httpStatus?: number | undefined;
  /** Zoom's own code in that answer. */
  readonly zoomCode?: number | undefined;
  /** Absent when there is nothing to say. */
  readonly reason?: Reason | undefined;
  readonly warnings: readonly Warning[];
  /** A part of the row, or all, waits until an invitation is accepted. */
  readonly awaitsInvitation: boolean;
  /** Requests sent for the row. */
  readonly attempts: number;
  /** Zoom's id of the user, when it is known. */
  readonly userId: string;
  /** The last answer's `x-zm-trackingid`, which Zoom's support asks for. */
  readonly trackingId: string;
  /** ISO 8601 UTC; empty when nothing was sent. */
  readonly startedAt: string;
  readonly finishedAt: string;
};
