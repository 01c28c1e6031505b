import type { DatabaseSync } from 'node:sqlite';
import { OUTCOME_NAMES } from '../../core/vocabulary.ts';
import { DONE, PENDING, STARTED } from './row-values.ts';

/** What is wrong with the ledger's file and what is in it, a sentence each; empty when it is sound. */
export function findFaults(database: DatabaseSync): string[] {
  try {
    const damage = database.prepare('PRAGMA integrity_check').all();
    const found = damage.map((row) => String(row.integrity_check)).filter((text) => text !== 'ok');
    // What is to be read of a damaged file says nothing.
    if (found.length > 0) return found.map((text) => `The file is damaged: ${text}.`);
    return [...strayRows(database), ...unknownRows(database), ...unreadable(database)];
  } catch (error) {
    return [`The file is damaged: ${error instanceof Error ? error.message : String(error)}.`];
  }
}

function strayRows(database: DatabaseSync): string[] {
  const { count } = database.prepare('SELECT count(*) AS count FROM pragma_foreign_key_check').get() ?? {};
  return count === 0 ? [] : [`${count} entries belong to runs that are not there.`];
}

const KNOWN = OUTCOME_NAMES.map((name) => `'${name}'`).join(', ');

function unknownRows(database: DatabaseSync): string[] {
  const rows = database
    .prepare(
      `SELECT runs.id, count(*) AS count, min(line) AS line FROM rows JOIN runs ON runs.number = rows.run
         WHERE state NOT IN (${PENDING}, ${STARTED}, ${DONE})
           OR (state = ${DONE} AND (outcome IS NULL OR outcome NOT IN (${KNOWN}))) GROUP BY runs.id`,
    )
    .all();
  return rows.map(
    ({ id, count, line }) =>
      `Run ${id}: ${count} rows have no outcome that is known, the first on line ${line}.`,
  );
}

function unreadable(database: DatabaseSync): string[] {
  const isBroken = (column: string) => `(${column} IS NOT NULL AND NOT json_valid(${column}))`;
  const runs = database
    .prepare(`SELECT id FROM runs WHERE ${['settings', 'stop', 'lanes'].map(isBroken).join(' OR ')}`)
    .all();
  const rows = database
    .prepare(
      `SELECT DISTINCT runs.id FROM rows JOIN runs ON runs.number = rows.run
         WHERE ${['reason', 'warnings'].map(isBroken).join(' OR ')}`,
    )
    .all();
  return [
    ...runs.map(({ id }) => `Run ${id}: what it was asked to do, or how it ended, cannot be read.`),
    ...rows.map(({ id }) => `Run ${id}: reasons or warnings of its rows cannot be read.`),
  ];
}
