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

describe('the limiter, in a model of an account,', () => {
  it.each<[string, () => Partial<AccountModel>, goodput: number, refused: number]>([
    ['is alone', () => ({}), 97.5, 0],
    ['meets a burst of 80 every ten seconds', () => ({ others: inBursts(80, 10_000) }), 94, 1],
    ['meets a burst of 80 every five seconds', () => ({ others: inBursts(80, 5_000) }), 90, 1],
    ['has 1 % refused by chance', () => ({ chance: 0.01 }), 94.5, 1.6],
    ['has 5 % refused by chance', () => ({ chance: 0.05 }), 91, 6],
    ['has 15 % refused by chance', () => ({ chance: 0.15 }), 80, 16.5],
    ['leaves 2 a second to another app', () => ({ others: evenly(2) }), 92, 3],
    ['leaves 10 a second to another app', () => ({ others: evenly(10) }), 92, 2],
    ['leaves 40 a second to another app', () => ({ others: evenly(40) }), 92, 3],
    ['leaves 65 a second to another app', () => ({ others: evenly(65) }), 85, 8],
    ['leaves 40 a second, at random times, to another app', () => ({ others: atRandom(40) }), 78, 8],
  ])(
    'that %s uses at least %3$d %% of the rest and has few calls refused',
    (_what, make, goodput, refused) => {
      const runs = play(make);
      expect(least(runs)).toBeGreaterThanOrEqual(goodput);
      expect(mostRefused(runs)).toBeLessThanOrEqual(refused);
    },
  );

  it('that has one call of 80 left is never without one for longer than four seconds', () => {
    const runs = play(() => ({ ms: 60_000, others: evenly(79) }));
    expect(Math.max(...runs.map(({ longestGapMs }) => longestGapMs))).toBeLessThan(4_000);
    expect(mostRefused(runs)).toBeLessThan(22);
  });

  it('that shares with another run comes to nearly half, and so does the other', () => {
    const runs = play(() => ({ ms: 40_000, runs: 2 }));
    expect(least(runs)).toBeGreaterThan(40);
    expect(mostRefused(runs)).toBeLessThan(4);
  });

  it('that shared with an app is back at 97 % of the limit within four seconds after its end', () => {
    for (const { passedAt } of play(() => ({ others: evenly(40, 20_000) }))) {
      expect(backAfter(passedAt, 20_000, 0.97 * LIMIT)).toBeLessThan(4_000);
    }
  });

  it('that sleeps for a while sends no burst when it wakes', () => {
    for (const { refused, goodput } of play(() => ({ ms: 40_000, asleep: [10_000, 30_000] }))) {
      expect(refused).toBe(0);
      expect(goodput).toBeGreaterThan(97);
    }
  });
});
