import type { AccountLedger, Ledger } from '../../core/ledger.ts';
import { isLocked, lockAccount, lockFile } from './account-lock.ts';
import { whole } from './damage.ts';
import { forgetDisowned } from './disowned-runs.ts';
import { findFaults } from './find-faults.ts';
import { readHolder } from './holder-table.ts';
import { markClosed } from './ledger-mark.ts';
import { ledgerFile, type OpenOptions, openDatabase } from './open-database.ts';
import { removeQuietly } from './remove-quietly.ts';
import { RowQueries } from './row-queries.ts';
import { findRun, listDamagedRuns, listHalfForgotten, listRuns } from './run-table.ts';
import { SqliteAccount } from './sqlite-account.ts';
import { readQuotaDay } from './sqlite-quotas.ts';
import { readTimelines } from './timeline-table.ts';

/**
 * The ledger in a folder of this machine, made when it is not there.
 * @throws {UsageError} when the folder or file cannot be used, or a newer version of this program wrote it
 */
export async function openSqliteLedger(folder: string, options: OpenOptions = {}): Promise<Ledger> {
  const database = openDatabase(folder, options);
  const read = <T>(work: () => T): T => whole(database, work);
  const disowned = forgetDisowned(database);
  return {
    async hold(account, { exclusive } = { exclusive: true }): Promise<AccountLedger | undefined> {
      const unlock = exclusive ? lockAccount(folder, account) : lockForShow(folder, account);
      if (!unlock) return undefined;
      try {
        return read(() => new SqliteAccount(folder, database, account, unlock));
      } catch (error) {
        unlock();
        throw error;
      }
    },
    holder: async (account) =>
      isLocked(folder, account) ? read(() => readHolder(database, account)) : undefined,
    runs: async () => read(() => listRuns(database)).filter(({ id }) => !disowned.has(id)),
    damagedRuns: async () => read(() => listDamagedRuns(database)),
    halfForgotten: async () => read(() => listHalfForgotten(database)),
    findRun: async (id) => (disowned.has(id) ? undefined : read(() => findRun(database, id))),
    count: async (run) => read(() => new RowQueries(database, run).count()),
    async *results(run) {
      const batches = read(() => new RowQueries(database, run).results());
      for (;;) {
        const { done, value } = read(() => batches.next());
        if (done) return;
        yield value;
      }
    },
    timelines: async (run) => read(() => readTimelines(database, run)),
    quotaDay: async (account, day, kind) => read(() => readQuotaDay(database, account, day, kind)),
    faults: async () => findFaults(database, folder),
    async close() {
      if (!database.isOpen) return;
      database.close();
      markClosed(folder, ledgerFile(folder));
    },
  };
}

/** Shows that an account is held which nobody else would take; the lock's file goes with it, as no other run needs it. */
function lockForShow(folder: string, account: string): () => void {
  const unlock = lockAccount(folder, account);
  return () => {
    if (!unlock) return;
    unlock();
    removeQuietly(lockFile(folder, account));
  };
}
