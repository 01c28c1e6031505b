import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { addLimiterUses, type LimiterUses } from '../core/limiter-use.ts';
import type { ResultRow } from '../core/outcome.ts';
import type { StopReason } from '../core/stop-reason.ts';
import type { RunStatus, Summary } from '../core/summary.ts';
import type { RowStore } from '../ledger/sqlite/row-store.ts';
import { endRun, type RunCounts, type RunRecord } from '../ledger/sqlite/run-store.ts';
import type { Reason } from '../report/reasons.ts';
import { writeResultsCsv } from '../report/results-csv.ts';
import type { RowWarning } from '../report/row-warnings.ts';
import { Tally, writeSummary } from '../report/summary.ts';
import { describeStop } from '../report/terminal/describe-stop.ts';
import { isSimulated } from './simulated-account.ts';

export type RunResult = {
  readonly summary: Summary;
  /** The account lived in this process and is gone: nothing was sent to Zoom, and nothing can be resumed. */
  readonly simulated: boolean;
  /** How long the run was under way, the time between its sessions left out. */
  readonly seconds: number;
  /** How near to its limits it came, and what held it back. */
  readonly limiters: LimiterUses;
  /** Why rows did not go through, the commonest first. */
  readonly reasons: readonly Reason[];
  /** What should change about rows that were accepted all the same, the commonest first. */
  readonly rowWarnings: readonly RowWarning[];
  readonly outDir: string;
  readonly stop: StopReason | undefined;
  /** Deferred rows that wait for something else than an invitation. */
  readonly deferred: number;
  /** Rows of which a part, or all, waits for an invitation to be accepted. */
  readonly awaitingInvitation: number;
};

/** What a session of a run leaves behind when it ends. */
export type SessionEnd = {
  readonly stop: StopReason | undefined;
  readonly counts: RunCounts;
  readonly finishedAt: number;
  readonly activeMs: number;
  /** When the quotas that were used up are there again, in ms since the epoch. */
  readonly resumeAfter: number | undefined;
};

/** Reasons and warnings in a result; the rest is in results.csv. */
const MOST = 20;

/** Records the end of a session and writes the report of the whole run from the ledger. */
export async function finishRun(
  database: DatabaseSync,
  record: RunRecord,
  rows: RowStore,
  end: SessionEnd,
): Promise<RunResult> {
  const { deferred, reportedDeferred } = rows.count();
  const status = statusOf(end.stop, reportedDeferred);
  const known = end.resumeAfter ?? record.resumeAfter;
  const resumeAfter = deferred > 0 && known !== undefined && known > end.finishedAt ? known : undefined;
  try {
    endRun(database, record, { ...end, status, resumeAfter });
  } catch (error) {
    // A ledger that cannot be written can perhaps be read: a report is better than none.
    if (end.stop?.kind !== 'broken') throw error;
  }
  const ended = {
    ...record,
    ...end,
    status,
    resumeAfter,
    activeMs: record.activeMs + Math.round(end.activeMs),
  };
  return writeReport({ ...ended, counts: sum(record.counts, end.counts) }, rows, end.stop, record.outDir);
}

function sum(before: RunCounts, now: RunCounts): RunCounts {
  return {
    requests: before.requests + now.requests,
    retries: before.retries + now.retries,
    perSecond: before.perSecond + now.perSecond,
    daily: before.daily + now.daily,
    concurrent: before.concurrent + now.concurrent,
    limiters: addLimiterUses(before.limiters, now.limiters),
  };
}

/** Writes the report of a run as the ledger has it. */
export async function writeReport(
  record: RunRecord,
  rows: RowStore,
  stop: StopReason | undefined,
  outDir: string,
): Promise<RunResult> {
  const tally = new Tally();
  await writeResultsCsv(path.join(outDir, 'results.csv'), [counted(rows.results(notReached(stop)), tally)]);
  const summary = summarize(record, tally);
  await writeSummary(path.join(outDir, 'summary.json'), summary);
  const { deferred, awaitingInvitation } = rows.count();
  return {
    summary,
    simulated: isSimulated(record.account),
    seconds: record.activeMs / 1000,
    limiters: record.counts.limiters,
    reasons: tally.reasons(MOST),
    rowWarnings: tally.warnings(MOST),
    outDir,
    stop,
    deferred,
    awaitingInvitation,
  };
}

function* counted(results: Iterable<ResultRow>, tally: Tally): Generator<ResultRow> {
  for (const result of results) {
    tally.add(result);
    yield result;
  }
}

function notReached(stop: StopReason | undefined): string {
  return stop ? `not sent: ${describeStop(stop)}` : 'not sent: the run ended before this row';
}

function statusOf(stop: StopReason | undefined, deferred: number): RunStatus {
  if (stop) return stop.kind === 'signal' ? 'interrupted' : 'stopped';
  return deferred > 0 ? 'deferred' : 'completed';
}

function summarize(run: RunRecord, tally: Tally): Summary {
  const { requests, retries, perSecond, daily, concurrent } = run.counts;
  const seconds = run.activeMs / 1000;
  return {
    run_id: run.id,
    // A run that died, or is still going on, has no end yet.
    status: run.status === 'checking' || run.status === 'running' ? 'interrupted' : run.status,
    input: run.input,
    plan: run.plan,
    started_at: new Date(run.startedAt).toISOString(),
    finished_at: new Date(run.finishedAt ?? run.startedAt).toISOString(),
    rows: tally.rows,
    outcomes: tally.outcomes,
    requests,
    retries,
    rate_limited: { per_second: perSecond, daily, concurrent },
    requests_per_second: seconds > 0 ? Math.round((requests / seconds) * 10) / 10 : 0,
    resume_after: run.resumeAfter === undefined ? null : new Date(run.resumeAfter).toISOString(),
  };
}
