import { describe, expect, it } from 'vitest';
import { nextUtcDay, QuotaStore, utcDay } from '../../src/ledger/sqlite/quota-store.ts';
import { openLedger, startProcess, tempFolder } from '../support/ledger-rig.ts';

const DAY = '2026-11-22';

function makeStore(): QuotaStore {
  return new QuotaStore(openLedger());
}

/** Takes until nothing is left, and counts. */
function takeAll(store: QuotaStore, account: string, limit: number): number {
  let taken = 0;
  while (store.take(account, DAY, 'create', limit)) taken++;
  return taken;
}

describe('QuotaStore', () => {
  it.each([0, 1, 3])('gives out a limit of %i and not one more', (limit) => {
    const store = makeStore();
    expect(takeAll(store, 'acme', limit)).toBe(limit);
    expect(store.take('acme', DAY, 'create', limit)).toBe(false);
    expect(store.get('acme', DAY, 'create').used).toBe(limit);
  });

  it('counts every account, day and kind for itself', () => {
    const store = makeStore();
    expect(store.take('acme', DAY, 'create', 1)).toBe(true);
    expect(store.take('other', DAY, 'create', 1)).toBe(true);
    expect(store.take('acme', '2026-11-23', 'create', 1)).toBe(true);
    expect(store.take('acme', DAY, 'light', 1)).toBe(true);
    expect(store.take('acme', DAY, 'create', 1)).toBe(false);
    expect(store.onDay(DAY)).toEqual([
      { account: 'acme', day: DAY, kind: 'create', used: 1, closed: false },
      { account: 'acme', day: DAY, kind: 'light', used: 1, closed: false },
      { account: 'other', day: DAY, kind: 'create', used: 1, closed: false },
    ]);
  });

  it('gives out again what was given back, and never goes below nothing', () => {
    const store = makeStore();
    store.giveBack('acme', DAY, 'create');
    takeAll(store, 'acme', 2);
    store.giveBack('acme', DAY, 'create');
    expect(takeAll(store, 'acme', 2)).toBe(1);
    for (let i = 0; i < 5; i++) store.giveBack('acme', DAY, 'create');
    expect(takeAll(store, 'acme', 2)).toBe(2);
  });

  it('gives out nothing of a day that is closed, used or not, and keeps the count', () => {
    const store = makeStore();
    store.close('untouched', DAY, 'create');
    store.take('acme', DAY, 'create', 5);
    store.close('acme', DAY, 'create');
    store.close('acme', DAY, 'create');
    expect(store.take('untouched', DAY, 'create', 5)).toBe(false);
    expect(store.take('acme', DAY, 'create', 5)).toBe(false);
    expect(store.take('acme', '2026-11-23', 'create', 5)).toBe(true);
    expect(store.get('acme', DAY, 'create')).toEqual({
      account: 'acme',
      day: DAY,
      kind: 'create',
      used: 1,
      closed: true,
    });
    expect(store.get('untouched', DAY, 'create')).toMatchObject({ used: 0, closed: true });
  });

  it('raises a count, and never lowers it', () => {
    const store = makeStore();
    store.raise('acme', DAY, 'create', 4);
    store.raise('acme', DAY, 'create', 2);
    expect(takeAll(store, 'acme', 5)).toBe(1);
    expect(store.get('acme', DAY, 'create').used).toBe(5);
  });

  it('knows a day on which nothing happened', () => {
    const store = makeStore();
    expect(store.get('acme', DAY, 'medium')).toEqual({
      account: 'acme',
      day: DAY,
      kind: 'medium',
      used: 0,
      closed: false,
    });
    expect(store.onDay(DAY)).toEqual([]);
  });

  it('gives out no more than the limit to two connections', () => {
    const folder = tempFolder();
    const stores = [new QuotaStore(openLedger(folder)), new QuotaStore(openLedger(folder))];
    const taken = [0, 1, 0, 1, 1, 0].map((which) => stores[which]?.take('acme', DAY, 'create', 4));
    expect(taken).toEqual([true, true, true, true, false, false]);
  });

  it('gives out no more than the limit to processes that take at the same time', async () => {
    const folder = tempFolder();
    openLedger(folder);
    const processes = Array.from({ length: 3 }, () =>
      startProcess('take', folder, 'acme', DAY, '150', '100'),
    );
    const taken = await Promise.all(processes.map(async ({ end }) => Number(await end())));
    expect(taken.reduce((sum, count) => sum + count)).toBe(150);
    expect(new QuotaStore(openLedger(folder)).get('acme', DAY, 'create').used).toBe(150);
  });
});

describe('a UTC day', () => {
  it.each([
    ['2026-11-22T00:00:00.000Z', '2026-11-22', '2026-11-23T00:00:00.000Z'],
    ['2026-11-22T23:59:59.999Z', '2026-11-22', '2026-11-23T00:00:00.000Z'],
    ['2026-12-31T12:00:00.000Z', '2026-12-31', '2027-01-01T00:00:00.000Z'],
    ['2028-02-28T23:00:00.000-05:00', '2028-02-29', '2028-03-01T00:00:00.000Z'],
  ])('at %s is %s and ends at %s', (moment, day, end) => {
    const ms = Date.parse(moment);
    expect([utcDay(ms), new Date(nextUtcDay(ms)).toISOString()]).toEqual([day, end]);
  });
});
