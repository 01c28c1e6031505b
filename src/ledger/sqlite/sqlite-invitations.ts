import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { InvitationLedger } from '../../core/ledger.ts';
import type { Fence } from './fence.ts';
import { SealedEntries } from './sealed-entries.ts';

export class SqliteInvitations implements InvitationLedger {
  readonly #account: string;
  readonly #fence: Fence;
  readonly #entries: SealedEntries;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync, account: string, fence: Fence) {
    this.#account = account;
    this.#fence = fence;
    this.#entries = new SealedEntries(database, 'invited');
    this.#remove = database.prepare('DELETE FROM invited WHERE account = ? AND user = ?');
  }

  async add(keys: readonly string[]): Promise<void> {
    this.#fence.write(() => {
      for (const user of keys) this.#entries.put({ account: this.#account, user });
    });
  }

  async remove(keys: readonly string[]): Promise<void> {
    this.#fence.write(() => {
      for (const key of keys) this.#remove.run(this.#account, key);
    });
  }

  /** A damaged entry says so, too: the account is asked about whoever may be pending, and its list beside that. */
  async hasAny(keys: readonly string[]): Promise<boolean> {
    return this.#fence.read(() => keys.some((key) => this.#entries.find(this.#account, key) !== undefined));
  }
}
