import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { Entry } from './seal.ts';

/** What a statement gives. A number that is too large for JavaScript, which only damage makes, stays a bigint. */
export function readEntries(statement: StatementSync, ...values: SQLInputValue[]): Entry[] {
  try {
    return statement.all(...values);
  } catch (error) {
    if ((Object(error) as { code?: unknown }).code !== 'ERR_OUT_OF_RANGE') throw error;
    statement.setReadBigInts(true);
    try {
      return statement.all(...values).map(withNumbers);
    } finally {
      statement.setReadBigInts(false);
    }
  }
}

function withNumbers(entry: Entry): Entry {
  const values = Object.entries(entry).map(([column, value]) => [
    column,
    typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value,
  ]);
  return Object.fromEntries(values);
}
