import { expect, it } from 'vitest';
import { NO_COUNTS } from '../../src/core/run-counts.ts';
import { stateOf, stopOf } from '../../src/runs/run-state.ts';
import { writeReport } from '../../src/runs/write-report.ts';
import { folderWith } from '../support/folder.ts';
import { AT, NEW_ROW, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

const STOP = { kind: 'signal', signal: 'SIGINT' } as const;
const END = { status: 'interrupted', stop: STOP, finishedAt: AT, activeMs: 1, counts: NO_COUNTS } as const;

it.each(['acme', 'simulated:r-1'])('a run of %s is told from one that died by its lock', async (account) => {
  const ledger = await openLedger();
  const exclusive = account === 'acme';
  const held = await ledger.hold(account, { exclusive });
  if (!held) throw new Error('somebody else holds it');
  const run = await held.insertRun(NEW_RUN);
  const state = async () => {
    const record = await ledger.findRun(run.id);
    return record && [(await stateOf(ledger, record)).kind, (await stopOf(ledger, record))?.kind];
  };
  expect(await state()).toEqual(['underWay', 'underWay']);
  await held.beginRun(run);
  expect(await state()).toEqual(['underWay', 'underWay']);
  await held.endRun(run, { ...END, resumeAfter: undefined });
  expect(await state()).toEqual(['ended', 'signal']);
  await held.beginRun(run);
  expect(await state()).toEqual(['underWay', 'underWay']);
  await held.insertRun({ ...NEW_RUN, id: 'another' });
  expect(await state()).toEqual(['crashed', 'crashed']);
  await held.beginRun(run);
  await held.release();
  expect(await state()).toEqual(['crashed', 'crashed']);
  // Whoever holds the account now is at no run yet.
  await ledger.hold(account, { exclusive });
  expect(await state()).toEqual(['crashed', 'crashed']);
});

it('the report of a run that died has what was counted until it was last heard of', async () => {
  const ledger = await openLedger();
  const held = await ledger.hold('acme');
  if (!held) throw new Error('somebody else holds it');
  const run = await held.insertRun(NEW_RUN);
  const rows = held.rows(run);
  await rows.insert([NEW_ROW, { ...NEW_ROW, line: 3 }]);
  await held.endRun(run, { ...END, resumeAfter: undefined });
  await held.beginRun(run);
  await rows.start(2, 1, AT);
  const counts = { ...NO_COUNTS, requests: 7, retries: 2 };
  await held.recordSession(run, { seenAt: AT + 9_000, activeMs: 4_999, counts });
  await held.release();
  const [record] = await ledger.runs();
  if (!record) throw new Error('the run is gone');
  const report = await writeReport(ledger, record, folderWith());
  expect(report).toMatchObject({
    stop: { kind: 'crashed' },
    seconds: 5,
    summary: {
      status: 'interrupted',
      requests: 7,
      retries: 2,
      finished_at: new Date(AT + 9_000).toISOString(),
      outcomes: { unknown: 1, not_attempted: 1 },
    },
  });
  expect(report.reasons).toMatchObject([
    { reason: { kind: 'interrupted' } },
    { reason: { kind: 'notReached', stop: { kind: 'crashed' } } },
  ]);
});
