import { expect, it } from 'vitest';
import { findRun } from '../../src/runs/find-run.ts';
import { complaintOf } from '../support/folder.ts';
import { AT, holdAccount, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

it('is the run of an id, and the newest without one', async () => {
  const ledger = await openLedger();
  const held = await holdAccount(ledger);
  const older = await held.insertRun({ ...NEW_RUN, id: 'older', startedAt: AT });
  const newer = await held.insertRun({ ...NEW_RUN, id: 'newer', startedAt: AT + 1 });
  expect(await findRun(ledger, 'older', '/state')).toEqual(older);
  expect(await findRun(ledger, undefined, '/state')).toEqual(newer);
});

it('names the nearest to an id that there is not', async () => {
  const ledger = await openLedger();
  const held = await holdAccount(ledger);
  for (const id of ['20261122-213652-7f3a', '20261123-080000-0a1b']) await held.insertRun({ ...NEW_RUN, id });
  expect(await complaintOf(() => findRun(ledger, '20261122-213652-7f3b', '/state'))).toBe(
    'There is no run 20261122-213652-7f3b in the ledger; `zoom-provision runs` lists them. The nearest is ' +
      '20261122-213652-7f3a.',
  );
});

it.each([
  [undefined, 'There are no runs in the ledger yet.'],
  ['r-1', 'There is no run r-1 in the ledger; `zoom-provision runs` lists them.'],
])('says when there is none: %s', async (id, complaint) => {
  const ledger = await openLedger();
  expect(await complaintOf(() => findRun(ledger, id, '/state'))).toBe(complaint);
});
