import { describe, expect, it } from 'vitest';
import type { RateLimit } from '../../src/core/rate-limit.ts';
import { AdaptiveRate } from '../../src/zoom/adaptive-rate.ts';

const ANSWER_MS = 50;

/**
 * Calls at the pace that the rate allows, for so many seconds, each answered after 50 ms.
 * @param isRefused by number and moment, with how many of ours passed in the second before it
 * @returns the pace at the end of each second
 */
function play(
  rate: AdaptiveRate,
  seconds: number,
  isRefused: (number: number, now: number, ours: number) => boolean,
): number[] {
  const paces: number[] = [];
  const passed: number[] = [];
  const waiting: (() => void)[] = [];
  let dueAt = 0;
  let number = 0;
  for (let now = 0; now < seconds * 1000; now++) {
    if (now % 1000 === 999) paces.push(rate.at(now));
    waiting.shift()?.();
    const answers: (() => void)[] = [];
    for (; dueAt <= now; dueAt += 1000 / rate.at(now)) {
      const call = rate.sent(now + (dueAt % 1), now);
      const ours = passed.filter((at) => at > now - 1000).length;
      const refused = isRefused(number++, now, ours);
      if (!refused) passed.push(now);
      answers.push(() =>
        refused ? rate.refused(call, now + ANSWER_MS) : rate.passed(call, now + ANSWER_MS),
      );
    }
    waiting[ANSWER_MS - 1] = () => {
      for (const answer of answers) answer();
    };
  }
  return paces;
}

const alone = () => new AdaptiveRate({ ofAccount: 80, share: 1 });
const least = (paces: readonly number[], from = 0) => Math.min(...paces.slice(from));
const most = (paces: readonly number[], from = 0) => Math.max(...paces.slice(from));

describe('the pace', () => {
  it('is the limit as long as nothing is refused', () => {
    expect(new Set(play(alone(), 5, () => false))).toEqual(new Set([80]));
  });

  it('does not give way to a single refusal, which was a call that came early', () => {
    expect(least(play(alone(), 5, (number) => number === 100))).toBe(80);
  });

  it.each([
    [100, 10],
    [20, 10],
    [7, 10],
  ])('stays at the limit when one of %d calls is refused whatever the pace is', (every, seconds) => {
    const paces = play(alone(), seconds, (number) => number % every === 3);
    const mean = paces.reduce((sum, pace) => sum + pace, 0) / paces.length;
    expect(mean).toBeGreaterThan(0.9 * 80);
  });

  it.each([40, 15, 70])('comes to a little less than the %d calls a second that others leave', (left) => {
    const paces = play(alone(), 20, (_number, _now, ours) => ours >= left);
    expect(least(paces, 4)).toBeGreaterThan(0.85 * left);
    expect(most(paces, 4)).toBeLessThan(1.1 * left);
  });

  it('is back at the limit within two seconds after a burst that took a whole second', () => {
    const paces = play(alone(), 8, (_number, now) => now >= 3000 && now < 3300);
    expect([least(paces), paces[5]]).toEqual([expect.closeTo(60, -2), 80]);
  });

  it('is back at the limit within five seconds when others stop', () => {
    const paces = play(alone(), 20, (_number, now, ours) => now < 12_000 && ours >= 40);
    expect(paces[11]).toBeLessThan(45);
    expect(paces[16]).toBeGreaterThan(0.97 * 80);
  });

  it('never falls below one call in two seconds, and does not stay there', () => {
    const paces = play(alone(), 40, (_number, now) => now < 20_000);
    expect(least(paces)).toBeGreaterThanOrEqual(0.5);
    expect(paces.at(-1)).toBe(80);
  });

  it("is never more than the run's share of the limit", () => {
    const rate = new AdaptiveRate({ ofAccount: 80, share: 0.25 });
    expect(most(play(rate, 5, (number) => number % 10 === 0))).toBe(20);
  });
});

describe('the pace, told what Zoom says of a second,', () => {
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

describe('the places that calls have in each second', () => {
  /** Zoom says that others leave 50 of 80; a call leaves every 20 ms until 1,180 ms, 50 of them in the last second. */
  const left50 = () => {
    const rate = alone();
    const calls = Array.from({ length: 60 }, (_, index) => rate.sent(index * 20, index * 20));
    rate.observe({ limit: 80, remaining: 0, window: 'second' }, 50, 1185);
    return { rate, calls };
  };

  it('are of no interest to who is alone: calls leave one after another', () => {
    const rate = alone();
    for (let at = 0; at < 1000; at += 12.5) rate.sent(at, at);
    expect([rate.gapMs(1000), rate.nextAt(1000, 0, [])]).toEqual([12.5, Number.NEGATIVE_INFINITY]);
  });

  it('are taken again as soon as they are free, while others take the rest', () => {
    const { rate } = left50();
    expect(rate.nextAt(1190, 0, [])).toBe(200 + 1008);
    expect(rate.nextAt(1190, 1, [])).toBe(200 + 1009);
  });

  it('are not given up for long after a stall', () => {
    const { rate } = left50();
    expect(rate.nextAt(1190, 60_000, [])).toBe(180 + 1028);
  });

  it('are kept by calls that have not left yet', () => {
    const { rate } = left50();
    expect(rate.nextAt(1190, 0, [1182, 1186])).toBe(240 + 1008);
    const waiting = Array.from({ length: 55 }, (_, index) => 1000 + index);
    expect(rate.nextAt(1190, 0, waiting)).toBe(1005 + 1008);
  });

  it('are dated by when they were got, however long the connection took', () => {
    const rate = alone();
    for (let at = 0; at < 1200; at += 20) rate.sent(at + 150, at);
    rate.observe({ limit: 80, remaining: 0, window: 'second' }, 50, 1400);
    expect(rate.nextAt(1400, 0, [])).toBe(200 + 1008);
  });

  it('are lost by calls that are refused', () => {
    const { rate, calls } = left50();
    const [last] = calls.slice(-1);
    if (last) last.isRefused = true;
    expect(rate.nextAt(1190, 0, [])).toBe(180 + 1008);
  });

  it('leave room for a new one between two', () => {
    const { rate } = left50();
    expect(rate.gapMs(1190)).toBe(0.6 * 20);
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
