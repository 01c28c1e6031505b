import type { PlanName } from './labels.ts';
import type { Outcome } from './vocabulary.ts';

export type RunStatus = 'completed' | 'deferred' | 'interrupted' | 'stopped';

/** summary.json, field by field; times are ISO 8601 UTC. */
export type Summary = {
  readonly run_id: string;
  readonly status: RunStatus;
  readonly input: string;
  readonly plan: PlanName;
  readonly started_at: string;
  readonly finished_at: string;
  /** Data rows of the input. */
  readonly rows: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** HTTP requests sent, sign-in included. */
  readonly requests: number;
  /** Of those, the ones that repeated an earlier one. */
  readonly retries: number;
  /** Answers 429, by kind. */
  readonly rate_limited: { readonly per_second: number; readonly daily: number; readonly concurrent: number };
  readonly requests_per_second: number;
  /** When deferred rows may be resumed; null when none are left. */
  readonly resume_after: string | null;
  /** Rows whose record in the ledger is damaged; they count as `unknown`. Left out when there are none. */
  readonly damaged_rows?: number;
  /** What the last session counted is damaged, too, and missing in the numbers. Left out when it is not. */
  readonly damaged_counts?: true;
};
