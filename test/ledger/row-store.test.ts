import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/core/outcome.ts';
import { type FinishedRow, type NewRow, RowStore } from '../../src/ledger/sqlite/row-store.ts';
import { addRun, openLedger } from '../support/ledger-rig.ts';

const AT = Date.UTC(2026, 10, 22, 21, 0, 0);
const ISO = '2026-11-22T21:00:00.000Z';
const NOT_REACHED = 'not sent: the run was interrupted';

const NEW: NewRow = { line: 2, action: 'create', user: 'a@x.org' };

const FRESH = {
  line: 2,
  action: 'create',
  user: 'a@x.org',
  state: 'pending',
  outcome: undefined,
  created: false,
  awaitingInvitation: false,
  afterLine: undefined,
  userId: '',
  attempts: 0,
  startedAt: undefined,
};

const RESULT = {
  line: 2,
  action: 'create',
  user: 'a@x.org',
  outcome: 'not_attempted',
  httpStatus: undefined,
  zoomCode: undefined,
  message: NOT_REACHED,
  attempts: 0,
  userId: '',
  trackingId: '',
  startedAt: '',
  finishedAt: '',
};

function finished(changes: Partial<FinishedRow> = {}): FinishedRow {
  return {
    line: 2,
    outcome: 'created',
    httpStatus: 201,
    zoomCode: undefined,
    message: '',
    attempts: 2,
    userId: 'id-a',
    trackingId: 'v=2.0;x',
    startedAt: AT,
    finishedAt: AT + 250,
    awaitingInvitation: false,
    afterLine: undefined,
    ...changes,
  };
}

/** A store with some rows on record. */
function makeStore(...rows: readonly NewRow[]): RowStore {
  const database = openLedger();
  const store = new RowStore(database, addRun(database).number);
  store.insert(rows);
  return store;
}

const resultOf = (store: RowStore) => [...store.results(NOT_REACHED)][0];

describe('rows that all went through', () => {
  const stored = (...changes: Partial<FinishedRow>[]) => {
    const store = makeStore(...changes.map((_, index) => ({ ...NEW, line: index + 2 })));
    for (const [index, change] of changes.entries()) store.finish(finished({ ...change, line: index + 2 }));
    return store;
  };

  it.each<[string, boolean, Partial<FinishedRow>[]]>([
    ['did', true, [{ outcome: 'created' }, { outcome: 'updated' }, { outcome: 'password_set' }]],
    ['did not: a part of one waits', false, [{ outcome: 'created', awaitingInvitation: true }]],
    ['did not: one was refused', false, [{ outcome: 'updated' }, { outcome: 'rejected' }]],
    ['did not: one was left out, perhaps for another', false, [{ outcome: 'skipped' }]],
  ])('%s', (_what, through, changes) => {
    expect(stored(...changes).allWentThrough(2, changes.length + 1, changes.length)).toBe(through);
  });

  it('are no more and no fewer than the input has', () => {
    const store = stored({ outcome: 'updated' }, { outcome: 'updated' });
    expect([1, 2, 3].map((count) => store.allWentThrough(2, 3, count))).toEqual([false, true, false]);
    expect([store.allWentThrough(2, 2, 1), store.allWentThrough(7, 9, 0)]).toEqual([true, true]);
  });

  it('did not as long as one is under way', () => {
    const store = makeStore(NEW);
    store.start(2, 1, AT);
    expect(store.allWentThrough(2, 2, 1)).toBe(false);
  });
});

describe("a row's way through the ledger", () => {
  it('begins as pending', () => {
    const store = makeStore(NEW);
    expect(store.get(2)).toEqual(FRESH);
    expect(resultOf(store)).toEqual(RESULT);
  });

  it('may begin with its last word', () => {
    const store = makeStore({ ...NEW, outcome: 'invalid', message: 'type: empty' });
    expect(store.get(2)).toEqual({ ...FRESH, state: 'done', outcome: 'invalid' });
    expect(resultOf(store)).toEqual({ ...RESULT, outcome: 'invalid', message: 'type: empty' });
  });

  it('is started, remembers when it was so first, and is reported as unknown', () => {
    const store = makeStore(NEW);
    store.start(2, 1, AT);
    store.start(2, 2, AT + 99_000);
    expect(store.get(2)).toEqual({ ...FRESH, state: 'started', attempts: 2, startedAt: AT });
    expect(resultOf(store)).toEqual({
      ...RESULT,
      outcome: 'unknown',
      message: 'sent, but the run ended before an answer came; `zoom-provision resume` settles it',
      attempts: 2,
      startedAt: ISO,
    });
  });

  it('is pending again once it is released', () => {
    const store = makeStore(NEW);
    store.start(2, 1, AT);
    store.release(2, 3);
    expect(store.get(2)).toEqual({ ...FRESH, attempts: 3, startedAt: AT });
    const message = 'refused, and not sent again: the run was interrupted';
    expect(resultOf(store)).toEqual({ ...RESULT, message, attempts: 3, startedAt: ISO });
  });

  it('keeps that its create has succeeded, through everything that follows', () => {
    const store = makeStore(NEW);
    store.start(2, 1, AT);
    store.markCreated(2, 'id-a');
    expect(store.get(2)).toMatchObject({ state: 'started', created: true, userId: 'id-a' });
    store.release(2, 1);
    expect(store.get(2)).toMatchObject({ state: 'pending', created: true, userId: 'id-a' });
    expect(resultOf(store)).toMatchObject({
      outcome: 'not_attempted',
      message: 'the user was created; the update with the other columns was not sent any more',
      userId: 'id-a',
    });
    store.finish(finished());
    expect(store.get(2)).toMatchObject({ state: 'done', created: true, userId: 'id-a' });
  });

  it('is finished without waiting for the disk, but what comes next waits, even after a failure', () => {
    const database = openLedger();
    const store = new RowStore(database, addRun(database).number);
    store.insert([NEW]);
    const synchronous = () => database.prepare('PRAGMA synchronous').get()?.synchronous;
    store.finish(finished());
    const after = synchronous();
    expect(() => store.finish(finished({ line: 99 }))).toThrow('a row is missing');
    expect([after, synchronous()]).toEqual([2, 2]);
  });

  it('is done when it is finished, with all that the report says', () => {
    const store = makeStore(NEW);
    store.finish(
      finished({ outcome: 'rejected', httpStatus: 400, zoomCode: 300, message: 'no', afterLine: undefined }),
    );
    expect(store.get(2)).toEqual({
      ...FRESH,
      state: 'done',
      outcome: 'rejected',
      userId: 'id-a',
      attempts: 2,
      startedAt: AT,
    });
    expect(resultOf(store)).toEqual({
      ...RESULT,
      outcome: 'rejected',
      httpStatus: 400,
      zoomCode: 300,
      message: 'no',
      attempts: 2,
      userId: 'id-a',
      trackingId: 'v=2.0;x',
      startedAt: ISO,
      finishedAt: '2026-11-22T21:00:00.250Z',
    });
  });

  it('remembers what is held back, and on account of which line it was left out', () => {
    const store = makeStore(NEW);
    store.finish(
      finished({ outcome: 'deferred', awaitingInvitation: true, afterLine: 1, startedAt: undefined }),
    );
    expect(store.get(2)).toMatchObject({ awaitingInvitation: true, afterLine: 1, startedAt: undefined });
    store.finish(finished());
    expect(store.get(2)).toMatchObject({ awaitingInvitation: false, afterLine: undefined, startedAt: AT });
  });

  it('shows nothing of an earlier answer once it is under way again', () => {
    const store = makeStore(NEW);
    store.finish(finished({ outcome: 'deferred', httpStatus: 429, zoomCode: 429, message: 'tomorrow' }));
    store.start(2, 3, AT + 1);
    expect(resultOf(store)).toMatchObject({
      outcome: 'unknown',
      httpStatus: undefined,
      zoomCode: undefined,
      finishedAt: '',
    });
    store.release(2, 3);
    expect(resultOf(store)).toMatchObject({
      outcome: 'not_attempted',
      httpStatus: undefined,
      zoomCode: undefined,
      message: NOT_REACHED,
      finishedAt: '',
    });
  });

  it('stays done when it is released without having been started', () => {
    const store = makeStore(NEW);
    store.finish(finished({ outcome: 'deferred', message: 'tomorrow' }));
    store.release(2, 5);
    expect(resultOf(store)).toMatchObject({ outcome: 'deferred', message: 'tomorrow', attempts: 5 });
  });

  it.each([
    ['start', (store: RowStore) => store.start(3, 1, AT)],
    ['release', (store: RowStore) => store.release(3, 1)],
    ['markCreated', (store: RowStore) => store.markCreated(3, 'id')],
    ['finish', (store: RowStore) => store.finish(finished({ line: 3 }))],
  ])('cannot be changed by %s when it is not on record', (_, change) => {
    const store = makeStore(NEW);
    expect(() => change(store)).toThrow(/^a row is missing in the ledger: .*\b3$/);
    expect(store.get(2)).toEqual(FRESH);
  });
});

describe('RowStore', () => {
  it('puts rows on record all or none', () => {
    const store = makeStore(NEW);
    const rows = [
      { ...NEW, line: 3 },
      { ...NEW, line: 2 },
    ];
    expect(() => store.insert(rows)).toThrow(/UNIQUE/);
    expect(store.between(0, 99)).toEqual([FRESH]);
    store.insert([{ ...NEW, line: 3 }]);
    expect(store.between(0, 99)).toEqual([FRESH, { ...FRESH, line: 3 }]);
  });

  it('finds the rows between two lines, both included, in order', () => {
    const store = makeStore(...[9, 4, 2, 7].map((line) => ({ ...NEW, line })));
    expect(store.between(4, 7).map(({ line }) => line)).toEqual([4, 7]);
    expect(store.between(10, 20)).toEqual([]);
    expect(store.get(5)).toBeUndefined();
  });

  it('keeps the rows of different runs apart', () => {
    const database = openLedger();
    const [one, other] = ['one', 'other'].map(
      (id) => new RowStore(database, addRun(database, { id }).number),
    );
    one?.insert([NEW]);
    other?.insert([NEW, { ...NEW, line: 3 }]);
    other?.start(2, 1, AT);
    expect(one?.between(0, 9)).toEqual([FRESH]);
    other?.clear();
    expect(one?.count().rows).toBe(1);
    expect(other?.count().rows).toBe(0);
    other?.insert([NEW]);
    expect(other?.between(0, 9)).toEqual([FRESH]);
  });

  it('reports every row in the order of the input', () => {
    const store = makeStore(...[5, 3, 2, 11].map((line) => ({ ...NEW, line })));
    store.finish(finished({ line: 5 }));
    store.start(3, 1, AT);
    expect([...store.results(NOT_REACHED)].map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'not_attempted'],
      [3, 'unknown'],
      [5, 'created'],
      [11, 'not_attempted'],
    ]);
  });
});

describe('count', () => {
  const NONE = { rows: 1, invalid: 0, open: 0, deferred: 0, awaitingInvitation: 0, reportedDeferred: 0 };

  it.each([
    ['created', {}],
    ['skipped', {}],
    ['exists', {}],
    ['rejected', {}],
    ['not_found', {}],
    ['invalid', { invalid: 1 }],
    ['deferred', { deferred: 1, reportedDeferred: 1 }],
    ['unknown', { open: 1 }],
    ['failed', { open: 1 }],
  ] as const)('counts a row that is %s as %j', (outcome, counts) => {
    const store = makeStore(NEW);
    store.finish(finished({ outcome }));
    expect(store.count()).toEqual({ ...NONE, ...counts });
  });

  it.each([
    ['pending', () => undefined],
    ['started', (store: RowStore) => store.start(2, 1, AT)],
    [
      'started after it was deferred',
      (store: RowStore) => {
        store.finish(finished({ outcome: 'deferred' }));
        store.start(2, 1, AT);
      },
    ],
  ])('counts a row that is %s as open', (_, prepare) => {
    const store = makeStore(NEW);
    prepare(store);
    expect(store.count()).toEqual({ ...NONE, open: 1 });
  });

  it('counts what is held back for itself, whatever its outcome', () => {
    const store = makeStore(NEW, { ...NEW, line: 3 });
    store.finish(finished({ awaitingInvitation: true }));
    store.finish(finished({ line: 3, outcome: 'deferred', awaitingInvitation: true }));
    expect(store.count()).toEqual({ ...NONE, rows: 2, awaitingInvitation: 2, reportedDeferred: 1 });
  });

  it.each<[Outcome, number]>([
    ['rejected', 0],
    ['not_found', 0],
    ['exists', 0],
    ['created', 1],
    ['skipped', 1],
    ['failed', 2],
    ['unknown', 2],
  ])(
    'with an earlier row that is %s: %i open, the row left out on account of it included',
    (outcome, open) => {
      const store = makeStore(NEW, { ...NEW, line: 3 });
      store.finish(finished({ outcome }));
      store.finish(finished({ line: 3, outcome: 'skipped', afterLine: 2 }));
      expect(store.count().open).toBe(open);
    },
  );

  it('counts nothing of an empty run', () => {
    expect(makeStore().count()).toEqual({ ...NONE, rows: 0 });
  });
});
