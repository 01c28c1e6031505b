import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RowNaming } from '../../core/ledger.ts';
import type { RowCounts, RowState, RunRecord, WaitingRow } from '../../core/ledger-records.ts';
import type { ResultRow } from '../../core/result-row.ts';
import { type Outcome, outcomesOf } from '../../core/vocabulary.ts';
import { DONE, toResult, toState, toWaiting } from './row-values.ts';

/** A list for SQL; outcomes are words of ours. */
function oneOf(outcomes: readonly Outcome[]): string {
  return `(${outcomes.map((outcome) => `'${outcome}'`).join(', ')})`;
}

const REFUSED = oneOf(outcomesOf('refused'));
const PERFORMED = oneOf(outcomesOf('performed'));
const TRIED_AGAIN = oneOf(outcomesOf('open').filter((outcome) => outcome !== 'deferred'));

/**
 * What was left out because of an earlier row of the same user is up again when that row is, or went through after all.
 * Behind one that took the user out of the account it stays left out.
 */
const IS_UP_AGAIN = `outcome = 'skipped' AND EXISTS (SELECT 1 FROM rows AS earlier WHERE earlier.run = rows.run
  AND earlier.line = rows.after_line AND earlier.outcome NOT IN ${REFUSED})
  AND coalesce(json_extract(reason, '$.outcome') NOT IN ${PERFORMED}, 1)`;

/** To be done, of those that wait for no invitation. */
const IS_OPEN = `held_back = 0 AND (state <> ${DONE} OR outcome IN ${TRIED_AGAIN} OR (${IS_UP_AGAIN}))`;
const IS_DEFERRED = `held_back = 0 AND state = ${DONE} AND outcome = 'deferred'`;

const IS_PERFORMED = `state = ${DONE} AND held_back = 0 AND outcome IN ${PERFORMED}`;

/** Rows that are read together for a report. */
const BATCH = 500;

/** What is on record of the rows of a run. */
export class RowQueries {
  readonly #run: RunRecord;
  readonly #between: StatementSync;
  readonly #digests: StatementSync;
  readonly #performed: StatementSync;
  readonly #after: StatementSync;
  readonly #count: StatementSync;
  readonly #naming: StatementSync;
  readonly #waiting: StatementSync;
  readonly #left: StatementSync;

  constructor(database: DatabaseSync, run: RunRecord) {
    this.#run = run;
    this.#between = database.prepare(
      `SELECT line, action, user, state, outcome, created, held_back, after_line, reason, message, user_id, attempts, started_at, zoom_at
         FROM rows WHERE run = ? AND line BETWEEN ? AND ? ORDER BY line`,
    );
    this.#digests = database.prepare(
      'SELECT line, digest FROM rows WHERE run = ? AND line BETWEEN ? AND ? AND digest IS NOT NULL',
    );
    this.#performed = database.prepare(
      `SELECT count(*) AS rows, count(*) FILTER (WHERE ${IS_PERFORMED}) AS performed FROM rows WHERE run = ? AND line BETWEEN ? AND ?`,
    );
    this.#after = database.prepare('SELECT * FROM rows WHERE run = ? AND line > ? ORDER BY line LIMIT ?');
    // Most rows of a run that goes on are performed: the questions are put to the others only.
    this.#count = database.prepare(
      `SELECT (SELECT count(*) FROM rows WHERE run = ?1) AS rows,
         count(*) FILTER (WHERE held_back = 1) AS awaiting,
         count(*) FILTER (WHERE ${IS_OPEN}) AS open,
         count(*) FILTER (WHERE ${IS_DEFERRED}) AS deferred,
         count(*) FILTER (WHERE state = ${DONE} AND outcome = 'deferred') AS reported_deferred,
         count(*) FILTER (WHERE held_back = 0 AND state = ${DONE} AND outcome = 'invalid') AS invalid
         FROM rows WHERE run = ?1 AND NOT (${IS_PERFORMED})`,
    );
    const named = "SELECT 1 FROM rows WHERE run = ?1 AND outcome IS NOT 'invalid' AND instr(user, '@')";
    this.#naming = database.prepare(
      `SELECT EXISTS (${named} > 0) AS addresses, EXISTS (${named} = 0) AS ids`,
    );
    this.#waiting = database.prepare(
      `SELECT line, user, task FROM rows LEFT JOIN kept USING (run, line)
         WHERE run = ? AND line > ? AND held_back = 1 ORDER BY line LIMIT ?`,
    );
    this.#left = database.prepare(
      `SELECT line FROM rows WHERE run = ? AND NOT (${IS_PERFORMED}) AND ((${IS_OPEN}) OR (${IS_DEFERRED}))
         ORDER BY line LIMIT ?`,
    );
  }

  between(first: number, last: number): RowState[] {
    return this.#between.all(this.#run.number, first, last).map(toState);
  }

  after(line: number, count: number): RowState[] {
    return this.#after.all(this.#run.number, line, count).map(toState);
  }

  digests(first: number, last: number): ReadonlyMap<number, string> {
    const rows = this.#digests.all(this.#run.number, first, last);
    return new Map(rows.map(({ line, digest }) => [Number(line), String(digest)]));
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

  waitingAfter(line: number, count: number): WaitingRow[] {
    return this.#waiting.all(this.#run.number, line, count).map(toWaiting);
  }

  firstLeft(count: number): number[] {
    return this.#left.all(this.#run.number, count).map(({ line }) => Number(line));
  }

  /** Nothing is left open between two batches: a write in between would fail once another process has written, too. */
  *results(): Generator<ResultRow[]> {
    let last = 0;
    for (;;) {
      const batch = this.#after
        .all(this.#run.number, last, BATCH)
        .map((row) => toResult(row, this.#run.stop));
      if (batch.length > 0) yield batch;
      if (batch.length < BATCH) return;
      last = batch.at(-1)?.line ?? last;
    }
  }
}
