import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { DamagedLedger } from '../../core/damaged-ledger.ts';
import { fileOf } from './damage.ts';
import { readEntries } from './read-entries.ts';
import { type Entry, isIntact, SEALED, type SealedTable, sealOfValues, valuesOf } from './seal.ts';

/** An entry of each table, for messages. */
const NAMES = {
  runs: 'a run',
  rows: 'a row',
  kept: 'what is kept of a row',
  sessions: 'the session of a run',
  quota: 'the quota of a day',
  invited: 'an invitation',
  holders: 'the holder of an account',
} as const satisfies Record<SealedTable, string>;

type Values = Readonly<Record<string, SQLInputValue | undefined>>;

/** The entries of a table, each written as a whole and with its seal. */
export class SealedEntries {
  readonly #table: SealedTable;
  readonly #database: DatabaseSync;
  readonly #get: StatementSync;
  readonly #insert: StatementSync;
  readonly #put: StatementSync;

  constructor(database: DatabaseSync, table: SealedTable) {
    const { key, columns } = SEALED[table] as { key: readonly string[]; columns: readonly string[] };
    this.#database = database;
    this.#table = table;
    const insert = `INSERT INTO ${table} (${columns.join(', ')}, seal) VALUES (${[...columns, 'seal'].map(() => '?').join(', ')})`;
    const changes = [...columns, 'seal'].filter((column) => !key.includes(column));
    this.#get = database.prepare(
      `SELECT * FROM ${table} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}`,
    );
    this.#insert = database.prepare(insert);
    this.#put = database.prepare(
      `${insert} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changes.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    );
  }

  /** As it is in the file, damaged or not. */
  find(...key: SQLInputValue[]): Entry | undefined {
    return readEntries(this.#get, ...key)[0];
  }

  isIntact(entry: Entry): boolean {
    return isIntact(this.#table, entry);
  }

  /** A new entry. What is not given is NULL. @throws when its key is taken */
  insert(values: Values): void {
    this.#insert.run(...this.#bound(values));
  }

  /** An entry, new or in place of the one with its key. */
  put(values: Values): void {
    this.#put.run(...this.#bound(values));
  }

  /**
   * Changes columns of an entry. Never of a damaged one: a new seal would hide the damage.
   * @throws {DamagedLedger} then; another error when there is none
   */
  change(key: readonly SQLInputValue[], changesOf: (entry: Entry) => Values): void {
    const entry = this.find(...key);
    if (!entry) throw new Error(`${NAMES[this.#table]} is missing in the ledger: ${key.join(', ')}`);
    if (!this.isIntact(entry)) {
      throw new DamagedLedger(
        fileOf(this.#database),
        `its record of ${NAMES[this.#table]} (${key.join(', ')}) has changed by itself`,
      );
    }
    this.put({ ...entry, ...changesOf(entry) });
  }

  #bound(values: Values): SQLInputValue[] {
    const bound = valuesOf(this.#table, values);
    bound.push(sealOfValues(this.#table, bound));
    return bound;
  }
}
