import { expect, it } from 'vitest';
import { lockAccount } from '../../src/ledger/sqlite/account-lock.ts';
import { RowStore } from '../../src/ledger/sqlite/row-store.ts';
import { listRuns } from '../../src/ledger/sqlite/run-store.ts';
import { pruneRuns } from '../../src/runs/prune-runs.ts';
import { addRun, openLedger, tempFolder } from '../support/ledger-rig.ts';

it('forgets runs that began before the moment, rows and all', () => {
  const database = openLedger();
  const folder = tempFolder();
  const [old] = [1_000, 1_999, 2_000].map((startedAt) =>
    addRun(database, { id: `at ${startedAt}`, startedAt }),
  );
  new RowStore(database, Number(old?.number)).insert([{ line: 2, action: 'update', user: 'a@x.org' }]);
  expect(pruneRuns(database, folder, 2_000)).toBe(2);
  expect(listRuns(database).map(({ id }) => id)).toEqual(['at 2000']);
  expect(database.prepare('SELECT count(*) AS n FROM rows').get()).toEqual({ n: 0 });
  expect(pruneRuns(database, folder, 2_000)).toBe(0);
});

it('leaves an account alone that has a run going on', () => {
  const database = openLedger();
  const folder = tempFolder();
  addRun(database, { id: 'busy', account: 'acme', startedAt: 1_000 });
  addRun(database, { id: 'idle', account: 'other', startedAt: 1_000 });
  const release = lockAccount(folder, 'acme');
  expect(pruneRuns(database, folder, 2_000)).toBe(1);
  expect(listRuns(database).map(({ id }) => id)).toEqual(['busy']);
  release?.();
  expect(pruneRuns(database, folder, 2_000)).toBe(1);
});
