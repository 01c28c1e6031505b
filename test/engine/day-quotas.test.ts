import { describe, expect, it } from 'vitest';
import { PLANS } from '../../src/core/plans.ts';
import { leftOf, quotaPerDay, shareOf } from '../../src/engine/day-quotas.ts';
import { TODAY } from '../support/engine-rig.ts';
import { HOUR, MIDNIGHT, makeQuotas, quota, quotaLedger, refusalOf } from '../support/quotas-rig.ts';

describe('taking from a day', () => {
  it('gives out the plan’s limit and then refuses, and tells once when there is more', async () => {
    const { quotas, usedUp, used } = await makeQuotas();
    for (let i = 0; i < 50; i++) expect(await quotas.take('create')).toBe(TODAY);
    expect(usedUp).toEqual([]);
    for (let i = 0; i < 3; i++) {
      expect(await refusalOf(quotas.take('create'))).toEqual({
        kind: 'inviteQuota',
        status: 0,
        reason: quota('create', 50, 50),
      });
    }
    expect(usedUp).toEqual([['create', '2026-11-23T00:00:00.000Z']]);
    expect(await used()).toBe(50);
  });

  it('knows what is left from the ledger, whoever used it', async () => {
    const { quotas, ledger } = await makeQuotas();
    await ledger.raise(TODAY, 'create', 49);
    await quotas.take('create');
    expect((await refusalOf(quotas.take('create')))?.kind).toBe('inviteQuota');
  });

  it('has the next day’s from midnight on, UTC', async () => {
    const { quotas, ledger, clock, usedUp } = await makeQuotas();
    await ledger.raise(TODAY, 'create', 50);
    clock.now = MIDNIGHT - 1;
    expect((await refusalOf(quotas.take('create')))?.kind).toBe('inviteQuota');
    clock.now = MIDNIGHT;
    expect(await quotas.take('create')).toBe('2026-11-23');
    await ledger.raise('2026-11-23', 'create', 50);
    expect((await refusalOf(quotas.take('create')))?.kind).toBe('inviteQuota');
    expect(usedUp.map(([, until]) => until)).toEqual([
      '2026-11-23T00:00:00.000Z',
      '2026-11-24T00:00:00.000Z',
    ]);
  });

  it.each([
    ['create', 'inviteQuota', 50],
    ['light', 'rateDaily', 6_000],
    ['medium', 'rateDaily', 2_000],
  ] as const)('refuses %s as %s', async (name, kind, limit) => {
    const { quotas, ledger } = await makeQuotas();
    await ledger.raise(TODAY, name, limit - 1);
    await quotas.take(name);
    expect(await refusalOf(quotas.take(name))).toEqual({
      kind,
      status: 0,
      reason: quota(name, limit, limit),
    });
  });

  it('counts no calls where Zoom documents no limit', async () => {
    const { quotas, ledger } = await makeQuotas({ plan: PLANS.pro });
    for (let i = 0; i < 10; i++) await quotas.take('light');
    await quotas.giveBack('light', TODAY);
    expect(quotaPerDay(PLANS.pro, 'light', 1)).toBe(Number.POSITIVE_INFINITY);
    expect(await ledger.get(TODAY, 'light')).toEqual({ used: 0, closed: false });
  });

  it('gives out again what was given back, on the day it was of', async () => {
    const { quotas, ledger, clock, used } = await makeQuotas();
    await ledger.raise(TODAY, 'create', 49);
    const day = await quotas.take('create');
    clock.now = MIDNIGHT;
    await quotas.take('create');
    await quotas.giveBack('create', day);
    expect([await used(), await used('2026-11-23')]).toEqual([49, 1]);
  });
});

describe('requiring one of a day', () => {
  it('takes nothing, and refuses as taking does', async () => {
    const { quotas, ledger, usedUp, used } = await makeQuotas();
    await ledger.raise(TODAY, 'create', 49);
    await quotas.require('create');
    await quotas.require('create');
    expect(await used()).toBe(49);
    await quotas.take('create');
    const required = await refusalOf(quotas.require('create'));
    expect(required).toEqual(await refusalOf(quotas.take('create')));
    expect(required?.kind).toBe('inviteQuota');
    expect(usedUp).toEqual([['create', '2026-11-23T00:00:00.000Z']]);
  });

  it('refuses what Zoom has closed, to this session and to the next', async () => {
    const ledger = await quotaLedger();
    const { quotas, clock } = await makeQuotas({ ledger });
    await quotas.close('create', TODAY, undefined);
    expect((await refusalOf(quotas.require('create')))?.kind).toBe('inviteQuota');
    expect((await refusalOf((await makeQuotas({ ledger })).quotas.require('create')))?.kind).toBe(
      'inviteQuota',
    );
    clock.now = MIDNIGHT;
    await quotas.require('create');
  });

  it('closes the day on which the call left, when the answer comes after midnight', async () => {
    const { quotas, clock, usedUp } = await makeQuotas();
    clock.now = MIDNIGHT + 200;
    await quotas.close('create', TODAY, undefined);
    await quotas.correct('light', true, TODAY, { limit: 50, remaining: 0, window: undefined });
    await quotas.require('create');
    // So that a run that waits for another day takes the row up again.
    expect(usedUp).toEqual([['create', '2026-11-23T00:00:00.200Z']]);
  });

  it('never refuses where Zoom documents no limit, until Zoom does', async () => {
    const { quotas } = await makeQuotas({ plan: PLANS.pro });
    await quotas.require('light');
    await quotas.close('light', TODAY, HOUR);
    expect((await refusalOf(quotas.require('light')))?.kind).toBe('rateDaily');
  });

  it('finds what was given back', async () => {
    const { quotas, ledger } = await makeQuotas();
    await ledger.raise(TODAY, 'create', 50);
    expect((await refusalOf(quotas.require('create')))?.kind).toBe('inviteQuota');
    await quotas.giveBack('create', TODAY);
    await quotas.require('create');
    expect(await quotas.take('create')).toBe(TODAY);
  });
});

describe('what is left of a day', () => {
  it.each([
    ['what was not used', { used: 20, closed: false }, 50, 30],
    ['nothing when more was used', { used: 60, closed: false }, 50, 0],
    ['nothing when Zoom has closed it', { used: 20, closed: true }, 50, 0],
  ])('is %s', (_, day, perDay, left) => {
    expect(leftOf(day, perDay)).toBe(left);
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
    expect([quotaPerDay(plan, 'create', share), quotaPerDay(plan, 'light', share)]).toEqual([create, light]);
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

  it('holds for what all runs of the account use together', async () => {
    const { quotas, ledger } = await makeQuotas({ share: 0.5 });
    await ledger.raise(TODAY, 'create', 25);
    expect((await refusalOf(quotas.take('create')))?.reason).toEqual(quota('create', 25, 25));
  });

  it('of nothing leaves nothing', async () => {
    const { quotas } = await makeQuotas({ share: 0.01 });
    expect((await refusalOf(quotas.take('create')))?.reason).toEqual(quota('create', 0, 0));
  });
});
