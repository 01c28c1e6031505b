import { describe, expect, it } from 'vitest';
import { PLANS } from '../../src/core/plans.ts';
import { TODAY } from '../support/engine-rig.ts';
import { HOUR, makeQuotas, quota, quotaLedger, refusalOf } from '../support/quotas-rig.ts';

describe('what Zoom says', () => {
  it('closes a day whatever was counted, for other sessions too', async () => {
    const ledger = await quotaLedger();
    const { quotas, usedUp } = await makeQuotas({ ledger });
    await quotas.take('create');
    await quotas.close('create', TODAY, undefined);
    expect((await refusalOf(quotas.take('create')))?.reason).toEqual(quota('create', 1, 50, true));
    expect(usedUp).toEqual([['create', '2026-11-23T00:00:00.000Z']]);
    expect((await refusalOf((await makeQuotas({ ledger })).quotas.take('create')))?.kind).toBe('inviteQuota');
  });

  it('closes a limit that is not documented, until the moment that Zoom names', async () => {
    const { quotas, clock, usedUp } = await makeQuotas({ plan: PLANS.pro });
    await quotas.close('light', TODAY, HOUR);
    expect((await refusalOf(quotas.take('light')))?.kind).toBe('rateDaily');
    expect(await quotas.take('medium')).toBe(TODAY);
    expect(usedUp).toEqual([['light', '2026-11-22T22:00:00.000Z']]);
    clock.now += HOUR - 1;
    expect((await refusalOf(quotas.take('light')))?.kind).toBe('rateDaily');
    clock.now += 1;
    expect(await quotas.take('light')).toBe(TODAY);
  });

  it('tells of the later of two moments, and of each once', async () => {
    const { quotas, usedUp } = await makeQuotas({ plan: PLANS.pro });
    await quotas.close('light', TODAY, HOUR);
    await quotas.close('light', TODAY, HOUR / 2);
    await quotas.close('light', TODAY, HOUR + 2_000);
    await quotas.close('light', TODAY, undefined);
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
  ])('corrects the count of %s', async (_, isCreate, rateLimit, counts) => {
    const { quotas, ledger } = await makeQuotas();
    await quotas.correct('light', isCreate, TODAY, rateLimit);
    expect({
      create: (await ledger.get(TODAY, 'create')).used,
      light: (await ledger.get(TODAY, 'light')).used,
    }).toEqual(counts);
  });

  it('never makes a count smaller', async () => {
    const { quotas, ledger, used } = await makeQuotas();
    await ledger.raise(TODAY, 'create', 20);
    await quotas.correct('light', true, TODAY, { limit: 50, remaining: 45, window: undefined });
    expect(await used()).toBe(20);
  });
});
