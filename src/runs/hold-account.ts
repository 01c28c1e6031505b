import type { DatabaseSync } from 'node:sqlite';
import { Locked } from '../core/locked.ts';
import { lockAccount } from '../ledger/sqlite/account-lock.ts';
import { runUnderWay } from '../ledger/sqlite/run-store.ts';

/**
 * Takes the account's lock.
 * @returns how to let it go
 * @throws {Locked} that says which run holds it, and since when
 */
export function holdAccount(database: DatabaseSync, folder: string, account: string): () => void {
  const release = lockAccount(folder, account);
  if (release) return release;
  const other = runUnderWay(database, account);
  const which = other
    ? `run ${other.id} (${other.input}) since ${new Date(other.startedAt).toISOString()}`
    : 'one that has just begun';
  throw new Locked(
    `Another run of the account ${account} is going on: ${which}. Nothing was sent. Wait for its end, or interrupt it.`,
  );
}
