import { describe, expect, it } from 'vitest';
import {
  type AccountModel,
  atRandom,
  evenly,
  type Got,
  inBursts,
  playAccount,
} from '../support/account-model.ts';
import { backAfter } from '../support/back-at-limit.ts';

const LIMIT = 80;
const SEEDS = [1, 2];

/** The same with three seeds; each run by itself. */
function play(make: () => Partial<AccountModel>): Got[] {
  return SEEDS.flatMap((seed) => playAccount({ limit: LIMIT, ms: 30_000, seed, ...make() }));
}

const least = (runs: readonly Got[]) => Math.min(...runs.map(({ goodput }) => goodput));
const mostRefused = (runs: readonly Got[]) => Math.max(...runs.map(({ refused }) => refused));

type Case = [what: string, make: () => Partial<AccountModel>, goodput: number, refused: number];

/** The same, with an account that counts anew in each second of its clock. */
function inClockSeconds(cases: readonly Case[]): Case[] {
  return cases.map(([what, make, ...bounds]) => [
    `${what}, in seconds of the clock`,
    () => ({ ...make(), seconds: 'of the clock' }),
    ...bounds,
  ]);
}

describe('the limiter, in a model of an account,', () => {
  it.each<Case>([
    ['is alone', () => ({}), 97.5, 0],
    ['meets a burst of 80 every ten seconds', () => ({ others: inBursts(80, 10_000) }), 94, 1],
    ['meets a burst of 80 every five seconds', () => ({ others: inBursts(80, 5_000) }), 90, 1],
    ['has 1 % refused by chance', () => ({ chance: 0.01 }), 95.5, 1.5],
    ['has 5 % refused by chance', () => ({ chance: 0.05 }), 92, 6],
    ['has 15 % refused by chance', () => ({ chance: 0.15 }), 80, 16.5],
    ['leaves 2 a second to another app', () => ({ others: evenly(2) }), 92, 3],
    ['leaves 10 a second to another app', () => ({ others: evenly(10) }), 92, 2],
    ['leaves 40 a second to another app', () => ({ others: evenly(40) }), 95, 2.5],
    ['leaves 65 a second to another app', () => ({ others: evenly(65) }), 90, 7],
    ['leaves 40 a second, at random times, to another app', () => ({ others: atRandom(40) }), 84, 5.5],
    ...inClockSeconds([
      ['meets a burst of 80 every five seconds', () => ({ others: inBursts(80, 5_000) }), 90, 2.5],
      ['leaves 40 a second to another app', () => ({ others: evenly(40) }), 97, 3],
      ['leaves 40 a second, at random times, to another app', () => ({ others: atRandom(40) }), 90, 5],
    ]),
  ])('that %s uses what is left and has few calls refused', (_what, make, goodput, refused) => {
    const runs = play(make);
    expect(least(runs)).toBeGreaterThanOrEqual(goodput);
    expect(mostRefused(runs)).toBeLessThanOrEqual(refused);
  });

  it('that has one call of 80 left is never without one for much longer than two seconds', () => {
    const runs = play(() => ({ ms: 60_000, others: evenly(79) }));
    expect(Math.max(...runs.map(({ longestGapMs }) => longestGapMs))).toBeLessThan(2_100);
    expect(mostRefused(runs)).toBeLessThan(20);
  });

  it.each(['any', 'of the clock'] as const)(
    'that shares with another run comes to nearly half, and so does the other (seconds: %s)',
    (seconds) => {
      const runs = play(() => ({ ms: 40_000, runs: 2, seconds }));
      expect(least(runs)).toBeGreaterThan(42);
      expect(mostRefused(runs)).toBeLessThan(5);
    },
  );

  it('that is joined by another run does not take it for chance for long', () => {
    const runs = [1, 2, 3].flatMap((seed) =>
      playAccount({ limit: LIMIT, ms: 30_000, seed, runs: 2, joinsMs: 10_000 }),
    );
    const mean = runs.reduce((sum, { refused }) => sum + refused, 0) / runs.length;
    expect(mean).toBeLessThan(12);
    expect(least(runs)).toBeGreaterThan(25);
  });

  it('that shared with an app is back at 97 % of the limit within four seconds after its end', () => {
    for (const { passedAt } of play(() => ({ others: evenly(40, 20_000) }))) {
      expect(backAfter(passedAt, 20_000, 0.97 * LIMIT)).toBeLessThan(4_000);
    }
  });

  it('that was left one call a second is back within 15 seconds after the end of the other app', () => {
    for (const { passedAt } of play(() => ({ others: evenly(79, 15_000) }))) {
      expect(backAfter(passedAt, 15_000, 0.97 * LIMIT)).toBeLessThan(15_000);
    }
  });

  it('that sleeps for a while sends no burst when it wakes', () => {
    for (const { refused, goodput } of play(() => ({ ms: 40_000, asleep: [10_000, 30_000] }))) {
      expect(refused).toBe(0);
      expect(goodput).toBeGreaterThan(97);
    }
  });
});
