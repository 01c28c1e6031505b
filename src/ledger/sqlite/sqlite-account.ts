import type { DatabaseSync } from 'node:sqlite';
import type { AccountUsers } from '../../core/account-users.ts';
import type { AccountLedger, RowLedger } from '../../core/ledger.ts';
import type { ForgettableRun, NewRun, RunEnd, RunRecord, SessionSoFar } from '../../core/ledger-records.ts';
import type { Roster } from '../../core/roster.ts';
import type { Timeline } from '../../core/timeline.ts';
import { disown } from './disowned-runs.ts';
import { Fence } from './fence.ts';
import { forgetRun } from './forget-run.ts';
import { holdForRun } from './holder-table.ts';
import { dropCopies } from './ledger-copy.ts';
import { markForgotten, markRun } from './ledger-mark.ts';
import { beginRun, endRun, forgetKept, insertRun, prepareSession } from './run-table.ts';
import { SqliteInvitations } from './sqlite-invitations.ts';
import { SqliteQuotas } from './sqlite-quotas.ts';
import { SqliteRoster } from './sqlite-roster.ts';
import { SqliteRows } from './sqlite-rows.ts';
import { SqliteUsers } from './sqlite-users.ts';
import { prepareTimelines } from './timeline-table.ts';

/** An account that this process holds. */
export class SqliteAccount implements AccountLedger {
  readonly account: string;
  readonly quotas: SqliteQuotas;
  readonly invitations: SqliteInvitations;
  readonly #folder: string;
  readonly #database: DatabaseSync;
  readonly #fence: Fence;
  readonly #keepSession: ReturnType<typeof prepareSession>;
  readonly #keepTimeline: ReturnType<typeof prepareTimelines>;

  /** @param folder of the ledger @param unlock lets the account's lock go */
  constructor(folder: string, database: DatabaseSync, account: string, unlock: () => void) {
    this.#folder = folder;
    this.account = account;
    this.#database = database;
    this.#fence = new Fence(database, account, unlock);
    this.#keepSession = prepareSession(database);
    this.#keepTimeline = prepareTimelines(database);
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
    markRun(this.#folder, this.account, run.id);
  }

  async recordSession(run: RunRecord, session: SessionSoFar): Promise<void> {
    this.#fence.writeSoon(() => this.#keepSession(run, session));
  }

  async recordTimeline(run: RunRecord, timeline: Timeline): Promise<void> {
    this.#fence.writeSoon(() => this.#keepTimeline(run, timeline));
  }

  async endRun(run: RunRecord, end: RunEnd): Promise<void> {
    this.#fence.write(() => endRun(this.#database, run, end));
  }

  async deleteUnbegun(run: RunRecord): Promise<void> {
    try {
      await this.deleteRun(run);
    } catch {
      disown(this.#database, run);
    }
  }

  async deleteRun({ id, number }: ForgettableRun): Promise<void> {
    markForgotten(this.#folder, this.#database, id);
    const hadBegun = await forgetRun(this.#database, number, this.#fence);
    // What is forgotten is in no copy either.
    if (hadBegun) dropCopies(this.#folder);
  }

  async forgetKept(moment: number): Promise<void> {
    this.#fence.write(() => forgetKept(this.#database, this.account, moment));
    dropCopies(this.#folder, { before: moment });
  }

  users(): AccountUsers {
    return this.#fence.read(() => new SqliteUsers(this.#database, this.account, this.#fence));
  }

  roster(): Roster {
    return this.#fence.read(() => new SqliteRoster(this.#database, this.account, this.#fence));
  }

  rows(run: RunRecord): RowLedger {
    return this.#fence.read(() => new SqliteRows(this.#database, run, this.#fence));
  }

  async release(): Promise<void> {
    this.#fence.release();
  }
}
