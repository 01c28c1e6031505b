import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Longer than anybody takes to look whether an account is held, which keeps others from taking it meanwhile. */
const LOOK_MS = 100;

/**
 * Takes the lock of an account: one run at a time on a machine. It is SQLite's own lock on an empty database, which
 * the operating system lets go when the process ends, however it ends.
 * @returns how to let it go, to be kept until then: the lock goes with it when it is collected as garbage; undefined
 *   when another process holds it
 */
export function lockAccount(folder: string, account: string): (() => void) | undefined {
  const file = lockFile(folder, account);
  const database = new DatabaseSync(file, { timeout: LOOK_MS });
  let isTaken = false;
  try {
    chmodSync(file, 0o600);
    isTaken = !isBusy(database, 'PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } finally {
    if (!isTaken) database.close();
  }
  return isTaken ? () => database.close() : undefined;
}

/** Whether somebody has the lock of an account. Whoever looks does not take it. */
export function isLocked(folder: string, account: string): boolean {
  return isHeld(lockFile(folder, account));
}

/** Whether somebody has the lock of any account, and so may write to the ledger in the folder. */
export function isAnyLocked(folder: string): boolean {
  const names = readdirSync(folder).filter((name) => LOCK.test(name));
  return names.some((name) => isHeld(path.join(folder, name)));
}

const LOCK = /^account-[0-9a-f]{16}\.lock$/;

function isHeld(file: string): boolean {
  if (!existsSync(file)) return false;
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    return isBusy(database, 'SELECT count(*) FROM sqlite_schema');
  } finally {
    database.close();
  }
}

/** The lock's file in the ledger's folder; its name does not tell the account. */
export function lockFile(folder: string, account: string): string {
  const name = createHash('sha256').update(account).digest('hex').slice(0, 16);
  return path.join(folder, `account-${name}.lock`);
}

/** Does it, unless another process has the lock. */
function isBusy(database: DatabaseSync, sql: string): boolean {
  try {
    database.exec(sql);
    return false;
  } catch (error) {
    if (error instanceof Error && /locked|busy/i.test(error.message)) return true;
    throw error;
  }
}
