import type { DatabaseSync, StatementSync } from 'node:sqlite';
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
import type { Entry } from './seal.ts';
import { type Changes, SealedEntries } from './sealed-entries.ts';

/** Whose lowest bits no row has. */
const DAMAGED_SEAL = -1;

/** Columns of a row that is put on record; the others have no value yet. */
const NEW_COLUMNS = 'run line action user state created held_back attempts outcome reason digest'.split(' ');

/** The rows of one run, to be written by whoever holds the account. */
export class SqliteRows implements RowLedger {
  readonly #run: RunRecord;
  readonly #fence: Fence;
  readonly #queries: RowQueries;
  readonly #rows: SealedEntries;
  readonly #insert: ReturnType<SealedEntries['inserter']>;
  readonly #kept: SealedEntries;
  readonly #forget: StatementSync;
  readonly #setSeal: StatementSync;

  constructor(database: DatabaseSync, run: RunRecord, fence: Fence) {
    this.#run = run;
    this.#fence = fence;
    this.#queries = new RowQueries(database, run);
    this.#rows = new SealedEntries(database, 'rows');
    this.#insert = this.#rows.inserter(NEW_COLUMNS);
    this.#kept = new SealedEntries(database, 'kept');
    this.#forget = database.prepare('DELETE FROM kept WHERE run = ? AND line = ?');
    this.#setSeal = database.prepare('UPDATE rows SET seal = ? WHERE run = ? AND line = ?');
  }

  async insert(rows: readonly NewRow[]): Promise<void> {
    this.#fence.write(() => {
      for (const row of rows) this.#insert(this.#newRow(row));
    });
  }

  async start(line: number, attempts: number, at: number, zoomAt?: number): Promise<void> {
    this.#fence.write(() =>
      this.#change(line, ({ started_at = null }) => ({
        state: STARTED,
        attempts,
        started_at: started_at ?? at,
        zoom_at: zoomAt ?? null,
      })),
    );
  }

  async release(line: number, attempts: number): Promise<void> {
    this.#fence.write(() =>
      this.#change(line, ({ state = null, started_at = null }) => ({
        state: state === STARTED ? PENDING : state,
        attempts,
        started_at: attempts === 0 ? null : started_at,
        zoom_at: null,
      })),
    );
  }

  async markCreated(line: number, userId: string): Promise<void> {
    this.#fence.write(() => this.#change(line, () => ({ created: 1, user_id: userId })));
  }

  /** Does not wait for the disk, which would take twice the time: `start` brings it there with its own commit. */
  async finish(row: FinishedRow): Promise<void> {
    this.#fence.writeSoon(() => {
      this.#change(row.line, () => lastWord(row));
      if (row.kept) this.#keep(row.line, JSON.stringify(row.kept), row.finishedAt);
      else this.#forget.run(this.#run.number, row.line);
    });
  }

  async restore(row: NewRow, at: number, zoomAt?: number): Promise<void> {
    this.#fence.write(() => {
      const isOpen = row.outcome === undefined && { state: STARTED, started_at: at, zoom_at: zoomAt };
      this.#rows.put({ ...this.#newRow(row), ...isOpen });
      this.#forget.run(this.#run.number, row.line);
    });
  }

  async verify(): Promise<number> {
    const damaged = this.#fence.read(() => this.#queries.damagedRows());
    this.#fence.write(() => {
      for (const row of damaged) this.#markDamaged(row);
    });
    return damaged.length;
  }

  async get(line: number): Promise<RowState | undefined> {
    return (await this.between(line, line))[0];
  }

  async between(first: number, last: number): Promise<RowState[]> {
    return this.#fence.read(() => this.#queries.between(first, last));
  }

  async after(line: number, count: number): Promise<RowState[]> {
    return this.#fence.read(() => this.#queries.after(line, count));
  }

  async digests(first: number, last: number): Promise<ReadonlyMap<number, string>> {
    return this.#fence.read(() => this.#queries.digests(first, last));
  }

  async allPerformed(first: number, last: number, count: number): Promise<boolean> {
    return this.#fence.read(() => this.#queries.allPerformed(first, last, count));
  }

  async waitingAfter(line: number, count: number): Promise<WaitingRow[]> {
    return this.#fence.read(() => this.#queries.waitingAfter(line, count));
  }

  async firstLeft(count: number): Promise<number[]> {
    return this.#fence.read(() => this.#queries.firstLeft(count));
  }

  async count(): Promise<RowCounts> {
    return this.#fence.read(() => this.#queries.count());
  }

  async naming(): Promise<RowNaming> {
    return this.#fence.read(() => this.#queries.naming());
  }

  async lastLines(): Promise<ReadonlyMap<string, number>> {
    return this.#fence.read(() => this.#queries.lastLines());
  }

  /**
   * By bits that no row has: so those that are counted without being read are seen to be damaged, too. All else that it says is
   * dropped, since a column may hold what cannot even be written back.
   */
  #markDamaged({ line, action, user }: NewRow): void {
    this.#rows.put(this.#newRow({ line, action, user }));
    this.#setSeal.run(DAMAGED_SEAL, this.#run.number, line);
  }

  #newRow({ line, action, user, digest, outcome, reason }: NewRow) {
    return {
      run: this.#run.number,
      line,
      action,
      user,
      state: outcome === undefined ? PENDING : DONE,
      created: 0,
      held_back: 0,
      attempts: 0,
      digest,
      outcome,
      reason: toJson(reason),
    };
  }

  #change(line: number, changesOf: (row: Entry) => Changes): void {
    this.#rows.change([this.#run.number, line], changesOf);
  }

  /** Nothing is kept anew of what was forgotten, and the time counts from when it was kept first. */
  #keep(line: number, task: string, keptAt: number): void {
    const before = this.#kept.find(this.#run.number, line);
    const entry = { run: this.#run.number, line, task, kept_at: keptAt };
    if (!before || !this.#kept.isIntact(before)) this.#kept.put(entry);
    else this.#kept.put({ ...before, task: before.task === null ? null : task });
  }
}

function lastWord(row: FinishedRow): Changes {
  return {
    state: DONE,
    outcome: row.outcome,
    http_status: row.httpStatus ?? null,
    zoom_code: row.zoomCode ?? null,
    message: null,
    reason: toJson(row.reason),
    warnings: row.warnings.length > 0 ? JSON.stringify(row.warnings) : null,
    attempts: row.attempts,
    user_id: row.userId,
    tracking_id: row.trackingId,
    started_at: row.startedAt ?? null,
    finished_at: row.finishedAt,
    held_back: row.awaitsInvitation ? 1 : 0,
    after_line: row.reason?.kind === 'earlierRow' ? row.reason.line : null,
  };
}

function toJson(reason: Reason | undefined): string | null {
  return reason === undefined ? null : JSON.stringify(reason);
}
