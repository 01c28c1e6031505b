import type { AccountLedger, Ledger } from '../../core/ledger.ts';
import { lockAccount } from './account-lock.ts';
import { openDatabase } from './open-database.ts';
import { RowQueries } from './row-queries.ts';
import { findRun, listRuns } from './run-table.ts';
import { SqliteAccount } from './sqlite-account.ts';
import { readQuotaDay } from './sqlite-quotas.ts';

/**
 * The ledger in a folder of this machine, made when it is not there.
 * @throws {UsageError} when the folder or file cannot be used, or a newer version of this program wrote it
 */
export async function openSqliteLedger(folder: string): Promise<Ledger> {
  const database = openDatabase(folder);
  return {
    async hold(account, { exclusive } = { exclusive: true }): Promise<AccountLedger | undefined> {
      const unlock = exclusive ? lockAccount(folder, account) : () => undefined;
      if (!unlock) return undefined;
      try {
        return new SqliteAccount(database, account, unlock);
      } catch (error) {
        unlock();
        throw error;
      }
    },
    runs: async () => listRuns(database),
    findRun: async (id) => findRun(database, id),
    count: async (run) => new RowQueries(database, run).count(),
    async *results(run) {
      yield* new RowQueries(database, run).results();
    },
    quotaDay: async (account, day, kind) => readQuotaDay(database, account, day, kind),
    async close() {
      if (database.isOpen) database.close();
    },
  };
}
