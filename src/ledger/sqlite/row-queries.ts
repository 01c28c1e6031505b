import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { DamagedLedger } from '../../core/damaged-ledger.ts';
import type { RowNaming } from '../../core/ledger.ts';
import type { RowCounts, RowState, RunRecord, WaitingRow } from '../../core/ledger-records.ts';
import type { ResultRow } from '../../core/result-row.ts';
import { OUTCOME_NAMES, type Outcome, outcomesOf } from '../../core/vocabulary.ts';
import { fileOf } from './damage.ts';
import { readEntries } from './read-entries.ts';
import {
  type DamagedSince,
  DONE,
  toDamagedResult,
  toDamagedState,
  toResult,
  toState,
  toWaiting,
} from './row-values.ts';
import { BITS, type Entry, HAS_ITS_BITS, IS_INTACT_ROW, isIntact } from './seal.ts';

/** A list for SQL; outcomes are words of ours. */
function oneOf(outcomes: readonly Outcome[]): string {
  return `(${outcomes.map((outcome) => `'${outcome}'`).join(', ')})`;
}

const REFUSED = oneOf(outcomesOf('refused'));
const PERFORMED = oneOf(outcomesOf('performed'));
const TRIED_AGAIN = oneOf(outcomesOf('open').filter((outcome) => outcome !== 'deferred'));

/** Behind a row that took the user out of the account later ones stay left out. */
export const IS_BEHIND_NO_REMOVAL = `coalesce(iif(json_valid(reason), json_extract(reason, '$.outcome'), NULL) NOT IN ${PERFORMED}, 1)`;

/** What was left out because of an earlier row of the same user is up again when that row is, or went through after all. */
const IS_UP_AGAIN = `outcome = 'skipped' AND EXISTS (SELECT 1 FROM rows AS earlier WHERE earlier.run = rows.run
  AND earlier.line = rows.after_line AND earlier.outcome NOT IN ${REFUSED}) AND ${IS_BEHIND_NO_REMOVAL}`;

/** Where it can be seen without reading all of the row, in which anything may be NULL: then it is damaged. */
const IS_DAMAGED = `(${HAS_ITS_BITS} AND (state <> ${DONE} OR outcome IN ${oneOf(OUTCOME_NAMES)})) IS NOT TRUE`;

/** To be done, of those that wait for no invitation. A damaged one is, whatever it says. */
const IS_OPEN = `(${IS_DAMAGED}) OR held_back = 0 AND (state <> ${DONE} OR outcome IN ${TRIED_AGAIN} OR (${IS_UP_AGAIN}))`;
const IS_DEFERRED = `(${BITS}) = ${DONE} AND held_back = 0 AND state = ${DONE} AND outcome = 'deferred'`;
const IS_WAITING = `held_back = 1 AND ${HAS_ITS_BITS}`;

const IS_PERFORMED = `(${BITS}) = ${DONE} AND state = ${DONE} AND held_back = 0 AND outcome IN ${PERFORMED}`;

/** Rows that are read together for a report. */
const BATCH = 500;

/** Rows of a run leave in nearly the order of their lines, and Zoom's clocks differ a little. */
const ZOOM_SLACK_MS = 60_000;

/** A moment by Zoom's clock (ms since the epoch) before which nothing of a run was sent; undefined when Zoom had not told. */
export function earliestZoomTime(database: DatabaseSync, run: number): number | undefined {
  const row = database
    .prepare(`SELECT min(zoom_at) AS at FROM rows WHERE run = ? AND ${IS_INTACT_ROW}`)
    .get(run);
  return typeof row?.at === 'number' ? row.at - ZOOM_SLACK_MS : undefined;
}

/** What is on record of the rows of a run. */
export class RowQueries {
  readonly #run: RunRecord;
  readonly #database: DatabaseSync;
  #since: DamagedSince | undefined;
  readonly #between: StatementSync;
  readonly #digests: StatementSync;
  readonly #performed: StatementSync;
  readonly #after: StatementSync;
  readonly #expected: StatementSync;
  readonly #count: StatementSync;
  readonly #naming: StatementSync;
  readonly #lastLines: StatementSync;
  readonly #waiting: StatementSync;
  readonly #left: StatementSync;

  constructor(database: DatabaseSync, run: RunRecord) {
    this.#run = run;
    this.#database = database;
    this.#between = database.prepare(
      'SELECT * FROM rows WHERE run = ? AND line BETWEEN ? AND ? ORDER BY line',
    );
    this.#digests = database.prepare(
      'SELECT line, digest FROM rows WHERE run = ? AND line BETWEEN ? AND ? AND digest IS NOT NULL',
    );
    this.#performed = database.prepare(
      `SELECT count(*) AS rows, count(*) FILTER (WHERE ${IS_PERFORMED}) AS performed FROM rows WHERE run = ? AND line BETWEEN ? AND ?`,
    );
    this.#after = database.prepare('SELECT * FROM rows WHERE run = ? AND line > ? ORDER BY line LIMIT ?');
    this.#expected = database.prepare('SELECT row_count AS rows FROM runs WHERE number = ?');
    // Most rows of a run that goes on are performed: the questions are put to the others only.
    this.#count = database.prepare(
      `SELECT (SELECT count(*) FROM rows WHERE run = ?1) AS rows,
         count(*) FILTER (WHERE ${IS_WAITING}) AS awaiting,
         count(*) FILTER (WHERE ${IS_OPEN}) AS open,
         count(*) FILTER (WHERE ${IS_DEFERRED}) AS deferred,
         count(*) FILTER (WHERE ${HAS_ITS_BITS} AND state = ${DONE} AND outcome = 'deferred') AS reported_deferred,
         count(*) FILTER (WHERE ${HAS_ITS_BITS} AND held_back = 0 AND state = ${DONE} AND outcome = 'invalid') AS invalid
         FROM rows WHERE run = ?1 AND (${IS_PERFORMED}) IS NOT TRUE`,
    );
    const named = "SELECT 1 FROM rows WHERE run = ?1 AND outcome IS NOT 'invalid' AND instr(user, '@')";
    this.#naming = database.prepare(
      `SELECT EXISTS (${named} > 0) AS addresses, EXISTS (${named} = 0) AS ids`,
    );
    this.#lastLines = database.prepare(
      'SELECT action, max(line) AS line FROM rows WHERE run = ? GROUP BY action',
    );
    this.#waiting = database.prepare(
      `SELECT waiting, user, kept.* FROM (SELECT run, line AS waiting, user FROM rows
           WHERE run = ? AND line > ? AND ${IS_WAITING} ORDER BY line LIMIT ?) AS row
         LEFT JOIN kept ON kept.run = row.run AND kept.line = waiting ORDER BY waiting`,
    );
    this.#left = database.prepare(
      `SELECT line FROM rows WHERE run = ? AND (${IS_PERFORMED}) IS NOT TRUE AND ((${IS_OPEN}) OR (${IS_DEFERRED}))
         ORDER BY line LIMIT ?`,
    );
  }

  between(first: number, last: number): RowState[] {
    return this.#states(this.#between, first, last);
  }

  after(line: number, count: number): RowState[] {
    return this.#states(this.#after, line, count);
  }

  digests(first: number, last: number): ReadonlyMap<number, string> {
    const rows = this.#digests.all(this.#run.number, first, last);
    return new Map(rows.map(({ line, digest }) => [Number(line), String(digest)]));
  }

  /** Looked up where something is damaged only: it takes a look at every row. */
  #damagedSince(): DamagedSince {
    this.#since ??= {
      startedAt: this.#run.startedAt,
      zoomAt: earliestZoomTime(this.#database, this.#run.number),
    };
    return this.#since;
  }

  #states(statement: StatementSync, ...values: number[]): RowState[] {
    return readEntries(statement, this.#run.number, ...values).map((row) =>
      isIntact('rows', row) ? toState(row) : toDamagedState(row, this.#damagedSince()),
    );
  }

  allPerformed(first: number, last: number, count: number): boolean {
    const found = this.#performed.get(this.#run.number, first, last);
    return found?.rows === count && found.performed === count;
  }

  count(): RowCounts {
    const row = this.#count.get(this.#run.number);
    return {
      rows: Number(row?.rows),
      invalid: Number(row?.invalid),
      open: Number(row?.open),
      deferred: Number(row?.deferred),
      awaitingInvitation: Number(row?.awaiting),
      reportedDeferred: Number(row?.reported_deferred),
    };
  }

  naming(): RowNaming {
    const row = this.#naming.get(this.#run.number);
    return { hasAddresses: row?.addresses === 1, hasIds: row?.ids === 1 };
  }

  lastLines(): ReadonlyMap<string, number> {
    const rows = this.#lastLines.all(this.#run.number);
    return new Map(rows.map(({ action, line }) => [String(action), Number(line)]));
  }

  waitingAfter(line: number, count: number): WaitingRow[] {
    return readEntries(this.#waiting, this.#run.number, line, count).map(toWaiting);
  }

  firstLeft(count: number): number[] {
    return this.#left.all(this.#run.number, count).map(({ line }) => Number(line));
  }

  /** What came of every row. @throws {DamagedLedger} when rows are missing, or nobody can tell on which line they are */
  *results(): Generator<ResultRow[]> {
    for (const batch of this.#batches()) {
      yield batch.map((row) =>
        isIntact('rows', row) ? toResult(row, this.#run.stop) : toDamagedResult(row),
      );
    }
  }

  /** The rows that are not as they were written, as far as they can be told. @throws {DamagedLedger} as `results` does */
  damagedRows(): Pick<RowState, 'line' | 'action' | 'user'>[] {
    const damaged = [];
    for (const batch of this.#batches()) {
      for (const row of batch) {
        const { line, action, user } = row;
        if (!isIntact('rows', row))
          damaged.push({ line: Number(line), action: String(action), user: String(user) });
      }
    }
    return damaged;
  }

  /** Nothing is left open between two batches: a write in between would fail once another process has written, too. */
  *#batches(): Generator<Entry[]> {
    const expected = this.#expected.get(this.#run.number)?.rows;
    let rows = 0;
    for (let last = 0; ; ) {
      const batch = readEntries(this.#after, this.#run.number, last, BATCH);
      for (const { line } of batch) {
        if (typeof line !== 'number' || line <= last)
          throw this.#damaged('rows of it are not in their place');
        last = line;
      }
      rows += batch.length;
      if (batch.length > 0) yield batch;
      if (batch.length < BATCH) break;
    }
    if (typeof expected === 'number' && rows !== expected) {
      throw this.#damaged(`it has ${rows} rows on record, and had ${expected}`);
    }
  }

  #damaged(what: string): DamagedLedger {
    return new DamagedLedger(fileOf(this.#database), `of run ${this.#run.id}, ${what}`);
  }
}
