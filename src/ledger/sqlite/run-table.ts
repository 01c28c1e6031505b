import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { PlanName } from '../../core/labels.ts';
import type { NewRun, RunEnd, RunRecord, SessionSoFar } from '../../core/ledger-records.ts';
import type { LimiterUses } from '../../core/limiter-use.ts';
import { addRunCounts, NO_COUNTS, type RunCounts } from '../../core/run-counts.ts';
import type { StopReason } from '../../core/stop-reason.ts';

/** Puts a new run on record. */
export function insertRun(database: DatabaseSync, account: string, run: NewRun): RunRecord {
  const { id, input, digest, settings, plan, version, outDir, startedAt } = run;
  database
    .prepare(
      `INSERT INTO runs (id, account, input, digest, settings, plan, version, status, out_dir, started_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'checking', ?, ?)`,
    )
    .run(id, account, input, digest, settings, plan, version, outDir, startedAt);
  const inserted = findRun(database, id);
  if (!inserted) throw new Error(`run ${id} is not in the ledger right after it was put there`);
  return inserted;
}

/** A session of the run begins. What one counted that died is added to the others. */
export function beginRun(database: DatabaseSync, run: RunRecord): void {
  const died = readSession(database, run);
  if (died) addSession(database, run, died);
  database
    .prepare("UPDATE runs SET status = 'running', stop = NULL, finished_at = NULL WHERE number = ?")
    .run(run.number);
}

/** Keeps what the session of a run has counted so far: prepared once, since it comes with every request. */
export function prepareSession(database: DatabaseSync): (run: RunRecord, session: SessionSoFar) => void {
  const keep = database.prepare(
    'INSERT OR REPLACE INTO sessions (run, seen_at, active_ms, counts) VALUES (?, ?, ?, ?)',
  );
  return (run, { seenAt, activeMs, counts }) =>
    void keep.run(run.number, seenAt, Math.round(activeMs), JSON.stringify(counts));
}

/** Forgets a run with all its rows. */
export function deleteRun(database: DatabaseSync, run: RunRecord): void {
  database.prepare('DELETE FROM runs WHERE number = ?').run(run.number);
}

/**
 * Forgets for good what has been kept for too long of the rows of an account. The row of the table stays, so that nothing is
 * kept anew.
 */
export function forgetKept(database: DatabaseSync, account: string, moment: number): void {
  database
    .prepare(
      `UPDATE kept SET task = NULL WHERE kept_at < ? AND task IS NOT NULL
         AND run IN (SELECT number FROM runs WHERE account = ?)`,
    )
    .run(moment, account);
}

export function findRun(database: DatabaseSync, id: string): RunRecord | undefined {
  const row = database.prepare(`${SELECT} WHERE id = ?`).get(id);
  return row && toRecord(row);
}

/** All runs, newest first. */
export function listRuns(database: DatabaseSync): RunRecord[] {
  return database.prepare(`${SELECT} ORDER BY number DESC`).all().map(toRecord);
}

const SELECT = `SELECT runs.*, sessions.seen_at, sessions.active_ms AS session_ms, sessions.counts AS session_counts
  FROM runs LEFT JOIN sessions ON sessions.run = runs.number`;

/** Records how a session of a run ended; the counts are added to those of earlier sessions. */
export function endRun(database: DatabaseSync, run: RunRecord, end: RunEnd): void {
  addSession(database, run, end);
  database
    .prepare('UPDATE runs SET status = ?, stop = ?, finished_at = ?, resume_after = ? WHERE number = ?')
    .run(
      end.status,
      end.stop ? JSON.stringify(end.stop) : null,
      end.finishedAt,
      end.resumeAfter ?? null,
      run.number,
    );
}

type Counted = Pick<SessionSoFar, 'activeMs' | 'counts'>;

/** Adds what a session counted, which is over, to what the run has. */
function addSession(database: DatabaseSync, run: RunRecord, { activeMs, counts }: Counted): void {
  database.prepare('DELETE FROM sessions WHERE run = ?').run(run.number);
  const before = findRun(database, run.id)?.counts ?? NO_COUNTS;
  const { requests, retries, perSecond, daily, concurrent, limiters } = addRunCounts(before, counts);
  database
    .prepare(
      `UPDATE runs SET active_ms = active_ms + ?, requests = ?, retries = ?, per_second = ?, daily = ?, concurrent = ?,
         lanes = ? WHERE number = ?`,
    )
    .run(
      Math.round(activeMs),
      requests,
      retries,
      perSecond,
      daily,
      concurrent,
      JSON.stringify(limiters),
      run.number,
    );
}

/** What a session counted that goes on, or died. */
function readSession(database: DatabaseSync, run: RunRecord): Counted | undefined {
  const row = database.prepare('SELECT active_ms, counts FROM sessions WHERE run = ?').get(run.number);
  return row && { activeMs: Number(row.active_ms), counts: JSON.parse(String(row.counts)) as RunCounts };
}

function toRecord(row: Record<string, SQLOutputValue>): RunRecord {
  const session =
    row.session_counts === null ? undefined : (JSON.parse(String(row.session_counts)) as RunCounts);
  return {
    number: Number(row.number),
    id: String(row.id),
    account: String(row.account),
    input: String(row.input),
    digest: String(row.digest),
    settings: String(row.settings),
    plan: String(row.plan) as PlanName,
    version: String(row.version),
    status: String(row.status) as RunRecord['status'],
    stop: row.stop === null ? undefined : (JSON.parse(String(row.stop)) as StopReason),
    outDir: String(row.out_dir),
    startedAt: Number(row.started_at),
    finishedAt: row.finished_at === null ? undefined : Number(row.finished_at),
    seenAt: row.seen_at === null ? undefined : Number(row.seen_at),
    activeMs: Number(row.active_ms) + Number(row.session_ms ?? 0),
    counts: addRunCounts(countsOf(row), session ?? NO_COUNTS),
    resumeAfter: row.resume_after === null ? undefined : Number(row.resume_after),
  };
}

/** Of the sessions that ended. */
function countsOf(row: Record<string, SQLOutputValue>): RunCounts {
  return {
    requests: Number(row.requests),
    retries: Number(row.retries),
    perSecond: Number(row.per_second),
    daily: Number(row.daily),
    concurrent: Number(row.concurrent),
    limiters: JSON.parse(String(row.lanes)) as LimiterUses,
  };
}
