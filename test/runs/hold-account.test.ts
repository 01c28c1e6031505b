import { expect, it } from 'vitest';
import { Locked } from '../../src/core/locked.ts';
import { holdAccount } from '../../src/runs/hold-account.ts';
import { KEPT } from '../ledger/contract/sample-rows.ts';
import { folderWith } from '../support/folder.ts';
import { finishedRow, NEW_ROW, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

it('takes an account that nobody holds, until it is let go', async () => {
  const ledger = await openLedger();
  for (let run = 1; run <= 2; run++) {
    const held = await holdAccount(ledger, 'acme');
    expect(held.account).toBe('acme');
    await held.release();
  }
});

it('says which run holds the account, and since when', async () => {
  const ledger = await openLedger();
  const held = await holdAccount(ledger, 'acme');
  const ended = await held.insertRun({ ...NEW_RUN, id: 'ended' });
  await held.endRun(ended, {
    status: 'completed',
    stop: undefined,
    finishedAt: NEW_RUN.startedAt,
    activeMs: 1,
    counts: ended.counts,
    resumeAfter: undefined,
  });
  const complaint = async () => {
    const error: unknown = await holdAccount(ledger, 'acme').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Locked);
    return error instanceof Locked ? error.message : '';
  };
  expect(await complaint()).toBe(
    'Another run of the account acme is going on: one that has just begun. Nothing was sent. Wait for its end, or ' +
      'interrupt it.',
  );
  const going = await held.insertRun({ ...NEW_RUN, id: 'going', startedAt: Date.UTC(2026, 0, 2, 3, 4, 5) });
  const since =
    'Another run of the account acme is going on: run going (/data/people.csv) since 2026-01-02T03:04:05.000Z. ' +
    'Nothing was sent. Wait for its end, or interrupt it.';
  expect(await complaint()).toBe(since);
  await held.beginRun(going);
  expect(await complaint()).toBe(since);
  await held.release();
});

it('takes another account meanwhile, and a simulated one, which is its run’s own, as often as it is asked', async () => {
  const folder = folderWith();
  const [one, two] = [await openLedger(folder), await openLedger(folder)];
  const held = [
    await holdAccount(one, 'acme'),
    await holdAccount(two, 'other'),
    await holdAccount(one, 'simulated:r-1'),
    await holdAccount(two, 'simulated:r-1'),
  ];
  expect(held.map(({ account }) => account)).toEqual(['acme', 'other', 'simulated:r-1', 'simulated:r-1']);
  for (const its of held) await its.release();
});

it.each([
  [29, KEPT],
  [31, undefined],
])('forgets what has waited for an invitation longer than it lives: after %i days', async (days, kept) => {
  const ledger = await openLedger();
  const first = await holdAccount(ledger, 'acme');
  const run = await first.insertRun(NEW_RUN);
  await first.rows(run).insert([NEW_ROW]);
  const finishedAt = Date.now() - days * 24 * 60 * 60 * 1000;
  await first.rows(run).finish(finishedRow({ awaitsInvitation: true, kept: KEPT, finishedAt }));
  await first.release();
  const next = await holdAccount(ledger, 'acme');
  expect((await next.rows(run).waitingAfter(0, 9)).map((row) => row.kept)).toEqual([kept]);
  await next.release();
});
