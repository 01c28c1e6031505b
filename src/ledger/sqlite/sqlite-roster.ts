import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as breathe } from 'node:timers/promises';
import { DamagedLedger } from '../../core/damaged-ledger.ts';
import { fromJson, toJson } from '../../core/json.ts';
import type { PersonNames, Roster, RosterPerson } from '../../core/roster.ts';
import { fileOf } from './damage.ts';
import type { Fence } from './fence.ts';
import { inSteps, makeSmaller } from './make-smaller.ts';
import type { Entry } from './seal.ts';
import { SealedEntries } from './sealed-entries.ts';

/** People that are read, or forgotten, together. */
const BATCH = 1_000;

/** By what a row is looked up. */
const NAMES = ['email', 'user_id', 'employee'] as const;

/** The people of a roster. Nothing of it outlives the sync but how many they were. */
export class SqliteRoster implements Roster {
  readonly #database: DatabaseSync;
  readonly #account: string;
  readonly #fence: Fence;
  readonly #people: SealedEntries;
  readonly #syncs: SealedEntries;
  readonly #any: StatementSync;
  readonly #after: StatementSync;
  readonly #removeSome: StatementSync;
  readonly #linesOf: Record<(typeof NAMES)[number], StatementSync>;
  readonly #naming: Record<(typeof NAMES)[number], StatementSync>;
  readonly #mayName: Record<(typeof NAMES)[number], StatementSync>;

  constructor(database: DatabaseSync, account: string, fence: Fence) {
    this.#database = database;
    this.#account = account;
    this.#fence = fence;
    this.#people = new SealedEntries(database, 'roster');
    this.#syncs = new SealedEntries(database, 'syncs');
    this.#any = database.prepare('SELECT 1 FROM roster WHERE account = ? LIMIT 1');
    this.#after = database.prepare(
      `SELECT * FROM roster WHERE account = ? AND line > ? AND part = 0 ORDER BY line LIMIT ${BATCH}`,
    );
    this.#removeSome = database.prepare(
      `DELETE FROM roster WHERE account = ?1 AND line IN
        (SELECT line FROM roster WHERE account = ?1 ORDER BY line LIMIT ${BATCH})`,
    );
    const byName = (sql: (name: string) => string) =>
      Object.fromEntries(NAMES.map((name) => [name, database.prepare(sql(name))])) as Record<
        (typeof NAMES)[number],
        StatementSync
      >;
    // Without statistics SQLite would rather go through the whole roster.
    this.#naming = byName(
      (name) =>
        `SELECT * FROM roster INDEXED BY roster_by_${name} WHERE account = ? AND ${name} = ? AND part = 0 ORDER BY line LIMIT 2`,
    );
    this.#linesOf = byName(
      (name) =>
        `SELECT line FROM roster INDEXED BY roster_by_${name} WHERE account = ? AND ${name} = ? AND part = 0 ORDER BY line LIMIT 2`,
    );
    this.#mayName = byName(
      (name) => `SELECT 1 FROM roster INDEXED BY roster_by_${name} WHERE account = ? AND ${name} = ? LIMIT 1`,
    );
  }

  async clear(): Promise<void> {
    const isEmpty = () => this.#fence.read(() => this.#any.get(this.#account) === undefined);
    if (isEmpty()) return;
    await inSteps(() => this.#fence.writeSoon(() => this.#removeSome.run(this.#account).changes > 0));
    await makeSmaller(this.#database, this.#fence);
  }

  async add(people: readonly RosterPerson[]): Promise<void> {
    this.#fence.writeSoon(() => {
      for (const person of people) this.#put(person);
    });
  }

  async *all(): AsyncGenerator<readonly RosterPerson[]> {
    for (let after = 0; ; ) {
      // SQLite answers at once: nobody else would ever have a turn, signals and progress for one.
      await breathe();
      const people = this.#fence.read(() => this.#peopleIn(this.#after.all(this.#account, after)));
      if (people.length > 0) yield people;
      if (people.length < BATCH) return;
      after = people.at(-1)?.line ?? after;
    }
  }

  async linesOf(names: PersonNames): Promise<readonly number[]> {
    return this.#fence.read(() =>
      valuesOf(names).flatMap(([name, value]) =>
        this.#linesOf[name].all(this.#account, value).map(({ line }) => Number(line)),
      ),
    );
  }

  async naming(names: PersonNames): Promise<readonly RosterPerson[]> {
    const found = this.#fence.read(() =>
      valuesOf(names).flatMap(([name, value]) =>
        this.#peopleIn(this.#naming[name].all(this.#account, value)),
      ),
    );
    const byLine = new Map(found.map((person) => [person.line, person]));
    return [...byLine.values()].sort((one, other) => one.line - other.line).slice(0, 2);
  }

  async mayName(names: PersonNames): Promise<boolean> {
    return this.#fence.read(() =>
      valuesOf(names).some(([name, value]) => this.#mayName[name].get(this.#account, value) !== undefined),
    );
  }

  async lastCount(scope: string): Promise<number | undefined> {
    const entry = this.#fence.read(() => this.#syncs.find(this.#account, scope));
    // Of what is damaged nobody knows how many there were.
    return entry && this.#syncs.isIntact(entry) ? Number(entry.people) : undefined;
  }

  async keepCount(scope: string, people: number): Promise<void> {
    this.#fence.write(() => this.#syncs.put({ account: this.#account, scope, people }));
  }

  #put({ mentions = [], ...person }: RosterPerson): void {
    const { line } = person;
    const names = Object.fromEntries(valuesOf(person));
    this.#people.put({ account: this.#account, line, part: 0, ...names, person: toJson(person) });
    mentions.forEach((address, index) => {
      const email = address.toLowerCase();
      this.#people.put({ account: this.#account, line, part: index + 1, email });
    });
  }

  #peopleIn(entries: unknown[]): RosterPerson[] {
    return (entries as Entry[]).map((entry) => {
      if (this.#people.isIntact(entry)) return fromJson<RosterPerson>(String(entry.person));
      throw new DamagedLedger(
        fileOf(this.#database),
        `what it has of a roster (line ${entry.line}) has changed by itself`,
      );
    });
  }
}

function valuesOf({ email, userId, employeeId }: PersonNames): [(typeof NAMES)[number], string][] {
  const values = [
    ['email', email?.toLowerCase()],
    ['user_id', userId],
    ['employee', employeeId],
  ] as const;
  return values.flatMap(([name, value]) => (value ? [[name, value]] : []));
}
