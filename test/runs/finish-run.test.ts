import { expect, it } from 'vitest';
import { RowStore } from '../../src/ledger/sqlite/row-store.ts';
import { finishRun } from '../../src/runs/finish-run.ts';
import { addRun, openLedger, tempFolder } from '../support/ledger-rig.ts';

const ROW = {
  outcome: 'updated',
  httpStatus: 204,
  zoomCode: undefined,
  message: '',
  attempts: 1,
  userId: '',
  trackingId: '',
  startedAt: 1,
  finishedAt: 2,
  awaitingInvitation: false,
  afterLine: undefined,
} as const;

const COUNTS = { requests: 1, retries: 0, perSecond: 0, daily: 0, concurrent: 0, limiters: {} };

it.each([
  ['simulated:20261122-213652-7f3a', true],
  ['acme', false],
])(
  'a result tells how long the run of %s was under way, what waits for what, and whether it was simulated',
  async (account, simulated) => {
    const database = openLedger();
    const outDir = tempFolder();
    const record = { ...addRun(database, { account, outDir }), activeMs: 40_000 };
    const rows = new RowStore(database, record.number);
    rows.insert([2, 3, 4].map((line) => ({ line, action: 'update', user: `u${line}@x.org` })));
    rows.finish({ ...ROW, line: 2, message: 'warning: type: 3 is retired' });
    rows.finish({
      ...ROW,
      line: 3,
      outcome: 'deferred',
      message: 'has not accepted the invitation',
      awaitingInvitation: true,
    });
    rows.finish({ ...ROW, line: 4, outcome: 'deferred', message: 'no invitation is left for today' });
    const result = await finishRun(database, record, rows, {
      stop: undefined,
      counts: COUNTS,
      finishedAt: record.startedAt + 7_200_000,
      activeMs: 5_000,
      resumeAfter: undefined,
    });
    expect(result).toMatchObject({
      simulated,
      seconds: 45,
      rowWarnings: [{ text: 'type: 3 is retired', count: 1, firstLine: 2 }],
      deferred: 1,
      awaitingInvitation: 1,
      outDir,
    });
  },
);
