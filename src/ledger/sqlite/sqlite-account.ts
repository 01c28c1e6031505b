import type { DatabaseSync } from 'node:sqlite';
import type { AccountLedger, RowLedger } from '../../core/ledger.ts';
import type { NewRun, RunEnd, RunRecord, SessionSoFar } from '../../core/ledger-records.ts';
import { disown } from './disowned-runs.ts';
import { Fence } from './fence.ts';
import { holdForRun } from './holder-table.ts';
import { beginRun, deleteRun, endRun, forgetKept, insertRun, prepareSession } from './run-table.ts';
import { SqliteInvitations } from './sqlite-invitations.ts';
import { SqliteQuotas } from './sqlite-quotas.ts';
import { SqliteRows } from './sqlite-rows.ts';

/** An account that this process holds. */
export class SqliteAccount implements AccountLedger {
  readonly account: string;
  readonly quotas: SqliteQuotas;
  readonly invitations: SqliteInvitations;
  readonly #database: DatabaseSync;
  readonly #fence: Fence;
  readonly #keepSession: ReturnType<typeof prepareSession>;

  /** @param unlock lets the account's lock go */
  constructor(database: DatabaseSync, account: string, unlock: () => void) {
    this.account = account;
    this.#database = database;
    this.#fence = new Fence(database, account, unlock);
    this.#keepSession = prepareSession(database);
    this.quotas = new SqliteQuotas(database, account, this.#fence);
    this.invitations = new SqliteInvitations(database, account, this.#fence);
  }

  async insertRun(run: NewRun): Promise<RunRecord> {
    return this.#fence.write(() => {
      const inserted = insertRun(this.#database, this.account, run);
      holdForRun(this.#database, this.account, inserted.number);
      return inserted;
    });
  }

  async beginRun(run: RunRecord): Promise<void> {
    this.#fence.write(() => {
      beginRun(this.#database, run);
      holdForRun(this.#database, this.account, run.number);
    });
  }

  async recordSession(run: RunRecord, session: SessionSoFar): Promise<void> {
    this.#fence.writeSoon(() => this.#keepSession(run, session));
  }

  async endRun(run: RunRecord, end: RunEnd): Promise<void> {
    this.#fence.write(() => endRun(this.#database, run, end));
  }

  async deleteRun(run: RunRecord): Promise<void> {
    this.#fence.write(() => deleteRun(this.#database, run));
  }

  async deleteUnbegun(run: RunRecord): Promise<void> {
    try {
      await this.deleteRun(run);
    } catch {
      disown(this.#database, run);
    }
  }

  async forgetKept(moment: number): Promise<void> {
    this.#fence.write(() => forgetKept(this.#database, this.account, moment));
  }

  rows(run: RunRecord): RowLedger {
    return new SqliteRows(this.#database, run, this.#fence);
  }

  async release(): Promise<void> {
    this.#fence.release();
  }
}
