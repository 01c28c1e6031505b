import type { AccountUsers, ListProgress, SeenUser, UserStatus } from '../../src/core/account-users.ts';
import { type JsonObject, textOf } from '../../src/core/json.ts';

export type UserTable = {
  readonly users: Map<string, SeenUser>;
  reading: { readonly lists: Record<UserStatus, ListProgress>; readonly at: number } | undefined;
};

export function emptyUsers(): UserTable {
  return { users: new Map(), reading: undefined };
}

const BEFORE: ListProgress = { next: '', isDone: false };

/** The users of an account, as the port promises them. */
export class MemoryUsers implements AccountUsers {
  readonly #table: UserTable;
  readonly #check: () => void;

  constructor(table = emptyUsers(), check = () => {}) {
    this.#table = table;
    this.#check = check;
  }

  async begin(now: number, freshMs: number): Promise<Record<UserStatus, ListProgress>> {
    await this.forgetStale(now, freshMs);
    if (this.#table.reading) return this.#table.reading.lists;
    this.#table.reading = { lists: { active: BEFORE, inactive: BEFORE, pending: BEFORE }, at: now };
    return this.#table.reading.lists;
  }

  async restart(status: UserStatus): Promise<void> {
    this.#check();
    for (const [name, user] of this.#table.users) if (user.status === status) this.#table.users.delete(name);
  }

  async keepPage(
    status: UserStatus,
    users: readonly JsonObject[],
    progress: ListProgress,
    at: number,
  ): Promise<void> {
    for (const shown of users) await this.put({ status, shown, isWhole: false });
    const lists = this.#table.reading?.lists ?? { active: BEFORE, inactive: BEFORE, pending: BEFORE };
    this.#table.reading = { lists: { ...lists, [status]: progress }, at };
  }

  async complete(): Promise<void> {
    this.#check();
    this.#table.reading = undefined;
  }

  async find(who: string): Promise<SeenUser | undefined> {
    if (who.includes('@')) return this.#table.users.get(who.toLowerCase());
    return [...this.#table.users.values()].find(({ shown }) => shown.id === who);
  }

  async withEmployeeId(id: string): Promise<readonly SeenUser[]> {
    const found = [...this.#table.users.values()].filter(({ shown }) => shown.employee_unique_id === id);
    return found.sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)).slice(0, 2);
  }

  async put(user: SeenUser): Promise<void> {
    this.#check();
    this.#table.users.set(nameOf(user), user);
  }

  async remove(user: SeenUser): Promise<void> {
    this.#check();
    this.#table.users.delete(nameOf(user));
  }

  async *all(): AsyncGenerator<readonly SeenUser[]> {
    const names = [...this.#table.users.keys()].sort();
    if (names.length > 0) yield names.flatMap((name) => this.#table.users.get(name) ?? []);
  }

  async *addresses(): AsyncGenerator<readonly string[]> {
    yield [...this.#table.users.keys()].filter((name) => name.includes('@')).sort();
  }

  async count(): Promise<Record<UserStatus, number>> {
    const counts = { active: 0, inactive: 0, pending: 0 };
    for (const { status } of this.#table.users.values()) counts[status]++;
    return counts;
  }

  async forgetStale(now: number, freshMs: number): Promise<void> {
    const { reading } = this.#table;
    if (!reading || now < reading.at || now - reading.at > freshMs) await this.forget();
  }

  async forget(): Promise<void> {
    this.#check();
    this.#table.users.clear();
    this.#table.reading = undefined;
  }
}

function nameOf({ shown }: SeenUser): string {
  return textOf(shown, 'email').toLowerCase() || textOf(shown, 'id');
}
