import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/zoom/pace.ts';

const SECONDS = Array.from({ length: 61 }, (_, second) => second);

describe('the pace', () => {
  it('is the limit as long as nothing is refused', () => {
    const pace = new Pace({ limit: 80, ofAccount: 80 });
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
      const pace = new Pace({ limit, ofAccount: limit });
      expect(pace.drop(950, passed, 1000)).toBe(true);
      const paces = SECONDS.map((second) => pace.at(1000 + second * 1000));
      expect(paces[0]).toBeGreaterThan(0);
      if (passed > 0) expect(paces[0]).toBeLessThan(passed);
      expect(paces).toEqual([...paces].sort((a, b) => a - b));
      expect([paces.at(-1)]).toEqual([limit]);
    },
  );

  it('stays for a while where the refusal was', () => {
    const pace = new Pace({ limit: 80, ofAccount: 80 });
    pace.drop(950, 40, 1000);
    const near = SECONDS.filter((second) => Math.abs(pace.at(1000 + second * 1000) - 40) < 2);
    expect(near.length).toBeGreaterThanOrEqual(3);
  });

  it('does not drop for calls that left before it dropped', () => {
    const pace = new Pace({ limit: 80, ofAccount: 80 });
    pace.drop(950, 40, 1000);
    const before = pace.at(1100);
    expect(pace.drop(1000, 3, 1100)).toBe(false);
    expect(pace.at(1100)).toBe(before);
    expect(pace.drop(1001, 3, 1100)).toBe(true);
    expect(pace.at(1100)).toBeLessThan(3);
  });
});

describe('what Zoom says of a second', () => {
  const SECOND = { limit: 80, remaining: 0, isPerSecond: false };
  const heard = (said: typeof SECOND, ours: number, limit = 80) => {
    const pace = new Pace({ limit, ofAccount: 80 });
    const lower = pace.hear(said, ours, 1000);
    return { lower, paces: [1000, 2500, 4000].map((now) => pace.at(now)) };
  };

  it.each<[string, Partial<typeof SECOND>, ours: number, pace: number]>([
    ['others take nothing', {}, 80, 80],
    ['others take some', {}, 50, 50],
    ['others take most, but hearsay is believed only so far', {}, 5, 40],
    ['some is left', { remaining: 30 }, 40, 70],
    ['our calls are not all counted yet', { remaining: 70 }, 40, 80],
    ['it is about a day', { limit: 6000, remaining: 10 }, 1, 80],
    ['it is about a user', { limit: 3, remaining: 0 }, 1, 80],
    ['it has no sense', { limit: 0, remaining: 0, isPerSecond: true }, 1, 80],
  ])('%s', (_what, said, ours, pace) => {
    // It holds for the next second, too, and not for the one after that.
    expect(heard({ ...SECOND, ...said }, ours)).toEqual({ lower: undefined, paces: [pace, pace, 80] });
  });

  it('leaves a share alone as long as others do not need it', () => {
    expect(heard(SECOND, 50, 40).paces).toEqual([40, 40, 40]);
    expect(heard({ ...SECOND, remaining: 10 }, 20, 60).paces).toEqual([40, 40, 60]);
  });

  it('of an account that has less than its plan lowers the limit for good, and is told once', () => {
    const pace = new Pace({ limit: 40, ofAccount: 80 });
    const said = { limit: 30, remaining: 0, isPerSecond: true };
    expect([pace.hear(said, 30, 1000), pace.hear(said, 30, 1100)]).toEqual([30, undefined]);
    expect([pace.limit, pace.at(1000), pace.at(60_000)]).toEqual([15, 15, 15]);
  });
});
