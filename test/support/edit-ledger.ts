import { DatabaseSync } from 'node:sqlite';
import { SEALED, teachSeal } from '../../src/ledger/sqlite/seal.ts';

/** Changes a ledger as a program would that wrote it: with the seals of what it is then. */
export function editLedger(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  teachSeal(database);
  database.exec(sql);
  for (const [table, { columns }] of Object.entries(SEALED)) {
    database.exec(`UPDATE ${table} SET seal = seal_of('${table}', ${columns.join(', ')})`);
  }
  database.close();
}
