import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { DamagedLedger } from '../../core/damaged-ledger.ts';
import { fileOf } from './damage.ts';
import { readEntries } from './read-entries.ts';
import { type Entry, isIntact, SEALED, type SealedTable, sealOf, valuesOf } from './seal.ts';

/** An entry of each table, for messages. */
const NAMES = {
  runs: 'a run',
  rows: 'a row',
  kept: 'what is kept of a row',
  sessions: 'the session of a run',
  timelines: 'what a session of a run sent over time',
  quota: 'the quota of a day',
  invited: 'an invitation',
  users: 'a user of an account',
  readings: 'the reading of an account',
  roster: 'a row of a roster',
  syncs: 'the last sync of an account',
  holders: 'the holder of an account',
} as const satisfies Record<SealedTable, string>;

type Values = Readonly<Record<string, SQLInputValue | undefined>>;

/** Columns of an entry with new values. */
export type Changes = Readonly<Record<string, SQLInputValue>>;

/** The entries of a table, which are written with their seals. */
export class SealedEntries {
  readonly #table: SealedTable;
  readonly #database: DatabaseSync;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  /** Statements that change some of the columns, by these. */
  readonly #updates = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, table: SealedTable) {
    this.#database = database;
    this.#table = table;
    this.#put = database.prepare(insertOrReplace(table));
    this.#get = database.prepare(`SELECT * FROM ${table} WHERE ${isIt(table)}`);
  }

  /** As it is in the file, damaged or not. */
  find(...key: SQLInputValue[]): Entry | undefined {
    return readEntries(this.#get, ...key)[0];
  }

  isIntact(entry: Entry): boolean {
    return isIntact(this.#table, entry);
  }

  /**
   * How to put new entries of these columns on record; the others are NULL.
   * @returns throws when the key is taken
   */
  inserter(columns: readonly string[]): (values: Values) => void {
    const insert = this.#database.prepare(insertInto(this.#table, columns));
    const all: readonly string[] = SEALED[this.#table].columns;
    const places = columns.map((column) => all.indexOf(column));
    return (entry) => {
      const values = valuesOf(this.#table, entry);
      const bound = places.map((place) => values[place] ?? null);
      insert.run(...bound, sealOf(this.#table, values));
    };
  }

  /** An entry, new or in place of the one with its key; what is not given is NULL. */
  put(values: Values): void {
    const bound = valuesOf(this.#table, values);
    this.#put.run(...bound, sealOf(this.#table, bound));
  }

  /**
   * Changes columns of an entry. Never of a damaged one: a new seal would hide the damage.
   * @throws {DamagedLedger} then; another error when there is none
   */
  change(key: readonly SQLInputValue[], changesOf: (entry: Entry) => Changes): void {
    const entry = this.find(...key);
    if (!entry) throw new Error(`${NAMES[this.#table]} is missing in the ledger: ${key.join(', ')}`);
    if (!this.isIntact(entry)) {
      throw new DamagedLedger(
        fileOf(this.#database),
        `its record of ${NAMES[this.#table]} (${key.join(', ')}) has changed by itself`,
      );
    }
    const changes = changesOf(entry);
    const seal = sealOf(this.#table, valuesOf(this.#table, entry, changes));
    this.#update(Object.keys(changes)).run(...Object.values(changes), seal, ...key);
  }

  #update(columns: readonly string[]): StatementSync {
    const name = columns.join();
    const statement = this.#updates.get(name) ?? this.#database.prepare(update(this.#table, columns));
    this.#updates.set(name, statement);
    return statement;
  }
}

function insertInto(table: SealedTable, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}, seal) VALUES (${columns.map(() => '?, ').join('')}?)`;
}

function insertOrReplace(table: SealedTable): string {
  const { key, columns } = SEALED[table] as { key: readonly string[]; columns: readonly string[] };
  const changes = [...columns, 'seal'].filter((column) => !key.includes(column));
  const setThem = changes.map((column) => `${column} = excluded.${column}`).join(', ');
  return `${insertInto(table, columns)} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${setThem}`;
}

function update(table: SealedTable, columns: readonly string[]): string {
  return `UPDATE ${table} SET ${columns.map((column) => `${column} = ?, `).join('')}seal = ? WHERE ${isIt(table)}`;
}

function isIt(table: SealedTable): string {
  return SEALED[table].key.map((column) => `${column} = ?`).join(' AND ');
}
