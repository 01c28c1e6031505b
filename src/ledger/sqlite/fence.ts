import { hostname } from 'node:os';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { AccountLost } from '../../core/ledger.ts';
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
    const take = database.prepare(
      `INSERT INTO holders (account, fence, pid, host, since) VALUES (?, 1, ?, ?, ?)
         ON CONFLICT DO UPDATE SET fence = fence + 1, pid = excluded.pid, host = excluded.host, since = excluded.since,
         run = NULL RETURNING fence`,
    );
    // In a transaction of its own: a statement that returns rows says nothing of a commit that fails.
    this.#number = this.#commitAll(() =>
      Number(take.get(account, process.pid, hostname(), Date.now())?.fence),
    );
  }

  /** Does all of the work or none, on disk when it returns. @throws {AccountLost} when somebody else holds the account */
  write<T>(work: () => T): T {
    this.#requireFile();
    return this.#commitAll(() => {
      if (!this.#unlock || !this.#isNewest.get(this.#account, this.#number)) {
        throw new AccountLost(this.#account);
      }
      return work();
    });
  }

  #commitAll<T>(work: () => T): T {
    this.#begin.run();
    try {
      const result = work();
      this.#commit.run();
      return result;
    } catch (error) {
      // A failed COMMIT, as on a full disk, may have ended the transaction already.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** The same, but a power cut may undo it until the next write that waits for the disk; the end of this process may not. */
  writeSoon(work: () => void): void {
    this.#database.exec('PRAGMA synchronous = NORMAL');
    try {
      this.write(work);
    } finally {
      this.#database.exec('PRAGMA synchronous = FULL');
    }
  }

  /** Lets the account go; once, however often it is called. */
  release(): void {
    this.#unlock?.();
    this.#unlock = undefined;
  }
}
