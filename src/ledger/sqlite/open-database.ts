import { chmodSync, existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asFailure } from '../../core/system-failure.ts';
import { UsageError } from '../../core/usage-error.ts';
import { openLedgerFolder } from './ledger-folder.ts';
import { MIGRATIONS } from './schema.ts';
import { teachSeal } from './seal.ts';
import { underlyingError } from './underlying-error.ts';

/** The ledger's file in its folder. */
export function ledgerFile(folder: string): string {
  return path.join(folder, 'ledger.db');
}

/** Long enough for another process to finish its transaction. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens the ledger's file in `folder`, made when it is not there: the folder for its owner only, the file too, since
 * it names people. Every commit is on disk when it returns.
 * @throws {UsageError} when the folder or file cannot be used, or a newer version of this program wrote it.
 */
export function openDatabase(folder: string): DatabaseSync {
  const file = ledgerFile(openLedgerFolder(folder));
  let database: DatabaseSync | undefined;
  try {
    const isNew = !existsSync(file);
    database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    // Before anything is written: the files that SQLite puts beside it take over its mode.
    if (isNew) chmodSync(file, 0o600);
    // What is forgotten is overwritten.
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;',
    );
    teachSeal(database);
    migrate(database, file);
    return database;
  } catch (error) {
    database?.close();
    const failure = asFailure(underlyingError(error, folder), 'ledger', file);
    if (failure instanceof UsageError) throw failure;
    throw new UsageError(
      `The ledger ${file} cannot be used: ${error instanceof Error ? error.message : String(error)}. ` +
        'Give another folder with --state <dir>.',
    );
  }
}

function migrate(database: DatabaseSync, file: string): void {
  if (versionOf(database) === MIGRATIONS.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Read again inside the transaction: another process may have come first.
    const version = versionOf(database);
    if (version > MIGRATIONS.length) {
      throw new UsageError(
        `The ledger ${file} was written by a newer zoom-provision (its version is ${version}, this program knows ` +
          `${MIGRATIONS.length}). Update zoom-provision, or give another folder with --state <dir>.`,
      );
    }
    for (const step of MIGRATIONS.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    database.exec('COMMIT');
  } catch (error) {
    // A full disk may have ended the transaction already; what is to be said is that.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}
