import { chmodSync, existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DamagedLedger } from '../../core/damaged-ledger.ts';
import { asFailure } from '../../core/system-failure.ts';
import { UsageError } from '../../core/usage-error.ts';
import { ZoomProvisionError } from '../../core/zoom-provision-error.ts';
import { isAnyLocked } from './account-lock.ts';
import { isDamage } from './damage.ts';
import { doubtNewest } from './doubt-newest.ts';
import { openLedgerFolder } from './ledger-folder.ts';
import { knowsMarked, markFile, readMark } from './ledger-mark.ts';
import { BUSY_TIMEOUT_MS, migrate } from './migrate.ts';
import { teachSeal } from './seal.ts';
import { underlyingError } from './underlying-error.ts';
import { lookAtWal, walFile } from './wal.ts';

/** The ledger's file in its folder. */
export function ledgerFile(folder: string): string {
  return path.join(folder, 'ledger.db');
}

/** A file that gets larger than this beside the ledger is cut back when its commits are in the ledger. */
const LARGEST_WAL = 16 * 1024 * 1024;

/** How far a ledger is looked at before it is used: not at all by whoever is to say what is wrong with it. */
export type OpenOptions = { readonly evenDamaged?: boolean };

/**
 * Opens the ledger's file in `folder`, made when it is not there: the folder for its owner only, the file too, since
 * it names people. Every commit is on disk when it returns.
 * @throws {UsageError} when the folder or file cannot be used, is damaged as far as can be seen, or a newer version of this
 *   program wrote it
 */
export function openDatabase(folder: string, { evenDamaged = false }: OpenOptions = {}): DatabaseSync {
  const file = ledgerFile(openLedgerFolder(folder));
  let database: DatabaseSync | undefined;
  try {
    const isNew = !existsSync(file);
    const wal = lookAtWal(walFile(file));
    // Whoever writes has looked, and what it writes just now is in that file.
    const isInUse = isAnyLocked(folder);
    database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    // Before anything is written: the files that SQLite puts beside it take over its mode.
    if (isNew) chmodSync(file, 0o600);
    setUp(database);
    if (evenDamaged) {
      if (quickCheck(database) === undefined) migrate(database, file);
      return database;
    }
    if (wal !== 'nothing' && !isInUse) checkAfterCrash(database, file);
    migrate(database, file);
    const hasLost = wal === 'torn' || (wal === 'nothing' && readMark(folder)?.open === true);
    if (hasLost && !isInUse) doubtNewest(database);
    refuseOtherLedger(database, folder);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof ZoomProvisionError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    if (isDamage(error) && !/not a database/.test(why)) throw new DamagedLedger(file, why, { cause: error });
    const failure = asFailure(underlyingError(error, folder), 'ledger', file);
    if (failure instanceof UsageError) throw failure;
    throw new UsageError(
      `The ledger ${file} cannot be used: ${why}. Give another folder with --state <dir>.`,
    );
  }
}

function setUp(database: DatabaseSync): void {
  // Of a new file: what is forgotten makes it smaller.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  // What is forgotten is overwritten.
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;
     PRAGMA journal_size_limit = ${LARGEST_WAL};`,
  );
  teachSeal(database);
}

/** A computer that lost its power, or a disk that fails, may have left pages behind that do not fit together. */
function checkAfterCrash(database: DatabaseSync, file: string): void {
  const damage = quickCheck(database);
  if (damage !== undefined) throw new DamagedLedger(file, damage);
}

/** The first thing that is wrong with the file. */
function quickCheck(database: DatabaseSync): string | undefined {
  const found = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  return found === 'ok' ? undefined : String(found);
}

function refuseOtherLedger(database: DatabaseSync, folder: string): void {
  const mark = readMark(folder);
  if (!mark || knowsMarked(database, mark)) return;
  throw new UsageError(
    `The ledger ${ledgerFile(folder)} knows nothing of run ${mark.run}, which was begun in it: it was emptied, or an older copy ` +
      'was put in its place, and what that run sent could be sent again. Put the newest copy back, or give the right folder ' +
      `with --state <dir>; to go on without that run, remove ${markFile(folder)}.`,
  );
}
