import { expect, it } from 'vitest';
import { Locked } from '../../src/core/locked.ts';
import { forgetRun } from '../../src/runs/forget-run.ts';
import { complaintOf, folderWith } from '../support/folder.ts';
import { holdAccount, NEW_ROW, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

/** A ledger with two runs of a row each, that nobody is at. */
async function ledgerOfTwo() {
  const folder = folderWith();
  const ledger = await openLedger(folder);
  const held = await ledger.hold('acme');
  for (const id of ['r-1', 'r-2']) {
    const run = await held?.insertRun({ ...NEW_RUN, id });
    if (!held || !run) throw new Error('somebody else holds acme');
    await held.rows(run).insert([NEW_ROW]);
    await held.beginRun(run);
  }
  await held?.release();
  const ids = async () => (await ledger.runs()).map(({ id }) => id);
  return { folder, ledger, ids };
}

const yes = async () => undefined;

it('forgets the one run, settled or not, and lets go of its account', async () => {
  const { ledger, ids } = await ledgerOfTwo();
  const asked: unknown[] = [];
  await forgetRun(ledger, 'r-1', '/state', async (run) => void asked.push(run));
  expect(asked).toMatchObject([{ record: { id: 'r-1' }, counts: { open: 1 }, state: { kind: 'crashed' } }]);
  expect(await ids()).toEqual(['r-2']);
  await holdAccount(ledger, 'acme');
});

it('keeps it when the answer is no', async () => {
  const { ledger, ids } = await ledgerOfTwo();
  const no = new Error('no');
  await expect(forgetRun(ledger, 'r-1', '/state', () => Promise.reject(no))).rejects.toBe(no);
  expect(await ids()).toEqual(['r-2', 'r-1']);
  await holdAccount(ledger, 'acme');
});

it('refuses one that is under way, and one whose account is busy, before it asks', async () => {
  const { folder, ledger, ids } = await ledgerOfTwo();
  const busy = await holdAccount(await openLedger(folder), 'acme');
  const live = await busy.insertRun({ ...NEW_RUN, id: 'r-3' });
  await busy.beginRun(live);
  const ask = () => Promise.reject(new Error('asked'));
  const refusals = ['r-3', 'r-1'].map((id) =>
    forgetRun(ledger, id, '/state', ask).catch((error: unknown) => error),
  );
  const [ofLive, ofOther] = await Promise.all(refusals);
  for (const refusal of [ofLive, ofOther]) expect(refusal).toBeInstanceOf(Locked);
  expect(String(ofLive)).toMatch(
    /Run r-3 is under way \(pid \d+ on \S+ since .*\), so it was not forgotten\./,
  );
  expect(String(ofOther)).toContain('is going on: run r-3');
  expect(await ids()).toEqual(['r-3', 'r-2', 'r-1']);
});

it('says when there is no such run, and which is the nearest', async () => {
  const { ledger } = await ledgerOfTwo();
  expect(await complaintOf(() => forgetRun(ledger, 'r-22', '/state', yes))).toContain('The nearest is r-2.');
});
