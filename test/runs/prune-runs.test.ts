import { expect, it } from 'vitest';
import type { AccountLedger, Ledger } from '../../src/core/ledger.ts';
import { NO_COUNTS } from '../../src/core/run-counts.ts';
import type { Outcome } from '../../src/core/vocabulary.ts';
import { pruneRuns } from '../../src/runs/prune-runs.ts';
import { folderWith } from '../support/folder.ts';
import { finishedRow, holdAccount, NEW_ROW, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

const BEFORE = 2_000;

type Given = {
  readonly startedAt?: number;
  /** Of its only row, which is pending without one. */
  readonly outcome?: Outcome;
  readonly awaitsInvitation?: boolean;
  /** Without it the run ends. */
  readonly dies?: 'checking' | 'running';
};

async function recordRun(held: AccountLedger, id: string, given: Given = {}) {
  const { startedAt = 1_000, outcome, awaitsInvitation = false, dies } = given;
  const run = await held.insertRun({ ...NEW_RUN, id, startedAt });
  const rows = held.rows(run);
  await rows.insert([NEW_ROW]);
  if (dies === 'checking') return run;
  await held.beginRun(run);
  if (outcome) await rows.finish(finishedRow({ outcome, awaitsInvitation }));
  const end = {
    status: 'completed',
    stop: undefined,
    finishedAt: 2,
    activeMs: 1,
    counts: NO_COUNTS,
  } as const;
  if (!dies) await held.endRun(run, { ...end, resumeAfter: undefined });
  return run;
}

/** A run of one row, whose account nobody holds afterwards. */
async function addRun(ledger: Ledger, account: string, id: string, given?: Given) {
  const held = await ledger.hold(account);
  if (!held) throw new Error(`somebody else holds ${account}`);
  const run = await recordRun(held, id, given);
  await held.release();
  return run;
}

const idsOf = async (ledger: Ledger) => (await ledger.runs()).map(({ id }) => id);
const settled = { outcome: 'created' } as const;

it('forgets settled runs that began before the moment, rows and all', async () => {
  const ledger = await openLedger();
  const old = await addRun(ledger, 'acme', 'at 1000', settled);
  await addRun(ledger, 'acme', 'at 1999', { ...settled, startedAt: 1_999 });
  await addRun(ledger, 'acme', 'at 2000', { ...settled, startedAt: 2_000 });
  expect(await pruneRuns(ledger, BEFORE)).toEqual({ forgotten: 2, unsettled: [], busy: [] });
  expect(await idsOf(ledger)).toEqual(['at 2000']);
  expect(await ledger.count(old)).toMatchObject({ rows: 0 });
  expect(await pruneRuns(ledger, BEFORE)).toEqual({ forgotten: 0, unsettled: [], busy: [] });
});

it.each<[string, Given, boolean, string?]>([
  ['with a row that nobody has sent', {}, true],
  ['with a row that is deferred', { outcome: 'deferred' }, true],
  ['with a row that failed', { outcome: 'failed' }, true],
  ['with a row that is unknown', { outcome: 'unknown' }, true],
  ['with a row that awaits an invitation', { outcome: 'created', awaitsInvitation: true }, true],
  ['that crashed with a row left', { dies: 'running' }, true],
  ['that crashed with nothing left', { dies: 'running', outcome: 'created' }, false],
  ['that crashed before anything was sent', { dies: 'checking' }, false],
  ['with a row that Zoom refused', { outcome: 'rejected' }, false],
  ['with a row that was left alone', { outcome: 'skipped' }, false],
  ['that was simulated', {}, false, 'simulated:r-1'],
  ['that was simulated and crashed', { dies: 'running' }, false, 'simulated:r-1'],
])('of runs that are old one %s is kept: %j %s', async (_, given, isKept, account = 'acme') => {
  const ledger = await openLedger();
  await addRun(ledger, account, 'r-1', given);
  const { forgotten, unsettled } = await pruneRuns(ledger, BEFORE);
  expect([forgotten, unsettled.map(({ record }) => record.id)]).toEqual(isKept ? [0, ['r-1']] : [1, []]);
  expect(await idsOf(ledger)).toEqual(isKept ? ['r-1'] : []);
});

it('leaves an account alone that has a run going on, and lets go of the others', async () => {
  const folder = folderWith();
  const ledger = await openLedger(folder);
  await addRun(ledger, 'acme', 'settled', settled);
  await addRun(ledger, 'other', 'idle', settled);
  const held = await holdAccount(await openLedger(folder), 'acme');
  await recordRun(held, 'live', { dies: 'running', outcome: 'created' });
  const { forgotten, unsettled, busy } = await pruneRuns(ledger, BEFORE);
  expect(forgotten).toBe(1);
  expect(unsettled).toMatchObject([
    { record: { id: 'live' }, state: { kind: 'underWay', pid: process.pid } },
  ]);
  expect(busy).toMatchObject([{ id: 'settled' }]);
  expect(await idsOf(ledger)).toEqual(['live', 'settled']);
  await held.release();
  expect((await pruneRuns(ledger, BEFORE)).forgotten).toBe(2);
  await holdAccount(ledger, 'acme');
  await holdAccount(ledger, 'other');
});
