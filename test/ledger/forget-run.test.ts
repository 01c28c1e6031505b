import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { AccountLost } from '../../src/core/ledger.ts';
import { ledgerFile } from '../../src/ledger/sqlite/open-database.ts';
import { forgetRun } from '../../src/runs/forget-run.ts';
import { pruneRuns } from '../../src/runs/prune-runs.ts';
import { folderWith } from '../support/folder.ts';
import { addRun, holdAccount, openLedger } from '../support/ledger-rig.ts';
import { newRows } from './contract/sample-rows.ts';

const ROWS = 5_000;

/** A ledger with a large run, whose account is held. */
async function ledgerOfMany() {
  const folder = folderWith();
  const ledger = await openLedger(folder);
  const held = await holdAccount(ledger);
  const run = await addRun(held, { id: 'large' });
  await held.rows(run).insert(newRows(ROWS));
  await held.beginRun(run);
  return { folder, ledger, held, run };
}

it('makes the file smaller, and lets others write while a run is forgotten', async () => {
  const { folder, ledger, held, run } = await ledgerOfMany();
  const other = await holdAccount(await openLedger(folder), 'other');
  let isDone = false;
  let written = 0;
  const forgotten = held.deleteRun(run).then(() => {
    isDone = true;
  });
  while (!isDone) {
    await other.invitations.add([`${written++}@x.org`]);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await forgotten;
  expect(written).toBeGreaterThan(2);
  expect(await ledger.runs()).toEqual([]);
  await ledger.close();
  expect(statSync(ledgerFile(folder)).size).toBeLessThan(ROWS * 20);
});

it.each([
  [
    '--forget',
    (ledger: Awaited<ReturnType<typeof openLedger>>) =>
      forgetRun(ledger, 'large', '/state', async () => Promise.reject(new Error('asked'))),
  ],
  ['--prune', (ledger: Awaited<ReturnType<typeof openLedger>>) => pruneRuns(ledger, 0)],
])('leaves no run of fewer rows when it is cut short, and %s goes on with it', async (_, goOn) => {
  const { ledger, held, run } = await ledgerOfMany();
  const cutShort = held.deleteRun(run);
  await held.release();
  await expect(cutShort).rejects.toThrow(AccountLost);
  expect([await ledger.runs(), await ledger.findRun('large')]).toEqual([[], undefined]);
  expect(await ledger.halfForgotten()).toMatchObject([{ id: 'large', account: 'acme' }]);
  await goOn(ledger);
  expect(await ledger.halfForgotten()).toEqual([]);
  expect((await ledger.count(run)).rows).toBe(0);
});
