import { existsSync } from 'node:fs';
import type { Ledger } from '../core/ledger.ts';
import { asFailure } from '../core/system-failure.ts';
import { ledgerFile, type OpenOptions } from '../ledger/sqlite/open-database.ts';
import { openSqliteLedger } from '../ledger/sqlite/open-sqlite-ledger.ts';
import { nameFailures } from './name-failures.ts';

/**
 * The ledger in a folder, made when it is not there. The one place that chooses between kinds of ledgers.
 * @throws {UsageError} when the folder cannot be used
 */
export async function openLedger(folder: string, options?: OpenOptions): Promise<Ledger> {
  const file = ledgerFile(folder);
  try {
    return nameFailures(await openSqliteLedger(folder, options), file);
  } catch (error) {
    throw asFailure(error, 'ledger', file);
  }
}

/** Whether anything is on record yet. */
export function hasLedger(folder: string): boolean {
  return existsSync(ledgerFile(folder));
}

/** Opens the ledger for as long as the work takes. */
export async function withLedger<T>(
  folder: string,
  work: (ledger: Ledger) => Promise<T>,
  options?: OpenOptions,
): Promise<T> {
  const ledger = await openLedger(folder, options);
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}
