import { describe, expect, it } from 'vitest';
import { RowStore } from '../../src/ledger/sqlite/row-store.ts';
import {
  beginRun,
  deleteRun,
  endRun,
  findRun,
  listRuns,
  type RunEnd,
  runUnderWay,
} from '../../src/ledger/sqlite/run-store.ts';
import { addRun, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

const NO_COUNTS = { requests: 0, retries: 0, perSecond: 0, daily: 0, concurrent: 0, limiters: {} };

const LIGHT = { calls: 10, limit: 80, sendingMs: 1_000, slowedMs: 200, pausedMs: 100 };
const MEDIUM = { calls: 3, limit: 60, sendingMs: 50, slowedMs: 0, pausedMs: 0 };

const END: RunEnd = {
  status: 'deferred',
  stop: undefined,
  finishedAt: 2_000,
  activeMs: 1_500.4,
  counts: { requests: 10, retries: 4, perSecond: 3, daily: 2, concurrent: 1, limiters: { light: LIGHT } },
  resumeAfter: 86_400_000,
};

describe('a run on record', () => {
  it('is checking at first, with all that it was asked to do', () => {
    const database = openLedger();
    const record = addRun(database);
    expect(record).toEqual({
      ...NEW_RUN,
      number: 1,
      status: 'checking',
      stop: undefined,
      finishedAt: undefined,
      activeMs: 0,
      counts: NO_COUNTS,
      resumeAfter: undefined,
    });
    expect(findRun(database, NEW_RUN.id)).toEqual(record);
    expect(findRun(database, 'another')).toBeUndefined();
  });

  it('is running from beginRun on', () => {
    const database = openLedger();
    const record = addRun(database);
    const other = addRun(database, { id: 'other' });
    beginRun(database, record);
    expect(listRuns(database)).toEqual([other, { ...record, status: 'running' }]);
  });

  it('cannot be put on record twice', () => {
    const database = openLedger();
    addRun(database);
    expect(() => addRun(database)).toThrow(/UNIQUE/);
  });

  it('adds the counts and times of its sessions up, and keeps how the last one ended', () => {
    const database = openLedger();
    const record = addRun(database);
    endRun(database, record, { ...END, stop: { kind: 'missingScope', scope: 'user:write', message: 'no' } });
    expect(findRun(database, record.id)).toMatchObject({
      stop: { kind: 'missingScope', scope: 'user:write', message: 'no' },
    });
    const counts = { ...END.counts, limiters: { light: { ...LIGHT, limit: 40 }, medium: MEDIUM } };
    const end = { ...END, status: 'completed', finishedAt: 9_000, counts, resumeAfter: undefined } as const;
    endRun(database, record, end);
    expect(findRun(database, record.id)).toEqual({
      ...record,
      status: 'completed',
      stop: undefined,
      finishedAt: 9_000,
      activeMs: 3_000,
      counts: {
        ...{ requests: 20, retries: 8, perSecond: 6, daily: 4, concurrent: 2 },
        limiters: {
          light: { calls: 20, limit: 40, sendingMs: 2_000, slowedMs: 400, pausedMs: 200 },
          medium: MEDIUM,
        },
      },
      resumeAfter: undefined,
    });
  });

  it('goes with all its rows when it is taken back', () => {
    const database = openLedger();
    const [record, other] = [addRun(database), addRun(database, { id: 'other' })];
    const row = { line: 2, action: 'update', user: 'a@x.org' };
    new RowStore(database, record.number).insert([row]);
    new RowStore(database, other.number).insert([row]);
    deleteRun(database, record);
    expect(listRuns(database)).toEqual([other]);
    expect(database.prepare('SELECT run, line FROM rows').all()).toEqual([{ run: other.number, line: 2 }]);
  });
});

describe('listRuns', () => {
  it('lists the newest first', () => {
    const database = openLedger();
    for (const id of ['first', 'second', 'third']) addRun(database, { id });
    expect(listRuns(database).map(({ id }) => id)).toEqual(['third', 'second', 'first']);
  });
});

describe('runUnderWay', () => {
  it('finds the newest run of the account that has not ended', () => {
    const database = openLedger();
    const ended = addRun(database, { id: 'ended' });
    const died = addRun(database, { id: 'died' });
    addRun(database, { id: 'of another', account: 'other' });
    endRun(database, ended, END);
    expect(runUnderWay(database, 'acme')?.id).toBe('died');
    beginRun(database, died);
    expect(runUnderWay(database, 'acme')?.id).toBe('died');
    addRun(database, { id: 'checking' });
    expect(runUnderWay(database, 'acme')?.id).toBe('checking');
    expect(runUnderWay(database, 'nobody')).toBeUndefined();
  });
});
