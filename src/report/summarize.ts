import type { PlanName } from '../core/labels.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import type { Summary } from '../core/summary.ts';
import type { RowTally } from './row-tally.ts';

/** A run in numbers, as the ledger has it. */
export function summarizeRun(run: RunRecord, tally: RowTally): Summary {
  const { requests, retries, perSecond, daily, concurrent } = run.counts;
  const seconds = run.activeMs / 1000;
  return {
    run_id: run.id,
    // A run that died, or is still going on, has no end yet.
    status: run.status === 'checking' || run.status === 'running' ? 'interrupted' : run.status,
    input: run.input,
    plan: run.plan,
    started_at: isoTime(run.startedAt),
    finished_at: isoTime(run.finishedAt ?? run.seenAt ?? run.startedAt),
    rows: tally.rows,
    outcomes: tally.outcomes,
    requests,
    retries,
    rate_limited: { per_second: perSecond, daily, concurrent },
    requests_per_second: seconds > 0 ? Math.round((requests / seconds) * 10) / 10 : 0,
    resume_after: run.resumeAfter === undefined ? null : isoTime(run.resumeAfter),
    ...(tally.damaged > 0 && { damaged_rows: tally.damaged }),
    ...(run.hasLostCounts && { damaged_counts: true }),
  };
}

/** What a preview was made of; times in ms since the epoch. */
export type PreviewedInput = {
  readonly id: string;
  readonly input: string;
  readonly plan: PlanName;
  readonly startedAt: number;
  readonly finishedAt: number;
};

/** A preview in numbers. @param requests questions that were asked of the account */
export function summarizePreview(
  { id, input, plan, startedAt, finishedAt }: PreviewedInput,
  tally: RowTally,
  requests = 0,
): Summary {
  const seconds = (finishedAt - startedAt) / 1000;
  return {
    run_id: id,
    status: 'completed',
    input,
    plan,
    started_at: isoTime(startedAt),
    finished_at: isoTime(finishedAt),
    rows: tally.rows,
    outcomes: tally.outcomes,
    requests,
    retries: 0,
    rate_limited: { per_second: 0, daily: 0, concurrent: 0 },
    requests_per_second: seconds > 0 ? Math.round((requests / seconds) * 10) / 10 : 0,
    resume_after: null,
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
