export const OUTCOMES = [
  'created',
  'updated',
  'activated',
  'deactivated',
  'password_set',
  'exists',
  'not_found',
  'rejected',
  'deferred',
  'invalid',
  'skipped',
  'failed',
  'unknown',
  'not_attempted',
] as const;

/** The last word on a row. */
export type Outcome = (typeof OUTCOMES)[number];

const WENT_THROUGH: ReadonlySet<Outcome> = new Set([
  'created',
  'updated',
  'activated',
  'deactivated',
  'password_set',
  'skipped',
]);

/** Whether a row with this outcome needs no more attention. */
export function wentThrough(outcome: Outcome): boolean {
  return WENT_THROUGH.has(outcome);
}

/** One line of results.csv, in the order of its columns. */
export type ResultRow = {
  readonly line: number;
  readonly action: string;
  readonly user: string;
  readonly outcome: Outcome;
  /** The HTTP status of the last answer. */
  readonly httpStatus?: number | undefined;
  /** Zoom's own code in that answer. */
  readonly zoomCode?: number | undefined;
  readonly message: string;
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
