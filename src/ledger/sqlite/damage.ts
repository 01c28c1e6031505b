import type { DatabaseSync } from 'node:sqlite';
import { DamagedLedger } from '../../core/damaged-ledger.ts';

/** SQLite's codes, without their extensions, for what only a damaged file gives. */
const ERROR = 1;
const CORRUPT = 11;
const TOO_BIG = 18;
const NO_DATABASE = 26;

/** Reading that ends before a page does, and a file system that says so itself. */
const SHORT_READ = 522;
const CORRUPT_FILE_SYSTEM = 8458;

/** Does it, and says in a sentence that the file is damaged where that is why it could not be done. @throws {DamagedLedger} */
export function whole<T>(database: DatabaseSync, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isDamage(error) ? new DamagedLedger(fileOf(database), saying(error), { cause: error }) : error;
  }
}

/** The ledger's file, for a message. */
export function fileOf(database: DatabaseSync): string {
  return (database.isOpen && database.location()) || 'ledger.db';
}

/** Whether only a damaged file can be the reason. */
export function isDamage(error: unknown): boolean {
  const { code, errcode } = Object(error) as { code?: unknown; errcode?: unknown };
  // A number that is larger than any that was written.
  if (code === 'ERR_OUT_OF_RANGE') return true;
  if (code !== 'ERR_SQLITE_ERROR' || typeof errcode !== 'number') return false;
  if (errcode === SHORT_READ || errcode === CORRUPT_FILE_SYSTEM) return true;
  // Of the statements, which are all ours, one fails that asks for a table or an index which is not there.
  const isOfSchema =
    errcode === ERROR && /no such (table|column|index)|malformed|no column/.test(saying(error));
  return isOfSchema || [CORRUPT, TOO_BIG, NO_DATABASE].includes(errcode & 0xff);
}

function saying(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
