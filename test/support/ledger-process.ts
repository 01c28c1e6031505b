import { AccountLost } from '../../src/core/ledger.ts';
import { openDatabase } from '../../src/ledger/sqlite/open-database.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open-sqlite-ledger.ts';

/** What the tests have another process do with a ledger: `node ledger-process.ts <what> <folder> <arguments>`. */
const WORKS = {
  /** Opens the ledger and says which version it has. */
  async open(folder: string): Promise<void> {
    const database = openDatabase(folder);
    console.log(database.prepare('PRAGMA user_version').get()?.user_version);
    database.close();
  },

  /**
   * Takes so many of a day's quota, one by one, and says how many it got. It takes the account from whoever else does the
   * same, again and again.
   */
  async take(folder: string, account: string, day: string, limit: string, times: string): Promise<void> {
    const ledger = await openSqliteLedger(folder);
    const hold = () => ledger.hold(account, { exclusive: false });
    let taken = 0;
    let held = await hold();
    for (let left = Number(times); left > 0; ) {
      try {
        if (await held?.quotas.take(day, 'create', Number(limit))) taken++;
        left--;
      } catch (error) {
        if (!(error instanceof AccountLost)) throw error;
        held = await hold();
      }
    }
    console.log(taken);
    await ledger.close();
  },

  /** Takes an account and holds it until it is killed. */
  async hold(folder: string, account: string): Promise<void> {
    const ledger = await openSqliteLedger(folder);
    const held = await ledger.hold(account);
    console.log(held === undefined ? 'refused' : 'held');
    setTimeout(() => held?.release(), 60_000);
  },

  /** Takes the account of a run, is in the midst of its rows on lines 2 to 5, and holds still until it is killed. */
  async work(folder: string, id: string): Promise<void> {
    const ledger = await openSqliteLedger(folder);
    const run = await ledger.findRun(id);
    const held = run && (await ledger.hold(run.account));
    if (!held) throw new Error(`the account of the run ${id} cannot be held`);
    const rows = held.rows(run);
    const done = {
      outcome: 'updated',
      warnings: [],
      awaitsInvitation: false,
      attempts: 1,
      userId: 'id',
    } as const;
    await held.beginRun(run);
    await rows.start(2, 1, 1_000);
    await rows.start(3, 1, 1_000);
    await rows.markCreated(3, 'id');
    await rows.start(4, 1, 1_000);
    await rows.release(4, 1);
    await rows.start(5, 1, 1_000);
    await rows.finish({ ...done, line: 5, trackingId: 'v=2.0', startedAt: 1_000, finishedAt: 2_000 });
    console.log('ready');
    setTimeout(() => held.release(), 60_000);
  },
};

const [what = '', ...args] = process.argv.slice(2);
await (WORKS as Record<string, (...args: string[]) => Promise<void>>)[what]?.(...args);
