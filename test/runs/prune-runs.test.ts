import { expect, it } from 'vitest';
import type { Ledger } from '../../src/core/ledger.ts';
import { pruneRuns } from '../../src/runs/prune-runs.ts';
import { folderWith } from '../support/folder.ts';
import { holdAccount, NEW_ROW, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

const BEFORE = 2_000;

/** A run of one row, whose account nobody holds afterwards. */
async function addRun(ledger: Ledger, account: string, id: string, startedAt: number) {
  const held = await ledger.hold(account);
  if (!held) throw new Error(`somebody else holds ${account}`);
  const run = await held.insertRun({ ...NEW_RUN, id, startedAt });
  await held.rows(run).insert([NEW_ROW]);
  await held.release();
  return run;
}

const idsOf = async (ledger: Ledger) => (await ledger.runs()).map(({ id }) => id);

it('forgets runs that began before the moment, rows and all', async () => {
  const ledger = await openLedger();
  const old = await addRun(ledger, 'acme', 'at 1000', 1_000);
  await addRun(ledger, 'acme', 'at 1999', 1_999);
  await addRun(ledger, 'acme', 'at 2000', 2_000);
  expect(await pruneRuns(ledger, BEFORE)).toBe(2);
  expect(await idsOf(ledger)).toEqual(['at 2000']);
  expect(await ledger.count(old)).toMatchObject({ rows: 0 });
  expect(await pruneRuns(ledger, BEFORE)).toBe(0);
});

it('forgets simulated runs, too', async () => {
  const ledger = await openLedger();
  await addRun(ledger, 'simulated:r-1', 'r-1', 1_000);
  expect(await pruneRuns(ledger, BEFORE)).toBe(1);
  expect(await idsOf(ledger)).toEqual([]);
});

it('leaves an account alone that has a run going on, and lets go of the others', async () => {
  const folder = folderWith();
  const ledger = await openLedger(folder);
  await addRun(ledger, 'acme', 'busy', 1_000);
  await addRun(ledger, 'other', 'idle', 1_000);
  const held = await holdAccount(await openLedger(folder), 'acme');
  expect(await pruneRuns(ledger, BEFORE)).toBe(1);
  expect(await idsOf(ledger)).toEqual(['busy']);
  await held.release();
  expect(await pruneRuns(ledger, BEFORE)).toBe(1);
  await holdAccount(ledger, 'acme');
  await holdAccount(ledger, 'other');
});
