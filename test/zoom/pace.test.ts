import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/zoom/pace.ts';

const SECONDS = Array.from({ length: 61 }, (_, second) => second);

describe('the pace', () => {
  it('is the limit as long as nothing is refused', () => {
    const pace = new Pace(80);
    expect([pace.at(0), pace.isFull(0)]).toEqual([80, true]);
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
      const pace = new Pace(limit);
      expect(pace.drop(950, passed, 1000)).toBe(true);
      const paces = SECONDS.map((second) => pace.at(1000 + second * 1000));
      expect(paces[0]).toBeGreaterThan(0);
      if (passed > 0) expect(paces[0]).toBeLessThan(passed);
      expect(paces).toEqual([...paces].sort((a, b) => a - b));
      expect([paces.at(-1), pace.isFull(1000), pace.isFull(61_000)]).toEqual([limit, false, true]);
    },
  );

  it('stays for a while where the refusal was', () => {
    const pace = new Pace(80);
    pace.drop(950, 40, 1000);
    const near = SECONDS.filter((second) => Math.abs(pace.at(1000 + second * 1000) - 40) < 2);
    expect(near.length).toBeGreaterThanOrEqual(3);
  });

  it('does not drop for calls that left before it dropped', () => {
    const pace = new Pace(80);
    pace.drop(950, 40, 1000);
    const before = pace.at(1100);
    expect(pace.drop(1000, 3, 1100)).toBe(false);
    expect(pace.at(1100)).toBe(before);
    expect(pace.drop(1001, 3, 1100)).toBe(true);
    expect(pace.at(1100)).toBeLessThan(3);
  });
});
