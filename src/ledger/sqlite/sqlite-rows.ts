import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { RowLedger, RowNaming } from '../../core/ledger.ts';
import type {
  FinishedRow,
  NewRow,
  RowCounts,
  RowState,
  RunRecord,
  WaitingRow,
} from '../../core/ledger-records.ts';
import type { Reason } from '../../core/reason.ts';
import type { Fence } from './fence.ts';
import { RowQueries } from './row-queries.ts';
import { DONE, PENDING, STARTED } from './row-values.ts';

/** The rows of one run, to be written by whoever holds the account. */
export class SqliteRows implements RowLedger {
  readonly #run: number;
  readonly #fence: Fence;
  readonly #queries: RowQueries;
  readonly #insert: StatementSync;
  readonly #start: StatementSync;
  readonly #release: StatementSync;
  readonly #created: StatementSync;
  readonly #finish: StatementSync;
  readonly #keep: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync, run: RunRecord, fence: Fence) {
    this.#run = run.number;
    this.#fence = fence;
    this.#queries = new RowQueries(database, run);
    this.#insert = database.prepare(
      'INSERT INTO rows (run, line, action, user, digest, state, outcome, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#start = database.prepare(
      `UPDATE rows SET state = ${STARTED}, attempts = ?, started_at = coalesce(started_at, ?), zoom_at = ? WHERE run = ? AND line = ?`,
    );
    this.#release = database.prepare(
      `UPDATE rows SET state = iif(state = ${STARTED}, ${PENDING}, state), attempts = ?1,
         started_at = iif(?1 = 0, NULL, started_at), zoom_at = NULL WHERE run = ?2 AND line = ?3`,
    );
    this.#created = database.prepare('UPDATE rows SET created = 1, user_id = ? WHERE run = ? AND line = ?');
    this.#finish = database.prepare(
      `UPDATE rows SET state = ${DONE}, outcome = ?, http_status = ?, zoom_code = ?, message = NULL, reason = ?, warnings = ?,
         attempts = ?, user_id = ?, tracking_id = ?, started_at = ?, finished_at = ?, held_back = ?, after_line = ?
         WHERE run = ? AND line = ?`,
    );
    this.#keep = database.prepare(
      `INSERT INTO kept (run, line, task, kept_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET task = iif(task IS NULL, NULL, excluded.task)`,
    );
    this.#forget = database.prepare('DELETE FROM kept WHERE run = ? AND line = ?');
  }

  async insert(rows: readonly NewRow[]): Promise<void> {
    this.#fence.write(() => {
      for (const { line, action, user, digest, outcome, reason } of rows) {
        const state = outcome === undefined ? PENDING : DONE;
        this.#insert.run(
          this.#run,
          line,
          action,
          user,
          digest ?? null,
          state,
          outcome ?? null,
          toJson(reason),
        );
      }
    });
  }

  async start(line: number, attempts: number, at: number, zoomAt?: number): Promise<void> {
    this.#fence.write(() => this.#change(this.#start, attempts, at, zoomAt ?? null, this.#run, line));
  }

  async release(line: number, attempts: number): Promise<void> {
    this.#fence.write(() => this.#change(this.#release, attempts, this.#run, line));
  }

  async markCreated(line: number, userId: string): Promise<void> {
    this.#fence.write(() => this.#change(this.#created, userId, this.#run, line));
  }

  /** Does not wait for the disk, which would take twice the time: `start` brings it there with its own commit. */
  async finish(row: FinishedRow): Promise<void> {
    this.#fence.writeSoon(() => {
      this.#change(
        this.#finish,
        row.outcome,
        row.httpStatus ?? null,
        row.zoomCode ?? null,
        toJson(row.reason),
        row.warnings.length > 0 ? JSON.stringify(row.warnings) : null,
        row.attempts,
        row.userId,
        row.trackingId,
        row.startedAt ?? null,
        row.finishedAt,
        row.awaitsInvitation ? 1 : 0,
        row.reason?.kind === 'earlierRow' ? row.reason.line : null,
        this.#run,
        row.line,
      );
      if (row.kept) this.#keep.run(this.#run, row.line, JSON.stringify(row.kept), row.finishedAt);
      else this.#forget.run(this.#run, row.line);
    });
  }

  async get(line: number): Promise<RowState | undefined> {
    return this.#queries.between(line, line)[0];
  }

  async between(first: number, last: number): Promise<RowState[]> {
    return this.#queries.between(first, last);
  }

  async after(line: number, count: number): Promise<RowState[]> {
    return this.#queries.after(line, count);
  }

  async digests(first: number, last: number): Promise<ReadonlyMap<number, string>> {
    return this.#queries.digests(first, last);
  }

  async allPerformed(first: number, last: number, count: number): Promise<boolean> {
    return this.#queries.allPerformed(first, last, count);
  }

  async waitingAfter(line: number, count: number): Promise<WaitingRow[]> {
    return this.#queries.waitingAfter(line, count);
  }

  async firstLeft(count: number): Promise<number[]> {
    return this.#queries.firstLeft(count);
  }

  async count(): Promise<RowCounts> {
    return this.#queries.count();
  }

  async naming(): Promise<RowNaming> {
    return this.#queries.naming();
  }

  /** SQLite takes a missing parameter for NULL, and an update that meets no row for success. */
  #change(statement: StatementSync, ...values: SQLInputValue[]): void {
    if (statement.run(...values).changes !== 1)
      throw new Error(`a row is missing in the ledger: ${values.join(', ')}`);
  }
}

function toJson(reason: Reason | undefined): string | null {
  return reason === undefined ? null : JSON.stringify(reason);
}
