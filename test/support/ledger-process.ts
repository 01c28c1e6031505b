import { lockAccount } from '../../src/ledger/sqlite/account-lock.ts';
import { openDatabase } from '../../src/ledger/sqlite/open-database.ts';
import { QuotaStore } from '../../src/ledger/sqlite/quota-store.ts';

/** What the tests have another process do with a ledger: `node process.ts <what> <folder> <arguments>`. */
const WORKS = {
  /** Opens the ledger and says which version it has. */
  open(folder: string): void {
    const database = openDatabase(folder);
    console.log(database.prepare('PRAGMA user_version').get()?.user_version);
    database.close();
  },

  /** Takes so many of a day's quota, one by one, and says how many it got. */
  take(folder: string, account: string, day: string, limit: string, times: string): void {
    const database = openDatabase(folder);
    const quotas = new QuotaStore(database);
    let taken = 0;
    for (let i = 0; i < Number(times); i++) if (quotas.take(account, day, 'create', Number(limit))) taken++;
    console.log(taken);
    database.close();
  },

  /** Takes the lock of an account and holds it until it is killed. */
  lock(folder: string, account: string): void {
    const release = lockAccount(folder, account);
    console.log(release === undefined ? 'refused' : 'held');
    setTimeout(() => release?.(), 60_000);
  },
};

const [what = '', ...args] = process.argv.slice(2);
(WORKS as Record<string, (...args: string[]) => void>)[what]?.(...args);
