import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Listener } from '../../src/core/events.ts';
import { Locked } from '../../src/core/locked.ts';
import { describeNotice } from '../../src/report/describe-notice.ts';
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

const WHERE = `It is process ${process.pid} on ${hostname()}. Wait for its end with --wait <duration>, or interrupt it.`;

async function complaintOf(holding: Promise<unknown>): Promise<string> {
  const error: unknown = await holding.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Locked);
  return error instanceof Locked ? error.message : '';
}

it('says which run holds the account, where, and since when', async () => {
  const ledger = await openLedger();
  const held = await holdAccount(ledger, 'acme');
  const holder = await ledger.holder('acme');
  const since = new Date(holder?.since ?? 0).toISOString();
  expect(await complaintOf(holdAccount(ledger, 'acme'))).toBe(
    `Another run of the account acme is going on: one that has just begun. Nothing was sent. ${WHERE}`,
  );
  // One that died some time ago, and has no end either, is not the one.
  const going = await held.insertRun({ ...NEW_RUN, id: 'going' });
  const died = await held.insertRun({ ...NEW_RUN, id: 'died' });
  await held.beginRun(died);
  await held.beginRun(going);
  expect(await complaintOf(holdAccount(ledger, 'acme'))).toBe(
    `Another run of the account acme is going on: run going (/data/people.csv) since ${since}. Nothing was sent. ${WHERE}`,
  );
  await held.release();
});

describe('the wait for another run', () => {
  const patience = (waitMs: number, signal = new AbortController().signal) => {
    const heard: string[] = [];
    const listen: Listener = (event) => {
      if (event.type === 'notice') heard.push(describeNotice(event.notice));
    };
    return { heard, patience: { waitMs, signal, listen } };
  };

  it('ends with the account, and is told once', async () => {
    const ledger = await openLedger();
    const first = await holdAccount(ledger, 'acme');
    setTimeout(() => void first.release(), 700);
    const { heard, patience: its } = patience(60_000);
    const held = await holdAccount(ledger, 'acme', its);
    expect(heard).toEqual([
      'Waiting for the end of another run of the account acme: one that has just begun. Ctrl-C ends the wait.',
    ]);
    await held.release();
  });

  it('is told to nobody when there is nothing to wait for', async () => {
    const { heard, patience: its } = patience(60_000);
    await (await holdAccount(await openLedger(), 'acme', its)).release();
    expect(heard).toEqual([]);
  });

  it('is over after its time', async () => {
    const ledger = await openLedger();
    const first = await holdAccount(ledger, 'acme');
    const begun = performance.now();
    expect(await complaintOf(holdAccount(ledger, 'acme', patience(600).patience))).toContain('is going on');
    expect(performance.now() - begun).toBeGreaterThanOrEqual(600);
    await first.release();
  });

  it('is over when it is interrupted', async () => {
    const ledger = await openLedger();
    const first = await holdAccount(ledger, 'acme');
    const reason = new Error('interrupted');
    const interrupt = new AbortController();
    setTimeout(() => interrupt.abort(reason), 50);
    await expect(holdAccount(ledger, 'acme', patience(60_000, interrupt.signal).patience)).rejects.toBe(
      reason,
    );
    await first.release();
    await (await holdAccount(ledger, 'acme')).release();
  });
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
  const run = await first.insertRun({ ...NEW_RUN, startedAt: Date.now() });
  await first.rows(run).insert([NEW_ROW]);
  const finishedAt = Date.now() - days * 24 * 60 * 60 * 1000;
  await first.rows(run).finish(finishedRow({ awaitsInvitation: true, kept: KEPT, finishedAt }));
  await first.release();
  const next = await holdAccount(ledger, 'acme');
  expect((await next.rows(run).waitingAfter(0, 9)).map((row) => row.kept)).toEqual([kept]);
  await next.release();
});

it('forgets nothing by a clock that is years after everything on record', async () => {
  const ledger = await openLedger();
  const first = await holdAccount(ledger, 'acme');
  const startedAt = Date.now() - 3 * 365 * 24 * 60 * 60 * 1000;
  const run = await first.insertRun({ ...NEW_RUN, startedAt });
  await first.rows(run).insert([NEW_ROW]);
  await first.rows(run).finish(finishedRow({ awaitsInvitation: true, kept: KEPT, finishedAt: startedAt }));
  await first.release();
  const next = await holdAccount(ledger, 'acme');
  expect((await next.rows(run).waitingAfter(0, 9)).map((row) => row.kept)).toEqual([KEPT]);
  await next.release();
});
