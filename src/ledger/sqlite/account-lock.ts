import { createHash } from 'node:crypto';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes the lock of an account: one run at a time on a machine. It is SQLite's own lock on an empty database, which
 * the operating system lets go when the process ends, however it ends.
 * @returns how to let it go, to be kept until then: the lock goes with it when it is collected as garbage; undefined
 *   when another process holds it
 */
export function lockAccount(folder: string, account: string): (() => void) | undefined {
  const name = createHash('sha256').update(account).digest('hex').slice(0, 16);
  const file = path.join(folder, `account-${name}.lock`);
  const database = new DatabaseSync(file, { timeout: 0 });
  chmodSync(file, 0o600);
  try {
    database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) return undefined;
    throw error;
  }
  return () => database.close();
}
