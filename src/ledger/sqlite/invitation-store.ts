import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Users that this program has invited and not yet seen accept: Zoom ignores updates of them without a word. */
export class InvitationStore {
  readonly #account: string;
  readonly #add: StatementSync;
  readonly #remove: StatementSync;
  readonly #has: StatementSync;

  constructor(database: DatabaseSync, account: string) {
    this.#account = account;
    this.#add = database.prepare('INSERT OR IGNORE INTO invited (account, user) VALUES (?, ?)');
    this.#remove = database.prepare('DELETE FROM invited WHERE account = ? AND user = ?');
    this.#has = database.prepare('SELECT 1 FROM invited WHERE account = ? AND user = ?');
  }

  /** @param keys as made by `userKeys` */
  add(keys: readonly string[]): void {
    for (const key of keys) this.#add.run(this.#account, key);
  }

  remove(keys: readonly string[]): void {
    for (const key of keys) this.#remove.run(this.#account, key);
  }

  hasAny(keys: readonly string[]): boolean {
    return keys.some((key) => this.#has.get(this.#account, key) !== undefined);
  }
}
