import { describe, expect, it } from 'vitest';
import { ZoomError } from '../../src/core/zoom-api.ts';
import { DayQuotas, shareOf } from '../../src/engine/day-quotas.ts';
import { QuotaStore } from '../../src/ledger/sqlite/quota-store.ts';
import { PLANS } from '../../src/zoom/plans.ts';
import { AT, TODAY } from '../support/engine-rig.ts';
import { openLedger, tempFolder } from '../support/ledger-rig.ts';

const MIDNIGHT = Date.UTC(2026, 10, 23);
const HOUR = 60 * 60 * 1000;

function makeQuotas({
  plan = PLANS.free as (typeof PLANS)[keyof typeof PLANS],
  share = 1,
  folder = tempFolder(),
} = {}) {
  const store = new QuotaStore(openLedger(folder));
  const clock = { now: AT };
  const usedUp: [string, string][] = [];
  const quotas = new DayQuotas({
    store,
    account: 'acme',
    plan,
    share,
    now: () => clock.now,
    onUsedUp: (kind, until) => usedUp.push([kind, new Date(until).toISOString()]),
  });
  const used = (day = TODAY) => store.get('acme', day, 'create').used;
  return { quotas, store, clock, usedUp, used };
}

function refusalOf(take: () => unknown): { kind: string; status: number; message: string } | undefined {
  try {
    take();
    return undefined;
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    const { kind, status, message } = error;
    return { kind, status, message };
  }
}

describe('taking from a day', () => {
  it('gives out the plan’s limit and then refuses, and tells once when there is more', () => {
    const { quotas, usedUp, used } = makeQuotas();
    for (let i = 0; i < 50; i++) expect(quotas.take('create')).toBe(TODAY);
    expect(usedUp).toEqual([]);
    for (let i = 0; i < 3; i++) {
      expect(refusalOf(() => quotas.take('create'))).toEqual({
        kind: 'inviteQuota',
        status: 0,
        message:
          'not sent: no invitation is left for today (50 of 50 were used); the next day begins at 00:00 UTC',
      });
    }
    expect(usedUp).toEqual([['create', '2026-11-23T00:00:00.000Z']]);
    expect(used()).toBe(50);
  });

  it('knows what is left from the ledger, whoever used it', () => {
    const { quotas, store } = makeQuotas();
    store.raise('acme', TODAY, 'create', 49);
    store.raise('another', TODAY, 'create', 50);
    quotas.take('create');
    expect(refusalOf(() => quotas.take('create'))?.kind).toBe('inviteQuota');
  });

  it('has the next day’s from midnight on, UTC', () => {
    const { quotas, store, clock, usedUp } = makeQuotas();
    store.raise('acme', TODAY, 'create', 50);
    clock.now = MIDNIGHT - 1;
    expect(refusalOf(() => quotas.take('create'))?.kind).toBe('inviteQuota');
    clock.now = MIDNIGHT;
    expect(quotas.take('create')).toBe('2026-11-23');
    store.raise('acme', '2026-11-23', 'create', 50);
    expect(refusalOf(() => quotas.take('create'))?.kind).toBe('inviteQuota');
    expect(usedUp.map(([, until]) => until)).toEqual([
      '2026-11-23T00:00:00.000Z',
      '2026-11-24T00:00:00.000Z',
    ]);
  });

  it.each([
    ['create', 'inviteQuota', 'no invitation is left', 50],
    ['light', 'rateDaily', 'no Light call is left', 6_000],
    ['medium', 'rateDaily', 'no Medium call is left', 2_000],
  ] as const)('refuses %s as %s', (quota, kind, message, limit) => {
    const { quotas, store } = makeQuotas();
    store.raise('acme', TODAY, quota, limit - 1);
    quotas.take(quota);
    const refusal = refusalOf(() => quotas.take(quota));
    expect(refusal?.kind).toBe(kind);
    expect(refusal?.message).toContain(message);
  });

  it('counts no calls where Zoom documents no limit', () => {
    const { quotas, store } = makeQuotas({ plan: PLANS.pro });
    for (let i = 0; i < 10; i++) quotas.take('light');
    expect(quotas.perDay('light')).toBe(Number.POSITIVE_INFINITY);
    expect(store.onDay(TODAY)).toEqual([]);
  });

  it('gives out again what was given back, on the day it was of', () => {
    const { quotas, store, clock, used } = makeQuotas();
    store.raise('acme', TODAY, 'create', 49);
    const day = quotas.take('create');
    clock.now = MIDNIGHT;
    quotas.take('create');
    quotas.giveBack('create', day);
    expect([used(), used('2026-11-23')]).toEqual([49, 1]);
  });
});

describe('requiring one of a day', () => {
  it('takes nothing, and refuses as taking does', () => {
    const { quotas, store, usedUp, used } = makeQuotas();
    store.raise('acme', TODAY, 'create', 49);
    quotas.require('create');
    quotas.require('create');
    expect(used()).toBe(49);
    quotas.take('create');
    const required = refusalOf(() => quotas.require('create'));
    expect(required).toEqual(refusalOf(() => quotas.take('create')));
    expect(required?.kind).toBe('inviteQuota');
    expect(usedUp).toEqual([['create', '2026-11-23T00:00:00.000Z']]);
  });

  it('refuses what Zoom has closed, to this session and to the next', () => {
    const folder = tempFolder();
    const { quotas, clock } = makeQuotas({ folder });
    quotas.close('create', TODAY, undefined);
    expect(refusalOf(() => quotas.require('create'))?.kind).toBe('inviteQuota');
    expect(refusalOf(() => makeQuotas({ folder }).quotas.require('create'))?.kind).toBe('inviteQuota');
    clock.now = MIDNIGHT;
    quotas.require('create');
  });

  it('closes the day on which the call left, when the answer comes after midnight', () => {
    const { quotas, clock, usedUp } = makeQuotas();
    clock.now = MIDNIGHT + 200;
    quotas.close('create', TODAY, undefined);
    quotas.correct('light', true, TODAY, { limit: 50, remaining: 0, window: undefined });
    quotas.require('create');
    // So that a run that waits for another day takes the row up again.
    expect(usedUp).toEqual([['create', '2026-11-23T00:00:00.200Z']]);
  });

  it('never refuses where Zoom documents no limit, until Zoom does', () => {
    const { quotas } = makeQuotas({ plan: PLANS.pro });
    quotas.require('light');
    quotas.close('light', TODAY, HOUR);
    expect(refusalOf(() => quotas.require('light'))?.kind).toBe('rateDaily');
  });

  it('finds what was given back', () => {
    const { quotas, store } = makeQuotas();
    store.raise('acme', TODAY, 'create', 50);
    expect(refusalOf(() => quotas.require('create'))?.kind).toBe('inviteQuota');
    quotas.giveBack('create', TODAY);
    quotas.require('create');
    expect(quotas.take('create')).toBe(TODAY);
  });
});

describe('a share', () => {
  it.each([
    [PLANS.free, 0.5, 25, 3_000],
    [PLANS.free, 0.01, 0, 60],
    [PLANS.pro, 0.29, 435, Number.POSITIVE_INFINITY],
    [PLANS.pro, 0.57, 855, Number.POSITIVE_INFINITY],
    [PLANS.business, 1, 10_000, Number.POSITIVE_INFINITY],
  ])('of $name takes its part of the day', (plan, share, create, light) => {
    const { quotas } = makeQuotas({ plan, share });
    expect([quotas.perDay('create'), quotas.perDay('light')]).toEqual([create, light]);
  });

  it('is never rounded up, and never costs one for a fraction that binary cannot hold', () => {
    for (let percent = 1; percent <= 100; percent++) {
      for (const limit of [50, 1_500, 2_000, 6_000, 10_000]) {
        expect([percent, shareOf(limit, percent / 100)]).toEqual([
          percent,
          Math.floor((limit * percent) / 100),
        ]);
      }
    }
  });

  it('holds for what all runs of the account use together', () => {
    const { quotas, store } = makeQuotas({ share: 0.5 });
    store.raise('acme', TODAY, 'create', 25);
    expect(refusalOf(() => quotas.take('create'))?.message).toContain('25 of 25 were used');
  });

  it('of nothing leaves nothing', () => {
    const { quotas } = makeQuotas({ share: 0.01 });
    expect(refusalOf(() => quotas.take('create'))?.message).toContain('0 of 0 were used');
  });
});

describe('what Zoom says', () => {
  it('closes a day whatever was counted, for other sessions too', () => {
    const folder = tempFolder();
    const { quotas, usedUp } = makeQuotas({ folder });
    quotas.take('create');
    quotas.close('create', TODAY, undefined);
    expect(refusalOf(() => quotas.take('create'))?.message).toContain('Zoom says that they are used up');
    expect(usedUp).toEqual([['create', '2026-11-23T00:00:00.000Z']]);
    expect(refusalOf(() => makeQuotas({ folder }).quotas.take('create'))?.kind).toBe('inviteQuota');
  });

  it('closes a limit that is not documented, until the moment that Zoom names', () => {
    const { quotas, clock, usedUp } = makeQuotas({ plan: PLANS.pro });
    quotas.close('light', TODAY, HOUR);
    expect(refusalOf(() => quotas.take('light'))?.kind).toBe('rateDaily');
    expect(quotas.take('medium')).toBe(TODAY);
    expect(usedUp).toEqual([['light', '2026-11-22T22:00:00.000Z']]);
    clock.now += HOUR - 1;
    expect(refusalOf(() => quotas.take('light'))?.kind).toBe('rateDaily');
    clock.now += 1;
    expect(quotas.take('light')).toBe(TODAY);
  });

  it('tells of the later of two moments, and of each once', () => {
    const { quotas, usedUp } = makeQuotas({ plan: PLANS.pro });
    quotas.close('light', TODAY, HOUR);
    quotas.close('light', TODAY, HOUR / 2);
    quotas.close('light', TODAY, HOUR);
    quotas.close('light', TODAY, undefined);
    expect(usedUp).toEqual([
      ['light', '2026-11-22T22:00:00.000Z'],
      ['light', '2026-11-23T00:00:00.000Z'],
    ]);
  });

  it.each([
    ['the create quota', true, { limit: 50, remaining: 3, window: undefined }, { create: 47, light: 0 }],
    [
      'the day’s Light calls',
      false,
      { limit: 6_000, remaining: 1_000, window: undefined },
      { create: 0, light: 5_000 },
    ],
    [
      'the day’s Light calls, with a create',
      true,
      { limit: 6_000, remaining: 1_000, window: undefined },
      { create: 0, light: 5_000 },
    ],
    [
      'a limit that is none of ours',
      true,
      { limit: 4, remaining: 1, window: undefined },
      { create: 0, light: 0 },
    ],
    [
      'the create quota’s number, with no create',
      false,
      { limit: 50, remaining: 3, window: undefined },
      { create: 0, light: 0 },
    ],
  ])('corrects the count of %s', (_, isCreate, rateLimit, counts) => {
    const { quotas, store } = makeQuotas();
    quotas.correct('light', isCreate, TODAY, rateLimit);
    expect({
      create: store.get('acme', TODAY, 'create').used,
      light: store.get('acme', TODAY, 'light').used,
    }).toEqual(counts);
  });

  it('never makes a count smaller', () => {
    const { quotas, store, used } = makeQuotas();
    store.raise('acme', TODAY, 'create', 20);
    quotas.correct('light', true, TODAY, { limit: 50, remaining: 45, window: undefined });
    expect(used()).toBe(20);
  });
});
