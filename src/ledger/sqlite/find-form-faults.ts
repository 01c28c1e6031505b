import { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS } from './schema.ts';
import { teachSeal } from './seal.ts';

/** What of a ledger's form, its tables and their columns, is not as this version has it: of damage there SQLite says nothing. */
export function findFormFaults(database: DatabaseSync): string[] {
  const found = formOf(database);
  const wrong = [...newForm()].filter(([name, sql]) => found.get(name) !== sql).map(([name]) => name);
  return wrong.length === 0
    ? []
    : [`The file is damaged: the form of ${wrong.join(', ')} has changed by itself.`];
}

function newForm(): ReadonlyMap<string, string> {
  const database = new DatabaseSync(':memory:');
  try {
    teachSeal(database);
    for (const step of MIGRATIONS) database.exec(step);
    return formOf(database);
  } finally {
    database.close();
  }
}

/** The statements that made it, by the names of what they made. */
function formOf(database: DatabaseSync): ReadonlyMap<string, string> {
  const made = database.prepare('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL').all();
  return new Map(made.map(({ name, sql }) => [String(name), String(sql)]));
}
