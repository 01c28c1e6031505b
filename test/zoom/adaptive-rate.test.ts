import { describe, expect, it } from 'vitest';
import type { RateLimit } from '../../src/core/zoom-api.ts';
import { Pace } from '../../src/zoom/adaptive-rate.ts';

const SECONDS = Array.from({ length: 61 }, (_, second) => second);

describe('the pace', () => {
  it('is the limit as long as nothing is refused', () => {
    const pace = new Pace({ ofAccount: 80, share: 1 });
    expect([pace.at(0), pace.at(60_000)]).toEqual([80, 80]);
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
      const pace = new Pace({ ofAccount: limit, share: 1 });
      expect(pace.drop(950, passed, 1000)).toBe(true);
      const paces = SECONDS.map((second) => pace.at(1000 + second * 1000));
      expect(paces[0]).toBeGreaterThan(0);
      if (passed > 0) expect(paces[0]).toBeLessThan(passed);
      expect(paces).toEqual([...paces].sort((a, b) => a - b));
      expect([paces.at(-1)]).toEqual([limit]);
    },
  );

  it('stays for a while where the refusal was', () => {
    const pace = new Pace({ ofAccount: 80, share: 1 });
    pace.drop(950, 40, 1000);
    const near = SECONDS.filter((second) => Math.abs(pace.at(1000 + second * 1000) - 40) < 2);
    expect(near.length).toBeGreaterThanOrEqual(3);
  });

  it('does not drop for calls that left before it dropped', () => {
    const pace = new Pace({ ofAccount: 80, share: 1 });
    pace.drop(950, 40, 1000);
    const before = pace.at(1100);
    expect(pace.drop(1000, 3, 1100)).toBe(false);
    expect(pace.at(1100)).toBe(before);
    expect(pace.drop(1001, 3, 1100)).toBe(true);
    expect(pace.at(1100)).toBeLessThan(3);
  });
});

describe('what Zoom says of a second', () => {
  const SECOND: RateLimit = { limit: 80, remaining: 0, window: undefined };
  const heard = (said: RateLimit, ours: number, share = 1) => {
    const pace = new Pace({ ofAccount: 80, share });
    pace.hear(said, ours, 1000);
    return [1000, 2500, 4000].map((now) => pace.at(now));
  };

  it.each<[string, Partial<RateLimit>, ours: number, pace: number]>([
    ['others take nothing', {}, 80, 80],
    ['others take some', {}, 50, 50],
    ['others take some, and it says that it is about a second', { window: 'second' }, 50, 50],
    ['others take most, but hearsay is believed only so far', {}, 5, 40],
    ['some is left', { remaining: 30 }, 40, 70],
    ['our calls are not all counted yet', { remaining: 70 }, 40, 80],
    ['it is about a day', { limit: 6000, remaining: 10 }, 1, 80],
    ['it is about a day that has as few calls as a second', { window: 'day' }, 1, 80],
    ['it is about a user', { limit: 3, remaining: 0, window: 'second' }, 3, 80],
    ['it has no sense', { limit: 0, remaining: 0, window: 'second' }, 1, 80],
  ])('%s', (_what, said, ours, pace) => {
    // It holds for the next second, too, and not for the one after that.
    expect(heard({ ...SECOND, ...said }, ours)).toEqual([pace, pace, 80]);
  });

  it('leaves a share alone as long as others do not need it', () => {
    expect(heard(SECOND, 50, 0.5)).toEqual([40, 40, 40]);
    expect(heard({ ...SECOND, remaining: 10 }, 20, 0.75)).toEqual([40, 40, 60]);
  });
});

describe('a limit that refusals name', () => {
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
    const pace = new Pace({ ofAccount: 80, share: 0.5 });
    expect(said.map((named) => pace.hearLimit(named))).toEqual(lower);
    expect([pace.limit, pace.at(60_000)]).toEqual([limit, limit]);
  });
});
