import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as breathe } from 'node:timers/promises';
import {
  type AccountUsers,
  type ListProgress,
  type SeenUser,
  USER_STATUSES,
  type UserStatus,
} from '../../core/account-users.ts';
import { DamagedLedger } from '../../core/damaged-ledger.ts';
import { fromJson, type JsonObject, textOf, toJson } from '../../core/json.ts';
import { fileOf } from './damage.ts';
import type { Fence } from './fence.ts';
import { inSteps, makeSmaller } from './make-smaller.ts';
import type { Entry } from './seal.ts';
import { SealedEntries } from './sealed-entries.ts';

type Lists = Record<UserStatus, ListProgress>;

/** Users that are read, or forgotten, together. */
const BATCH = 1_000;

/** The users of an account as a reading found them. What a power cut takes of them is read once more. */
export class SqliteUsers implements AccountUsers {
  readonly #database: DatabaseSync;
  readonly #account: string;
  readonly #fence: Fence;
  readonly #users: SealedEntries;
  readonly #readings: SealedEntries;
  readonly #byId: StatementSync;
  readonly #byEmployee: StatementSync;
  readonly #after: StatementSync;
  readonly #remove: StatementSync;
  readonly #removeSome: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync, account: string, fence: Fence) {
    this.#database = database;
    this.#account = account;
    this.#fence = fence;
    this.#users = new SealedEntries(database, 'users');
    this.#readings = new SealedEntries(database, 'readings');
    // Without statistics SQLite would rather go through all users of the account.
    this.#byId = database.prepare('SELECT * FROM users INDEXED BY users_by_id WHERE account = ? AND id = ?');
    this.#byEmployee = database.prepare(
      'SELECT * FROM users INDEXED BY users_by_employee WHERE account = ? AND employee = ? ORDER BY name LIMIT 2',
    );
    this.#after = database.prepare(
      'SELECT * FROM users WHERE account = ? AND name > ? ORDER BY name LIMIT ?',
    );
    this.#remove = database.prepare('DELETE FROM users WHERE account = ? AND name = ?');
    this.#removeSome = database.prepare(
      `DELETE FROM users WHERE account = ?1 AND name IN
        (SELECT name FROM users WHERE account = ?1 AND (?2 IS NULL OR status = ?2) LIMIT ${BATCH})`,
    );
    this.#forget = database.prepare('DELETE FROM readings WHERE account = ?');
  }

  async begin(now: number, freshMs: number): Promise<Lists> {
    const found = this.#freshReading(now, freshMs);
    if (found) return listsOf(found);
    await this.forget();
    this.#fence.writeSoon(() => this.#putReading(NOTHING_READ, now));
    return NOTHING_READ;
  }

  async restart(status: UserStatus): Promise<void> {
    await this.#clear(status);
  }

  async keepPage(
    status: UserStatus,
    users: readonly JsonObject[],
    progress: ListProgress,
    now: number,
  ): Promise<void> {
    this.#fence.writeSoon(() => {
      for (const shown of users) this.#put({ status, shown, isWhole: false });
      const found = this.#readings.find(this.#account);
      this.#putReading({ ...(found ? listsOf(found) : NOTHING_READ), [status]: progress }, now);
    });
  }

  async complete(): Promise<void> {
    this.#fence.writeSoon(() => this.#forget.run(this.#account));
  }

  async find(who: string): Promise<SeenUser | undefined> {
    return this.#fence.read(() => {
      const entry = who.includes('@')
        ? this.#users.find(this.#account, who.toLowerCase())
        : (this.#byId.get(this.#account, who) as Entry | undefined);
      return entry && this.#userIn(entry);
    });
  }

  async withEmployeeId(id: string): Promise<readonly SeenUser[]> {
    return this.#fence.read(() => {
      const entries = this.#byEmployee.all(this.#account, id) as unknown as Entry[];
      return entries.map((entry) => this.#userIn(entry));
    });
  }

  async put(user: SeenUser): Promise<void> {
    this.#fence.writeSoon(() => this.#put(user));
  }

  async remove({ shown }: SeenUser): Promise<void> {
    this.#fence.writeSoon(() => this.#remove.run(this.#account, nameOf(shown)));
  }

  async *all(): AsyncGenerator<readonly SeenUser[]> {
    for (let after = ''; ; ) {
      // SQLite answers at once: nobody else would ever have a turn, signals and progress for one.
      await breathe();
      const entries = this.#fence.read(
        () => this.#after.all(this.#account, after, BATCH) as unknown as Entry[],
      );
      if (entries.length > 0) yield entries.map((entry) => this.#userIn(entry));
      if (entries.length < BATCH) return;
      after = String(entries.at(-1)?.name);
    }
  }

  async *addresses(): AsyncGenerator<readonly string[]> {
    const statement = this.#database.prepare(
      "SELECT name FROM users WHERE account = ? AND name > ? AND name LIKE '%@%' ORDER BY name LIMIT ?",
    );
    for (let after = ''; ; ) {
      const rows = this.#fence.read(() => statement.all(this.#account, after, BATCH));
      const names = rows.map(({ name }) => String(name));
      yield names;
      if (names.length < BATCH) return;
      after = names.at(-1) ?? '';
    }
  }

  async count(): Promise<Record<UserStatus, number>> {
    const statement = this.#database.prepare(
      'SELECT count(*) AS count FROM users WHERE account = ? AND status = ?',
    );
    const counts = USER_STATUSES.map((status) => {
      const row = this.#fence.read(() => statement.get(this.#account, status));
      return [status, Number(row?.count)] as const;
    });
    return Object.fromEntries(counts) as Record<UserStatus, number>;
  }

  async forget(): Promise<void> {
    this.#fence.writeSoon(() => this.#forget.run(this.#account));
    if (await this.#clear(null)) await makeSmaller(this.#database, this.#fence);
  }

  async forgetStale(now: number, freshMs: number): Promise<void> {
    if (!this.#freshReading(now, freshMs)) await this.forget();
  }

  #freshReading(now: number, freshMs: number): Entry | undefined {
    const found = this.#fence.read(() => this.#readings.find(this.#account));
    const age = now - Number(found?.seen_at);
    return found && this.#readings.isIntact(found) && age >= 0 && age <= freshMs ? found : undefined;
  }

  /** @returns whether there was anything */
  async #clear(status: UserStatus | null): Promise<boolean> {
    let removed = 0;
    await inSteps(() => {
      const { changes } = this.#fence.writeSoon(() => this.#removeSome.run(this.#account, status));
      removed += Number(changes);
      return changes === BATCH;
    });
    return removed > 0;
  }

  #put({ status, shown, isWhole }: SeenUser): void {
    this.#users.put({
      account: this.#account,
      name: nameOf(shown),
      id: textOf(shown, 'id') || null,
      status,
      shown: toJson(shown),
      is_whole: isWhole ? 1 : 0,
      employee: textOf(shown, 'employee_unique_id') || null,
    });
  }

  #putReading(lists: Lists, now: number): void {
    this.#readings.put({ account: this.#account, lists: JSON.stringify(lists), seen_at: now });
  }

  #userIn(entry: Entry): SeenUser {
    if (!this.#users.isIntact(entry)) {
      throw new DamagedLedger(
        fileOf(this.#database),
        `what it has of a user of the account (${entry.name}) has changed by itself`,
      );
    }
    return {
      status: entry.status as UserStatus,
      shown: fromJson<JsonObject>(String(entry.shown)),
      isWhole: entry.is_whole === 1,
    };
  }
}

const BEFORE_THE_FIRST: ListProgress = { next: '', isDone: false };

const NOTHING_READ: Lists = {
  active: BEFORE_THE_FIRST,
  inactive: BEFORE_THE_FIRST,
  pending: BEFORE_THE_FIRST,
};

function listsOf(entry: Entry): Lists {
  return JSON.parse(String(entry.lists)) as Lists;
}

/** By what a user is known: the address, or for one without the id. */
function nameOf(shown: JsonObject): string {
  return textOf(shown, 'email').toLowerCase() || textOf(shown, 'id');
}
