import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { DamagedLedger } from '../../core/damaged-ledger.ts';
import { Locked } from '../../core/locked.ts';
import { UsageError } from '../../core/usage-error.ts';
import { isAnyLocked } from './account-lock.ts';
import { isDamage } from './damage.ts';
import { copyLedger, dropCopies } from './ledger-copy.ts';
import { MIGRATIONS } from './schema.ts';

/** Long enough for another process to finish its transaction. */
export const BUSY_TIMEOUT_MS = 10_000;

/** Longer than it takes to copy a large ledger and lead it on: somebody else may be at it. */
const PATIENCE_MS = 120_000;

/** No version will ever have taken so many steps: a number above it was not written by any. */
const MOST_STEPS = 1_000;

/**
 * Leads a ledger to the version of this program, in one transaction. One that has something in it is copied first, and only one
 * process does it.
 * @throws {UsageError} when a newer version wrote it, or it cannot be copied; {Locked} while an older one writes to it
 */
export function migrate(database: DatabaseSync, file: string): void {
  if (versionOf(database) === MIGRATIONS.length) return;
  database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}; BEGIN IMMEDIATE`);
  let isOld = false;
  try {
    // Read again inside the transaction: another process may have come first.
    const version = versionOf(database);
    refuse(version, file);
    isOld = version > 0 && version < MIGRATIONS.length;
    if (isOld) copyFirst(file);
    for (const step of MIGRATIONS.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    database.exec('COMMIT');
  } catch (error) {
    // A full disk may have ended the transaction already; what is to be said is that.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
  if (!isOld) return;
  dropCopies(path.dirname(file), { but: MIGRATIONS.length });
  shrinkFromNowOn(database);
}

function refuse(version: number, file: string): void {
  if (version > MOST_STEPS || version < 0) {
    throw new DamagedLedger(file, `its version is said to be ${version}`);
  }
  if (version > MIGRATIONS.length) {
    throw new UsageError(
      `The ledger ${file} was written by a newer zoom-provision (its version is ${version}, this program knows ` +
        `${MIGRATIONS.length}). Update zoom-provision, or give another folder with --state <dir>.`,
    );
  }
  // It would go on writing without checksums.
  if (version > 0 && version < MIGRATIONS.length && isAnyLocked(path.dirname(file))) {
    throw new Locked(
      `A run of an older zoom-provision is writing to the ledger ${file}, which this one would lead to a newer version. ` +
        'Wait for its end, or interrupt it.',
    );
  }
}

function copyFirst(file: string): void {
  try {
    copyLedger(file, MIGRATIONS.length);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (isDamage(error)) throw new DamagedLedger(file, why, { cause: error });
    throw new UsageError(
      `The ledger ${file} is of an older version, and was left as it is, since it could not be copied before it is changed: ${why}. ` +
        'Make room on its disk, or give another folder with --state <dir>.',
    );
  }
}

/** Only a file that is written anew can get smaller later on; it is done with once this is refused, and nothing depends on it. */
function shrinkFromNowOn(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM');
  } catch {
    // No room for a second copy, or somebody reads.
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}
