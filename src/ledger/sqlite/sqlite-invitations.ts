import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { InvitationLedger } from '../../core/ledger.ts';
import type { Fence } from './fence.ts';

export class SqliteInvitations implements InvitationLedger {
  readonly #account: string;
  readonly #fence: Fence;
  readonly #add: StatementSync;
  readonly #remove: StatementSync;
  readonly #has: StatementSync;

  constructor(database: DatabaseSync, account: string, fence: Fence) {
    this.#account = account;
    this.#fence = fence;
    this.#add = database.prepare('INSERT OR IGNORE INTO invited (account, user) VALUES (?, ?)');
    this.#remove = database.prepare('DELETE FROM invited WHERE account = ? AND user = ?');
    this.#has = database.prepare('SELECT 1 FROM invited WHERE account = ? AND user = ?');
  }

  async add(keys: readonly string[]): Promise<void> {
    this.#fence.write(() => {
      for (const key of keys) this.#add.run(this.#account, key);
    });
  }

  async remove(keys: readonly string[]): Promise<void> {
    this.#fence.write(() => {
      for (const key of keys) this.#remove.run(this.#account, key);
    });
  }

  async hasAny(keys: readonly string[]): Promise<boolean> {
    return keys.some((key) => this.#has.get(this.#account, key) !== undefined);
  }
}
