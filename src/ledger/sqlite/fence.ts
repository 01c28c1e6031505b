import { hostname } from 'node:os';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { AccountLost } from '../../core/ledger.ts';
import { whole } from './damage.ts';
import { putHolder } from './holder-table.ts';
import { keepSameFile } from './same-file.ts';

/**
 * Lets an account be written about by its newest holder only. Each holder gets a higher number, and every write happens in
 * one transaction with a look at the highest. So whoever has lost the account, because somebody took its lock file away,
 * can record nothing any more.
 */
export class Fence {
  readonly #database: DatabaseSync;
  readonly #account: string;
  readonly #number: number;
  readonly #isNewest: StatementSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #requireFile: () => void;
  #unlock: (() => void) | undefined;

  /** @param unlock lets the account's lock go; kept here, since whatever can write must keep the lock from being collected */
  constructor(database: DatabaseSync, account: string, unlock: () => void) {
    this.#database = database;
    this.#account = account;
    this.#unlock = unlock;
    this.#requireFile = keepSameFile(database.location());
    this.#isNewest = database.prepare('SELECT 1 FROM holders WHERE account = ? AND fence = ?');
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#number = this.#transact(() =>
      putHolder(database, { account, pid: process.pid, host: hostname(), since: Date.now() }),
    );
  }

  /** Does all of the work or none, on disk when it returns. @throws {AccountLost} when somebody else holds the account */
  write<T>(work: () => T): T {
    this.#requireFile();
    return this.#transact(() => {
      if (!this.#unlock || !this.#isNewest.get(this.#account, this.#number)) {
        throw new AccountLost(this.#account);
      }
      return work();
    });
  }

  /** The same, but a power cut may undo it until the next write that waits for the disk; the end of this process may not. */
  writeSoon<T>(work: () => T): T {
    this.#database.exec('PRAGMA synchronous = NORMAL');
    try {
      return this.write(work);
    } finally {
      this.#database.exec('PRAGMA synchronous = FULL');
    }
  }

  /** Reads, which anybody may. @throws {DamagedLedger} */
  read<T>(work: () => T): T {
    return whole(this.#database, work);
  }

  /** Lets the account go; once, however often it is called. */
  release(): void {
    this.#unlock?.();
    this.#unlock = undefined;
  }

  #transact<T>(work: () => T): T {
    this.#begin.run();
    try {
      const result = whole(this.#database, work);
      this.#commit.run();
      return result;
    } catch (error) {
      // A failed COMMIT, as on a full disk, may have ended the transaction already.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}
