import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AccountLedger, Ledger } from '../../src/core/ledger.ts';
import type { FinishedRow, NewRun, RunEnd, RunRecord } from '../../src/core/ledger-records.ts';
import type { StopReason } from '../../src/core/stop-reason.ts';
import { SystemFailure } from '../../src/core/system-failure.ts';
import { finishRun } from '../../src/runs/finish-run.ts';
import { writeReport } from '../../src/runs/write-report.ts';
import { KEPT } from '../ledger/contract/sample-rows.ts';
import { folderWith } from '../support/folder.ts';
import { AT, finishedRow, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

const HOUR_MS = 60 * 60 * 1000;
const COUNTS = { requests: 5, retries: 2, perSecond: 1, daily: 1, concurrent: 0, limiters: {} };
const END: Omit<RunEnd, 'status'> = {
  stop: undefined,
  counts: COUNTS,
  finishedAt: AT + 2 * HOUR_MS,
  activeMs: 5_000,
  resumeAfter: undefined,
};
const DONE = finishedRow({ outcome: 'updated', httpStatus: 204 });
const DEFERRED = finishedRow({
  outcome: 'deferred',
  httpStatus: undefined,
  reason: { kind: 'quota', quota: 'create', used: 50, limit: 50, closedByZoom: false },
});
const AWAITS = finishedRow({
  outcome: 'deferred',
  httpStatus: undefined,
  reason: { kind: 'awaitsInvitation', what: 'row' },
  awaitsInvitation: true,
});

type Session = { readonly ledger: Ledger; readonly held: AccountLedger; readonly record: RunRecord };

/** A run that has begun, with these rows behind it, from line 2 on. */
async function begun(
  rows: readonly FinishedRow[],
  { account = 'acme', ...changes }: Partial<NewRun> & { readonly account?: string } = {},
): Promise<Session> {
  const ledger = await openLedger();
  const held = await ledger.hold(account);
  if (!held) throw new Error(`somebody else holds ${account}`);
  const record = await held.insertRun({ ...NEW_RUN, outDir: folderWith(), ...changes });
  const its = held.rows(record);
  await its.insert(rows.map((_, at) => ({ line: at + 2, action: 'update', user: `u${at + 2}@x.org` })));
  await held.beginRun(record);
  for (const [at, row] of rows.entries()) await its.finish({ ...row, line: at + 2 });
  return { ledger, held, record };
}

/** The run as another session of it finds it. */
async function again({ ledger, held, record }: Session): Promise<Session> {
  const found = await ledger.findRun(record.id);
  if (!found) throw new Error('the run is gone');
  return { ledger, held, record: found };
}

it.each([
  ['simulated:20261122-213652-7f3a', true],
  ['acme', false],
])(
  'the end of a run of %s tells how long it was under way, what waits for what, and whether it was simulated',
  async (account, simulated) => {
    const warning = { column: 'type', message: 'type: 3 is retired' };
    const session = await begun([{ ...DONE, warnings: [warning] }, AWAITS, DEFERRED], { account });
    await finishRun(session, { ...END, activeMs: 40_000 });
    const { outDir } = session.record;
    expect(await finishRun(await again(session), END)).toMatchObject({
      kind: 'run',
      simulated,
      seconds: 45,
      warnings: [expect.objectContaining({ count: 1 })],
      deferred: 1,
      awaitingInvitation: 1,
      outDir,
      stop: undefined,
      summary: { outcomes: { updated: 1, deferred: 2 }, rows: 3 },
    });
  },
);

describe('how a run ends', () => {
  const stopped: StopReason = { kind: 'signInRefused', message: 'invalid_client' };
  it.each<[string, readonly FinishedRow[], StopReason | undefined, string]>([
    ['with every row done', [DONE], undefined, 'completed'],
    ['with rows that wait for a quota', [DONE, DEFERRED], undefined, 'deferred'],
    ['with rows that wait for an invitation', [DONE, AWAITS], undefined, 'deferred'],
    ['by a signal', [DONE, DEFERRED], { kind: 'signal', signal: 'SIGTERM' }, 'interrupted'],
    ['by whoever called', [DONE, DEFERRED], { kind: 'aborted', message: 'enough' }, 'interrupted'],
    ['by a refused sign-in', [DONE], stopped, 'stopped'],
    ['broken', [DONE], { kind: 'broken', message: 'disk full' }, 'stopped'],
  ])('%s is on record and in the report', async (_, rows, stop, status) => {
    const session = await begun(rows);
    const ended = await finishRun(session, { ...END, stop });
    expect(ended).toMatchObject({ stop, summary: { status } });
    expect((await again(session)).record).toMatchObject({ status, stop });
  });
});

describe('when deferred rows may be resumed', () => {
  const tomorrow = AT + 3 * HOUR_MS;
  it.each<[string, readonly FinishedRow[], number | undefined, number | undefined]>([
    ['is told', [DEFERRED], tomorrow, tomorrow],
    ['is not told when none are left', [DONE], tomorrow, undefined],
    ['is not told when they only wait for an invitation', [AWAITS], tomorrow, undefined],
    ['is not told when that moment is past', [DEFERRED], AT + HOUR_MS, undefined],
    ['is not told when nobody knows', [DEFERRED], undefined, undefined],
  ])('%s', async (_, rows, resumeAfter, told) => {
    const session = await begun(rows);
    const { summary } = await finishRun(session, { ...END, resumeAfter });
    expect(summary.resume_after).toBe(told === undefined ? null : new Date(told).toISOString());
    expect((await again(session)).record.resumeAfter).toBe(told);
  });

  it('is as an earlier session knew it, when this one did not get so far', async () => {
    const session = await begun([DEFERRED]);
    await finishRun(session, { ...END, resumeAfter: tomorrow });
    const { summary } = await finishRun(await again(session), END);
    expect(summary.resume_after).toBe(new Date(tomorrow).toISOString());
  });
});

it('counts of a run are those of all its sessions, in the ledger as in the report', async () => {
  const use = { calls: 5, limit: 30, sendingMs: 100, slowedMs: 10, pausedMs: 20 };
  const first = { ...COUNTS, limiters: { light: use } };
  const second = { ...COUNTS, concurrent: 3, limiters: { light: { ...use, limit: 20 }, medium: use } };
  const session = await begun([DONE]);
  await finishRun(session, { ...END, counts: first });
  const ended = await finishRun(await again(session), { ...END, counts: second });
  const counts = {
    ...{ requests: 10, retries: 4, perSecond: 2, daily: 2, concurrent: 3 },
    limiters: {
      light: { calls: 10, limit: 20, sendingMs: 200, slowedMs: 20, pausedMs: 40 },
      medium: use,
    },
  };
  expect((await again(session)).record).toMatchObject({ counts, activeMs: 10_000 });
  expect(ended).toMatchObject({
    limiters: counts.limiters,
    summary: { requests: 10, retries: 4, rate_limited: { per_second: 2, daily: 2, concurrent: 3 } },
  });
});

it('the report of an ended run can be written again from the ledger, word for word', async () => {
  const session = await begun([DONE, DEFERRED, AWAITS]);
  const ended = await finishRun(session, { ...END, resumeAfter: AT + 3 * HOUR_MS });
  const outDir = folderWith();
  const { ledger, record } = await again(session);
  expect(await writeReport(ledger, record, outDir)).toEqual({ ...ended, outDir });
  for (const name of ['results.csv', 'summary.json', 'report.html']) {
    expect(readFileSync(path.join(outDir, name), 'utf8')).toBe(
      readFileSync(path.join(record.outDir, name), 'utf8'),
    );
  }
});

describe('a ledger that cannot be written at the end', () => {
  const full = new Error('disk is full');
  const session = async () => {
    const { ledger, held, record } = await begun([DONE]);
    const endRun = () => Promise.reject(full);
    return { ledger, record, held: { ...held, endRun } };
  };

  it('gets a report all the same, when the run broke for it', async () => {
    const stop: StopReason = { kind: 'broken', message: 'disk is full' };
    const ended = await finishRun(await session(), { ...END, stop });
    expect(ended).toMatchObject({ stop, summary: { status: 'stopped', outcomes: { updated: 1 } } });
  });

  it.each([
    [undefined, 'The ledger l.db cannot be used: its disk is full (ENOSPC)'],
    [{ kind: 'signal', signal: 'SIGINT' }, undefined],
  ] as const)('is why the run ended, unless it ended for another reason (%j)', async (stop, message) => {
    const fault = { thing: 'ledger', path: 'l.db', code: 'ENOSPC', detail: 'ENOSPC' } as const;
    const { ledger, record, held } = await session();
    const endRun = () => Promise.reject(new SystemFailure(fault));
    const ended = await finishRun({ ledger, record, held: { ...held, endRun } }, { ...END, stop });
    expect(ended).toMatchObject({
      stop: stop ?? { kind: 'broken', message, fault },
      summary: { status: stop ? 'interrupted' : 'stopped', outcomes: { updated: 1 } },
    });
  });

  it('and not be read either leaves nothing but to say so, and how to learn more', async () => {
    const fault = { thing: 'ledger', path: 'l.db', code: 'EIO', detail: 'EIO' } as const;
    const { ledger, record, held } = await session();
    const count = () => Promise.reject(new SystemFailure(fault));
    await expect(finishRun({ ledger: { ...ledger, count }, record, held }, END)).rejects.toMatchObject({
      afterSending: true,
      message:
        'The ledger l.db cannot be used: its disk failed (EIO). Look whether the disk is sound and still there. What was ' +
        `done until then is recorded: \`zoom-provision report ${record.id}\` says what, and \`zoom-provision resume ${record.id}\` goes on.`,
    });
  });

  it('is an error, when nothing was known of it', async () => {
    await expect(finishRun(await session(), END)).rejects.toBe(full);
  });
});

it.each([
  ['simulated:20261122-213652-7f3a', undefined],
  ['acme', KEPT],
])(
  'what waits for an invitation is kept for an account that can be gone on with (%s)',
  async (account, kept) => {
    const session = await begun([{ ...AWAITS, kept: KEPT }], { account });
    await finishRun(session, END);
    expect(await session.held.rows(session.record).waitingAfter(0, 9)).toEqual([
      { line: 2, user: 'u2@x.org', kept },
    ]);
  },
);

it('does not make a run fresh again of which only what waits was taken up', async () => {
  const session = await begun([DEFERRED]);
  const report = await finishRun({ ...session, waitingOnly: true }, END);
  expect(report.summary.finished_at).toBe(new Date(END.finishedAt).toISOString());
  expect((await again(session)).record.finishedAt).toBe(NEW_RUN.startedAt);
});

it.each([
  ['rows that need the old file', [DONE, finishedRow({ outcome: 'failed' })], 1, 'stopped'],
  ['nothing but deferred ones', [DONE, DEFERRED], 1, 'deferred'],
  ['nothing', [DONE, finishedRow({ outcome: 'failed' })], 0, 'completed'],
] as const)('a session that left behind %s says so', async (_what, rows, leftBehind, status) => {
  const session = await begun(rows);
  const { summary } = await finishRun({ ...session, leftBehind }, END);
  expect(summary.status).toBe(status);
});
