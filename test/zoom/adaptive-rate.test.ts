import { describe, expect, it } from 'vitest';
import type { RateLimit } from '../../src/core/rate-limit.ts';

import { AdaptiveRate } from '../../src/zoom/adaptive-rate.ts';

const SECONDS = Array.from({ length: 61 }, (_, second) => second);

describe('the adaptive rate', () => {
  it('is the limit as long as nothing is refused', () => {
    const rate = new AdaptiveRate({ ofAccount: 80, share: 1 });
    expect([rate.at(0), rate.at(60_000)]).toEqual([80, 80]);
  });

  it.each([
    [80, 40],
    [80, 79],
    [80, 0],
    [30, 10],
    [2, 1],
    [0.5, 0],
  ])(
    'of %d a second drops below the %d that were let through, and is back within a minute',
    (limit, passed) => {
      const rate = new AdaptiveRate({ ofAccount: limit, share: 1 });
      expect(rate.drop(950, passed, 1000)).toBe(true);
      const rates = SECONDS.map((second) => rate.at(1000 + second * 1000));
      expect(rates[0]).toBeGreaterThan(0);
      if (passed > 0) expect(rates[0]).toBeLessThan(passed);
      expect(rates).toEqual([...rates].sort((a, b) => a - b));
      expect([rates.at(-1)]).toEqual([limit]);
    },
  );

  it('stays for a while where the refusal was', () => {
    const rate = new AdaptiveRate({ ofAccount: 80, share: 1 });
    rate.drop(950, 40, 1000);
    const near = SECONDS.filter((second) => Math.abs(rate.at(1000 + second * 1000) - 40) < 2);
    expect(near.length).toBeGreaterThanOrEqual(3);
  });

  it('does not drop for calls that left before it dropped', () => {
    const rate = new AdaptiveRate({ ofAccount: 80, share: 1 });
    rate.drop(950, 40, 1000);
    const before = rate.at(1100);
    expect(rate.drop(1000, 3, 1100)).toBe(false);
    expect(rate.at(1100)).toBe(before);
    expect(rate.drop(1001, 3, 1100)).toBe(true);
    expect(rate.at(1100)).toBeLessThan(3);
  });
});

describe('the adaptive rate, told what Zoom says of a second,', () => {
  const SECOND: RateLimit = { limit: 80, remaining: 0, window: undefined };
  const observed = (said: RateLimit, ours: number, share = 1) => {
    const rate = new AdaptiveRate({ ofAccount: 80, share });
    rate.observe(said, ours, 1000);
    return [1000, 2500, 4000].map((now) => rate.at(now));
  };

  it.each<[string, Partial<RateLimit>, ours: number, perSecond: number]>([
    ['others take nothing', {}, 80, 80],
    ['others take some', {}, 50, 50],
    ['others take some, and it says that it is about a second', { window: 'second' }, 50, 50],
    ['others take most, but headers are believed only so far', {}, 5, 40],
    ['some is left', { remaining: 30 }, 40, 70],
    ['our calls are not all counted yet', { remaining: 70 }, 40, 80],
    ['it is about a day', { limit: 6000, remaining: 10 }, 1, 80],
    ['it is about a day that has as few calls as a second', { window: 'day' }, 1, 80],
    ['it is about a user', { limit: 3, remaining: 0, window: 'second' }, 3, 80],
    ['it has no sense', { limit: 0, remaining: 0, window: 'second' }, 1, 80],
  ])('allows as much as is left, for that second and the next: %s', (_what, said, ours, perSecond) => {
    expect(observed({ ...SECOND, ...said }, ours)).toEqual([perSecond, perSecond, 80]);
  });

  it('leaves a share alone as long as others do not need it', () => {
    expect(observed(SECOND, 50, 0.5)).toEqual([40, 40, 40]);
    expect(observed({ ...SECOND, remaining: 10 }, 20, 0.75)).toEqual([40, 40, 60]);
  });
});

describe('a lower limit that refusals name', () => {
  const THIRTY: RateLimit = { limit: 30, remaining: 0, window: 'second' };

  it.each<[string, RateLimit[], lower: (number | undefined)[], limit: number]>([
    ['is believed the second time', [THIRTY, THIRTY], [undefined, 30], 15],
    ['is told once', [THIRTY, THIRTY, THIRTY], [undefined, 30, undefined], 15],
    [
      'is not believed when it is another each time',
      [THIRTY, { ...THIRTY, limit: 3 }],
      [undefined, undefined],
      40,
    ],
    [
      "is of no interest when it is the plan's",
      Array(2).fill({ ...THIRTY, limit: 80 }),
      [undefined, undefined],
      40,
    ],
    [
      'is of no interest when it is about a day',
      Array(2).fill({ ...THIRTY, window: 'day' }),
      [undefined, undefined],
      40,
    ],
  ])('%s', (_what, said, lower, limit) => {
    const rate = new AdaptiveRate({ ofAccount: 80, share: 0.5 });
    expect(said.map((named) => rate.observeLimit(named))).toEqual(lower);
    expect([rate.limit, rate.at(60_000)]).toEqual([limit, limit]);
  });
});
