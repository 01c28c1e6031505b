import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { PlanName } from '../../core/labels.ts';
import type { NewRun, RunEnd, RunRecord } from '../../core/ledger.ts';
import { addLimiterUses, type LimiterUses } from '../../core/limiter-use.ts';
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

/** From now on requests may be sent. */
export function beginRun(database: DatabaseSync, run: RunRecord): void {
  database.prepare("UPDATE runs SET status = 'running' WHERE number = ?").run(run.number);
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
  const row = database.prepare('SELECT * FROM runs WHERE id = ?').get(id);
  return row && toRecord(row);
}

/** All runs, newest first. */
export function listRuns(database: DatabaseSync): RunRecord[] {
  return database.prepare('SELECT * FROM runs ORDER BY number DESC').all().map(toRecord);
}

/** Records how a session of a run ended; the counts are added to those of earlier sessions. */
export function endRun(database: DatabaseSync, run: RunRecord, end: RunEnd): void {
  const { requests, retries, perSecond, daily, concurrent, limiters } = end.counts;
  const before = findRun(database, run.id)?.counts.limiters ?? {};
  database
    .prepare(
      `UPDATE runs SET status = ?, stop = ?, finished_at = ?, active_ms = active_ms + ?, requests = requests + ?,
         retries = retries + ?, per_second = per_second + ?, daily = daily + ?, concurrent = concurrent + ?,
         lanes = ?, resume_after = ? WHERE number = ?`,
    )
    .run(
      end.status,
      end.stop ? JSON.stringify(end.stop) : null,
      end.finishedAt,
      Math.round(end.activeMs),
      requests,
      retries,
      perSecond,
      daily,
      concurrent,
      JSON.stringify(addLimiterUses(before, limiters)),
      end.resumeAfter ?? null,
      run.number,
    );
}

function toRecord(row: Record<string, SQLOutputValue>): RunRecord {
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
    activeMs: Number(row.active_ms),
    counts: {
      requests: Number(row.requests),
      retries: Number(row.retries),
      perSecond: Number(row.per_second),
      daily: Number(row.daily),
      concurrent: Number(row.concurrent),
      limiters: JSON.parse(String(row.lanes)) as LimiterUses,
    },
    resumeAfter: row.resume_after === null ? undefined : Number(row.resume_after),
  };
}
