import type { DatabaseSync } from 'node:sqlite';
import { lockAccount } from '../ledger/sqlite/account-lock.ts';
import { deleteRun, listRuns } from '../ledger/sqlite/run-store.ts';
import { isSimulated } from './simulated-account.ts';

/**
 * Forgets the runs that began before a moment (ms since the epoch), but for those of an account that has a run going on.
 * @returns how many
 */
export function pruneRuns(database: DatabaseSync, folder: string, before: number): number {
  let count = 0;
  for (const run of listRuns(database).filter(({ startedAt }) => startedAt < before)) {
    // A simulated account has no lock.
    const release = isSimulated(run.account) ? () => undefined : lockAccount(folder, run.account);
    if (!release) continue;
    deleteRun(database, run);
    release();
    count++;
  }
  return count;
}
