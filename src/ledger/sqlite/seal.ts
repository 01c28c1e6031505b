import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { crc32 } from 'node:zlib';

/**
 * What the seal of an entry covers: every column but the seal itself, by table, the key first. A column that is added comes
 * last and may be NULL, since what is NULL there adds nothing: so the entries of before keep their seals.
 */
export const SEALED = {
  runs: {
    key: ['number'],
    columns: [
      ...['number', 'id', 'account', 'input', 'digest', 'settings', 'plan', 'version', 'status', 'stop'],
      ...['out_dir', 'started_at', 'finished_at', 'active_ms', 'requests', 'retries', 'per_second', 'daily'],
      ...['concurrent', 'resume_after', 'lanes', 'salt', 'row_count', 'forgotten'],
    ],
  },
  rows: {
    key: ['run', 'line'],
    columns: [
      ...['run', 'line', 'action', 'user', 'state', 'created', 'held_back', 'after_line', 'outcome'],
      ...['http_status', 'zoom_code', 'message', 'attempts', 'user_id', 'tracking_id', 'started_at'],
      ...['finished_at', 'reason', 'warnings', 'digest', 'zoom_at'],
    ],
  },
  kept: { key: ['run', 'line'], columns: ['run', 'line', 'task', 'kept_at'] },
  sessions: { key: ['run'], columns: ['run', 'seen_at', 'active_ms', 'counts'] },
  timelines: { key: ['run', 'started_at'], columns: ['run', 'started_at', 'sent'] },
  quota: { key: ['account', 'day', 'kind'], columns: ['account', 'day', 'kind', 'used', 'closed'] },
  invited: { key: ['account', 'user'], columns: ['account', 'user'] },
  users: {
    key: ['account', 'name'],
    columns: ['account', 'name', 'id', 'status', 'shown', 'is_whole', 'employee'],
  },
  readings: { key: ['account'], columns: ['account', 'lists', 'seen_at'] },
  roster: {
    key: ['account', 'line', 'part'],
    columns: ['account', 'line', 'part', 'email', 'user_id', 'employee', 'person'],
  },
  syncs: { key: ['account', 'scope'], columns: ['account', 'scope', 'people'] },
  holders: { key: ['account'], columns: ['account', 'fence', 'pid', 'host', 'since', 'run'] },
} as const satisfies Record<string, { readonly key: readonly string[]; readonly columns: readonly string[] }>;

export type SealedTable = keyof typeof SEALED;

/** An entry as it is in the file: with its seal, and perhaps damaged. */
export type Entry = Readonly<Record<string, SQLOutputValue>>;

/** The values of an entry that its seal covers, in order. @param changes of columns that have another value */
export function valuesOf(table: SealedTable, entry: Values, changes?: Values): SQLInputValue[] {
  const values: SQLInputValue[] = [];
  for (const column of SEALED[table].columns) {
    const changed = changes?.[column];
    values.push(changed === undefined ? (entry[column] ?? null) : changed);
  }
  return values;
}

type Values = Readonly<Record<string, SQLInputValue | undefined>>;

/**
 * The checksum by which damage of an entry is noticed: SQLite has none of its own. The three lowest bits of a row's are its
 * state and whether it waits, once more: so what the ledger counts by itself, a million rows at a time, is checked, too.
 * @param values in the order of SEALED; what is left out at the end is NULL
 */
export function sealOf(table: SealedTable, values: readonly SQLInputValue[]): number {
  let text = '';
  let missing = '';
  for (const value of values) {
    if (value === null) missing += '\n';
    else {
      text += `${missing + value}\n`;
      missing = '';
    }
  }
  const sum = crc32(text);
  if (table !== 'rows') return sum | 0;
  const [, , , , state, , heldBack] = values;
  return (sum & ~7) | (Number(state) & 3) | (heldBack === 1 ? 4 : 0);
}

/** Whether an entry is as it was written. */
export function isIntact(table: SealedTable, entry: Entry): boolean {
  return entry.seal === sealOf(table, valuesOf(table, entry));
}

/** In SQL: the bits of a row that are not damaged, where it can be told without reading all of it. */
export const BITS = 'seal & 7';
export const HAS_ITS_BITS = '(seal & 7) = state + 4 * held_back';

/** In SQL: whether a row is as it was written, which takes some microseconds each. */
export const IS_INTACT_ROW = `seal = seal_of('rows', ${SEALED.rows.columns.join(', ')})`;

/** Makes `seal_of(<table>, <columns>…)` known to SQL, for the steps that seal what is there already. */
export function teachSeal(database: DatabaseSync): void {
  database.function('seal_of', { varargs: true }, (table, ...values) => sealOf(table as SealedTable, values));
}
