import type { DatabaseSync } from 'node:sqlite';
import { DamagedLedger } from '../../core/damaged-ledger.ts';
import type { PlanName } from '../../core/labels.ts';
import type { ForgettableRun, NewRun, RunEnd, RunRecord, SessionSoFar } from '../../core/ledger-records.ts';
import type { LimiterUses } from '../../core/limiter-use.ts';
import { addRunCounts, NO_COUNTS, type RunCounts } from '../../core/run-counts.ts';
import type { StopReason } from '../../core/stop-reason.ts';
import { fileOf } from './damage.ts';
import { readEntries } from './read-entries.ts';
import { type Entry, isIntact, SEALED } from './seal.ts';
import { type Changes, SealedEntries } from './sealed-entries.ts';

/** Puts a new run on record. */
export function insertRun(database: DatabaseSync, account: string, run: NewRun): RunRecord {
  const { id, input, digest, salt, settings, plan, version, outDir, startedAt } = run;
  const next = database.prepare('SELECT coalesce(max(number), 0) + 1 AS number FROM runs').get();
  const number = Number(next?.number);
  new SealedEntries(database, 'runs').inserter(SEALED.runs.columns)({
    ...{ number, id, account, input, digest, salt, settings, plan, version },
    ...{ status: 'checking', out_dir: outDir, started_at: startedAt, active_ms: 0, lanes: '{}' },
    ...{ requests: 0, retries: 0, per_second: 0, daily: 0, concurrent: 0 },
  });
  const inserted = findRun(database, id);
  if (!inserted) throw new Error(`run ${id} is not in the ledger right after it was put there`);
  return inserted;
}

/** A session of the run begins. What one counted that died is added to the others; how many rows it has stays so from now on. */
export function beginRun(database: DatabaseSync, run: RunRecord): void {
  const died = readSession(database, run);
  if (died) addSession(database, run, died);
  const { rows } = database.prepare('SELECT count(*) AS rows FROM rows WHERE run = ?').get(run.number) ?? {};
  changeRun(database, run, ({ row_count }) => ({
    ...{ status: 'running', stop: null, finished_at: null },
    row_count: row_count ?? rows ?? null,
  }));
}

/** Keeps what the session of a run has counted so far: prepared once, since it comes with every request. */
export function prepareSession(database: DatabaseSync): (run: RunRecord, session: SessionSoFar) => void {
  const sessions = new SealedEntries(database, 'sessions');
  return (run, { seenAt, activeMs, counts }) =>
    sessions.put({
      run: run.number,
      seen_at: seenAt,
      active_ms: Math.round(activeMs),
      counts: JSON.stringify(counts),
    });
}

/** Forgets a run with all its rows, at once. */
export function deleteRun(database: DatabaseSync, { number }: Pick<RunRecord, 'number'>): void {
  database.prepare('DELETE FROM runs WHERE number = ?').run(number);
}

/**
 * Forgets for good what has been kept for too long of the rows of an account. The row of the table stays, so that nothing is
 * kept anew.
 */
export function forgetKept(database: DatabaseSync, account: string, moment: number): void {
  const old = database.prepare(
    `SELECT * FROM kept WHERE kept_at < ? AND task IS NOT NULL AND run IN (SELECT number FROM runs WHERE account = ?)`,
  );
  const kept = new SealedEntries(database, 'kept');
  for (const entry of readEntries(old, moment, account)) kept.put({ ...entry, task: null });
}

/** A run that is not forgotten. @throws {DamagedLedger} when its record is damaged */
export function findRun(database: DatabaseSync, id: string): RunRecord | undefined {
  // Not by the index, in which a damaged key would hide the run.
  const [entry] = readEntries(database.prepare(`${SELECT} AND +id = ?`), id);
  if (entry === undefined) return undefined;
  if (isIntact('runs', entry)) return toRecord(database, entry);
  throw new DamagedLedger(fileOf(database), `what it has on record of run ${id} has changed by itself`);
}

/** All runs whose record is sound, newest first. */
export function listRuns(database: DatabaseSync): RunRecord[] {
  return entriesOfRuns(database)
    .filter((entry) => isIntact('runs', entry))
    .map((entry) => toRecord(database, entry));
}

/** The others, as far as they can be told. */
export function listDamagedRuns(database: DatabaseSync): ForgettableRun[] {
  return entriesOfRuns(database)
    .filter((entry) => !isIntact('runs', entry))
    .map(toForgettable);
}

/** Runs that are forgotten already, and not gone yet. */
export function listHalfForgotten(database: DatabaseSync): ForgettableRun[] {
  return readEntries(database.prepare('SELECT * FROM runs WHERE forgotten IS NOT NULL')).map(toForgettable);
}

const SELECT = 'SELECT * FROM runs WHERE forgotten IS NULL';

function entriesOfRuns(database: DatabaseSync): Entry[] {
  return readEntries(database.prepare(`${SELECT} ORDER BY number DESC`));
}

function toForgettable({ number, id, account }: Entry): ForgettableRun {
  return { number: Number(number), id: String(id), account: String(account) };
}

/** Records how a session of a run ended; the counts are added to those of earlier sessions. */
export function endRun(database: DatabaseSync, run: RunRecord, end: RunEnd): void {
  addSession(database, run, end);
  changeRun(database, run, () => ({
    status: end.status,
    stop: end.stop ? JSON.stringify(end.stop) : null,
    finished_at: end.finishedAt,
    resume_after: end.resumeAfter ?? null,
    ...(end.isSettled && { salt: null }),
  }));
}

/** @throws {DamagedLedger} when its record is damaged */
function changeRun(
  database: DatabaseSync,
  { number }: Pick<RunRecord, 'number'>,
  changesOf: (entry: Entry) => Changes,
): void {
  new SealedEntries(database, 'runs').change([number], changesOf);
}

type Counted = Pick<SessionSoFar, 'activeMs' | 'counts'>;

/** Adds what a session counted, which is over, to what the run has. */
function addSession(database: DatabaseSync, run: RunRecord, session: Counted): void {
  database.prepare('DELETE FROM sessions WHERE run = ?').run(run.number);
  changeRun(database, run, (entry) => {
    const { requests, retries, perSecond, daily, concurrent, limiters } = addRunCounts(
      countsOf(entry),
      session.counts,
    );
    return {
      active_ms: Number(entry.active_ms) + Math.round(session.activeMs),
      ...{ requests, retries, per_second: perSecond, daily, concurrent, lanes: JSON.stringify(limiters) },
    };
  });
}

/** What a session counted that goes on, or died; nothing when that is damaged. */
function readSession(database: DatabaseSync, run: Pick<RunRecord, 'number'>): SessionSoFar | undefined {
  const sessions = new SealedEntries(database, 'sessions');
  const entry = sessions.find(run.number);
  if (!entry || !sessions.isIntact(entry)) return undefined;
  return {
    seenAt: Number(entry.seen_at),
    activeMs: Number(entry.active_ms),
    counts: JSON.parse(String(entry.counts)) as RunCounts,
  };
}

function toRecord(database: DatabaseSync, row: Entry): RunRecord {
  const session = readSession(database, { number: Number(row.number) });
  const hasOne =
    database.prepare('SELECT 1 FROM sessions WHERE run = ?').get(Number(row.number)) !== undefined;
  return {
    ...(hasOne && !session && { hasLostCounts: true as const }),
    number: Number(row.number),
    id: String(row.id),
    account: String(row.account),
    input: String(row.input),
    digest: String(row.digest),
    salt: row.salt === null ? undefined : String(row.salt),
    settings: String(row.settings),
    plan: String(row.plan) as PlanName,
    version: String(row.version),
    status: String(row.status) as RunRecord['status'],
    stop: row.stop === null ? undefined : (JSON.parse(String(row.stop)) as StopReason),
    outDir: String(row.out_dir),
    startedAt: Number(row.started_at),
    finishedAt: row.finished_at === null ? undefined : Number(row.finished_at),
    seenAt: session?.seenAt,
    activeMs: Number(row.active_ms) + (session?.activeMs ?? 0),
    counts: addRunCounts(countsOf(row), session?.counts ?? NO_COUNTS),
    resumeAfter: row.resume_after === null ? undefined : Number(row.resume_after),
  };
}

/** Of the sessions that ended. */
function countsOf(row: Entry): RunCounts {
  return {
    requests: Number(row.requests),
    retries: Number(row.retries),
    perSecond: Number(row.per_second),
    daily: Number(row.daily),
    concurrent: Number(row.concurrent),
    limiters: JSON.parse(String(row.lanes)) as LimiterUses,
  };
}
