import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/core/outcome.ts';
import { RowStore } from '../../src/ledger/sqlite/row-store.ts';
import { beginRun, endRun } from '../../src/ledger/sqlite/run-store.ts';
import {
  isUnfinished,
  newestUnfinished,
  runOverviews,
  unfinishedRunOfSameInput,
} from '../../src/runs/open-runs.ts';
import { addRun, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

const COUNTS = { requests: 0, retries: 0, perSecond: 0, daily: 0, concurrent: 0, limiters: {} };

type Run = {
  readonly outcome: Outcome | 'pending';
  readonly awaitingInvitation?: boolean;
  readonly account?: string;
  readonly checking?: boolean;
};

/** A ledger with a run of one row for each of these, the first one the oldest; `checking` when the row is pending. */
function ledgerWith(...runs: readonly Run[]) {
  const database = openLedger();
  for (const [
    index,
    { outcome, awaitingInvitation = false, account = 'acme', checking = false },
  ] of runs.entries()) {
    const record = addRun(database, { id: `run ${index + 1}`, account });
    const rows = new RowStore(database, record.number);
    rows.insert([{ line: 2, action: 'create', user: 'a@x.org' }]);
    if (checking) continue;
    beginRun(database, record);
    if (outcome === 'pending') continue;
    const none = {
      httpStatus: undefined,
      zoomCode: undefined,
      message: '',
      attempts: 1,
      userId: '',
      trackingId: '',
    };
    rows.finish({
      line: 2,
      outcome,
      ...none,
      startedAt: 1,
      finishedAt: 2,
      awaitingInvitation,
      afterLine: undefined,
    });
    const end = { status: 'completed', stop: undefined, finishedAt: 2, activeMs: 1 } as const;
    endRun(database, record, { ...end, counts: COUNTS, resumeAfter: undefined });
  }
  return database;
}

const standings = (...runs: readonly Run[]) => runOverviews(ledgerWith(...runs));

describe('a run', () => {
  it.each<[Run, boolean]>([
    [{ outcome: 'pending', checking: true }, true],
    [{ outcome: 'pending' }, true],
    [{ outcome: 'deferred' }, true],
    [{ outcome: 'failed' }, true],
    [{ outcome: 'unknown' }, true],
    [{ outcome: 'created', awaitingInvitation: true }, true],
    [{ outcome: 'created' }, false],
    [{ outcome: 'rejected' }, false],
    [{ outcome: 'pending', account: 'simulated:run 1' }, false],
  ])('with %j has something left to do: %s', (run, isLeft) => {
    expect(standings(run).map(isUnfinished)).toEqual([isLeft]);
  });
});

describe('the run that is resumed without an id', () => {
  it.each<[string, readonly Run[], string | undefined]>([
    [
      'is the newest with rows left over',
      [{ outcome: 'pending' }, { outcome: 'deferred' }, { outcome: 'created' }],
      'run 2',
    ],
    [
      'is not one that only waits for invitations, when another has rows left over',
      [{ outcome: 'deferred' }, { outcome: 'created', awaitingInvitation: true }],
      'run 1',
    ],
    [
      'is the newest that waits for invitations, when no other is left',
      [
        { outcome: 'created', awaitingInvitation: true },
        { outcome: 'created', awaitingInvitation: true },
        { outcome: 'created' },
      ],
      'run 2',
    ],
    ['is none when all are done', [{ outcome: 'created' }], undefined],
    ['is none in an empty ledger', [], undefined],
  ])('%s', (_, runs, id) => {
    expect(newestUnfinished(standings(...runs))?.record.id).toBe(id);
  });
});

describe('an unfinished run over the same bytes', () => {
  it.each<[string, readonly Run[], string, string | undefined]>([
    ['is the newest of the account', [{ outcome: 'deferred' }, { outcome: 'failed' }], 'acme', 'run 2'],
    ['is not one that is done', [{ outcome: 'deferred' }, { outcome: 'created' }], 'acme', 'run 1'],
    ['is not one of another account', [{ outcome: 'deferred' }], 'other', undefined],
  ])('%s', (_, runs, account, id) => {
    const database = ledgerWith(...runs);
    expect(unfinishedRunOfSameInput(database, account, NEW_RUN.digest)?.id).toBe(id);
    expect(unfinishedRunOfSameInput(database, account, 'other bytes')).toBeUndefined();
  });
});
