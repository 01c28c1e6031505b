import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Outcome, ResultRow } from '../../core/outcome.ts';
import { DONE, PENDING, type RowColumns, STARTED, toResult } from './row-columns.ts';

/** What the ledger knows of a row before the engine takes it up. */
export type RowState = {
  readonly line: number;
  readonly action: string;
  readonly user: string;
  readonly state: 'pending' | 'started' | 'done';
  /** The outcome, when it is done. */
  readonly outcome: Outcome | undefined;
  /** Its create is known to have succeeded. */
  readonly created: boolean;
  /** Part of it waits until an invitation is accepted. */
  readonly awaitingInvitation: boolean;
  /** It was left out because of this line, an earlier row of the same user. */
  readonly afterLine: number | undefined;
  readonly userId: string;
  readonly attempts: number;
  /** When its first attempt left, in ms since the epoch. */
  readonly startedAt: number | undefined;
};

/** A row as it is put into the ledger: to be done, or with its last word already. */
export type NewRow = {
  readonly line: number;
  readonly action: string;
  readonly user: string;
  readonly outcome?: Outcome;
  readonly message?: string;
};

export type FinishedRow = {
  readonly line: number;
  readonly outcome: Outcome;
  readonly httpStatus: number | undefined;
  readonly zoomCode: number | undefined;
  readonly message: string;
  readonly attempts: number;
  readonly userId: string;
  readonly trackingId: string;
  /** When the row's first attempt left, in ms since the epoch; undefined when none did. */
  readonly startedAt: number | undefined;
  readonly finishedAt: number;
  readonly awaitingInvitation: boolean;
  /** It was left out because of this line, an earlier row of the same user. */
  readonly afterLine: number | undefined;
};

/** Rows of a run by what is still to be done about them; the rest is settled. */
export type RowCounts = {
  readonly rows: number;
  readonly invalid: number;
  /** Not taken up, without an answer, with an answer that is not known, or left out for a reason that is gone. */
  readonly open: number;
  /** Waiting for another day's quota. */
  readonly deferred: number;
  /** A part of them waits for an invitation to be accepted. */
  readonly awaitingInvitation: number;
  /** All whose outcome is `deferred`, for a quota or for an invitation. */
  readonly reportedDeferred: number;
};

/** What was left out because of an earlier row of the same user is up again when that row is, or went through after all. */
const IS_UP_AGAIN = `outcome = 'skipped' AND EXISTS (SELECT 1 FROM rows AS earlier WHERE earlier.run = rows.run
  AND earlier.line = rows.after_line AND earlier.outcome NOT IN ('exists', 'not_found', 'rejected'))`;

const IS_THROUGH = `state = ${DONE} AND held_back = 0 AND outcome IN ('created', 'updated', 'activated', 'deactivated', 'password_set')`;

/** The rows of one run. A row is pending, then started, then done; a crash leaves it where it was. */
export class RowStore {
  readonly #database: DatabaseSync;
  readonly #run: number;
  readonly #insert: StatementSync;
  readonly #start: StatementSync;
  readonly #release: StatementSync;
  readonly #created: StatementSync;
  readonly #finish: StatementSync;
  readonly #synchronousNormal: StatementSync;
  readonly #synchronousFull: StatementSync;
  readonly #between: StatementSync;
  readonly #through: StatementSync;
  readonly #all: StatementSync;
  readonly #count: StatementSync;

  constructor(database: DatabaseSync, run: number) {
    this.#database = database;
    this.#run = run;
    this.#insert = database.prepare(
      'INSERT INTO rows (run, line, action, user, state, outcome, message) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#start = database.prepare(
      `UPDATE rows SET state = ${STARTED}, attempts = ?, started_at = coalesce(started_at, ?) WHERE run = ? AND line = ?`,
    );
    this.#release = database.prepare(
      `UPDATE rows SET state = iif(state = ${STARTED}, ${PENDING}, state), attempts = ? WHERE run = ? AND line = ?`,
    );
    this.#created = database.prepare('UPDATE rows SET created = 1, user_id = ? WHERE run = ? AND line = ?');
    this.#finish = database.prepare(
      `UPDATE rows SET state = ${DONE}, outcome = ?, http_status = ?, zoom_code = ?, message = ?, attempts = ?,
         user_id = ?, tracking_id = ?, started_at = ?, finished_at = ?, held_back = ?, after_line = ? WHERE run = ? AND line = ?`,
    );
    this.#synchronousNormal = database.prepare('PRAGMA synchronous = NORMAL');
    this.#synchronousFull = database.prepare('PRAGMA synchronous = FULL');
    this.#between = database.prepare(
      `SELECT line, action, user, state, outcome, created, held_back, after_line, user_id, attempts, started_at
         FROM rows WHERE run = ? AND line BETWEEN ? AND ? ORDER BY line`,
    );
    this.#through = database.prepare(
      `SELECT count(*) AS rows, count(*) FILTER (WHERE ${IS_THROUGH}) AS through FROM rows WHERE run = ? AND line BETWEEN ? AND ?`,
    );
    this.#all = database.prepare('SELECT * FROM rows WHERE run = ? ORDER BY line');
    this.#count = database.prepare(
      `SELECT count(*) AS rows,
         count(*) FILTER (WHERE held_back = 1) AS held_back,
         count(*) FILTER (WHERE held_back = 0 AND (state <> ${DONE} OR outcome IN ('unknown', 'failed') OR (${IS_UP_AGAIN})))
           AS open,
         count(*) FILTER (WHERE held_back = 0 AND state = ${DONE} AND outcome = 'deferred') AS deferred,
         count(*) FILTER (WHERE state = ${DONE} AND outcome = 'deferred') AS reported_deferred,
         count(*) FILTER (WHERE held_back = 0 AND state = ${DONE} AND outcome = 'invalid') AS invalid
         FROM rows WHERE run = ?`,
    );
  }

  /** Puts rows on record, all or none. */
  insert(rows: readonly NewRow[]): void {
    this.#database.exec('BEGIN');
    try {
      for (const { line, action, user, outcome, message } of rows) {
        const state = outcome === undefined ? PENDING : DONE;
        this.#insert.run(this.#run, line, action, user, state, outcome ?? null, message ?? null);
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** An attempt that changes something is about to leave; on disk when this returns. */
  start(line: number, attempts: number, at: number): void {
    this.#change(this.#start, attempts, at, this.#run, line);
  }

  /** No attempt since `start` has had, or can still have, an effect: the row is pending; one never started stays as it was. */
  release(line: number, attempts: number): void {
    this.#change(this.#release, attempts, this.#run, line);
  }

  /** The first of the row's two calls has succeeded. */
  markCreated(line: number, userId: string): void {
    this.#change(this.#created, userId, this.#run, line);
  }

  /**
   * The last word on a row. It survives the end of this process at once, and a power cut from the next commit on: `start`
   * brings it to the disk with its own, and until then the row would be one that is in doubt. To wait for the disk here,
   * too, would take twice the time.
   */
  finish(row: FinishedRow): void {
    this.#synchronousNormal.run();
    try {
      this.#recordFinish(row);
    } finally {
      this.#synchronousFull.run();
    }
  }

  #recordFinish(row: FinishedRow): void {
    this.#change(
      this.#finish,
      row.outcome,
      row.httpStatus ?? null,
      row.zoomCode ?? null,
      row.message,
      row.attempts,
      row.userId,
      row.trackingId,
      row.startedAt ?? null,
      row.finishedAt,
      row.awaitingInvitation ? 1 : 0,
      row.afterLine ?? null,
      this.#run,
      row.line,
    );
  }

  /** The state of one row. */
  get(line: number): RowState | undefined {
    return this.between(line, line)[0];
  }

  /** The states of the rows from line `first` to line `last`. */
  between(first: number, last: number): RowState[] {
    return this.#between.all(this.#run, first, last).map(toState);
  }

  /** Whether there are exactly so many rows from line `first` to line `last`, and all went through with nothing left to do. */
  allWentThrough(first: number, last: number, count: number): boolean {
    const found = this.#through.get(this.#run, first, last);
    return found?.rows === count && found.through === count;
  }

  /** Forgets every row, so that they can be put on record again. */
  clear(): void {
    this.#database.prepare('DELETE FROM rows WHERE run = ?').run(this.#run);
  }

  /** How the rows stand: what a resumed run starts from. */
  count(): RowCounts {
    const row = this.#count.get(this.#run);
    return {
      rows: Number(row?.rows),
      invalid: Number(row?.invalid),
      open: Number(row?.open),
      deferred: Number(row?.deferred),
      awaitingInvitation: Number(row?.held_back),
      reportedDeferred: Number(row?.reported_deferred),
    };
  }

  /** Every row's last word, in input order; `notReached` is the message of rows that were not taken up. */
  *results(notReached: string): Generator<ResultRow> {
    for (const row of this.#all.iterate(this.#run)) yield toResult(row, notReached);
  }

  /** SQLite takes a missing parameter for NULL, and an update that meets no row for success. */
  #change(statement: StatementSync, ...values: SQLInputValue[]): void {
    if (statement.run(...values).changes !== 1)
      throw new Error(`a row is missing in the ledger: ${values.join(', ')}`);
  }
}

function toState(row: RowColumns): RowState {
  return {
    line: Number(row.line),
    action: String(row.action),
    user: String(row.user),
    state: row.state === DONE ? 'done' : row.state === STARTED ? 'started' : 'pending',
    outcome: (row.outcome ?? undefined) as Outcome | undefined,
    created: row.created === 1,
    awaitingInvitation: row.held_back === 1,
    afterLine: row.after_line === null ? undefined : Number(row.after_line),
    userId: String(row.user_id ?? ''),
    attempts: Number(row.attempts),
    startedAt: row.started_at === null ? undefined : Number(row.started_at),
  };
}
