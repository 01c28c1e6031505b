import { describe, expect, it } from 'vitest';
import type { CallRate } from '../../src/core/zoom-api.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { sleep } from '../../src/support/sleep.ts';
import { makeLimiter, NEVER, perSecond, shortestRush } from '../support/permits.ts';
import { type Arrival, StrictAccount, type StrictAccountOptions } from '../support/strict-account.ts';
import { VirtualTime } from '../support/virtual-time.ts';

const LIMIT = 40;
/** As many rows as a run has in hand: more than leave before the first answer is there. */
const WORKERS = 100;
const HEADERS = ['none', 'refusals', 'second'] as const;

type Played = {
  /** Of this run alone. */
  readonly ours: readonly Arrival[];
  /** What the limiter said after each answer. */
  readonly rates: readonly CallRate[];
  readonly lowerLimits: readonly number[];
  /** How many requests of each worker passed. */
  readonly perWorker: readonly number[];
};

/** A run of so many ms against an account, with a limiter for this many requests a second. */
async function play(
  options: Partial<StrictAccountOptions>,
  { ms, limit = LIMIT, others = async () => undefined }: PlayOptions,
): Promise<Played> {
  const time = new VirtualTime();
  const account = new StrictAccount({ perSecond: LIMIT, latencyMs: [30, 60], headers: 'none', ...options });
  const limiter = makeLimiter(limit);
  const rates: CallRate[] = [];
  const lowerLimits: number[] = [];
  const perWorker: number[] = Array(WORKERS).fill(0);
  const worker = async (number: number) => {
    let first = false;
    while (time.now < ms) {
      const permit = await limiter.acquire(NEVER, { first });
      permit.sent();
      const answer = await account.answer();
      const { lowerLimit } = limiter.observe(permit, answer);
      if (lowerLimit !== undefined) lowerLimits.push(lowerLimit);
      rates.push(limiter.rate);
      first = answer instanceof ZoomError;
      if (!first) perWorker[number] = (perWorker[number] ?? 0) + 1;
    }
  };
  const working = Array.from({ length: WORKERS }, (_, number) => worker(number));
  await time.until(Promise.all([others(account), ...working]));
  const ours = account.arrivals.filter(({ app, at }) => app === 'ours' && at < ms);
  return { ours, rates, lowerLimits, perWorker };
}

type PlayOptions = {
  readonly ms: number;
  readonly limit?: number;
  readonly others?: (account: StrictAccount) => Promise<void>;
};

/** When requests passed. */
function passed(arrivals: readonly Arrival[], from = 0, to = Number.POSITIVE_INFINITY): number[] {
  return arrivals.filter(({ at, isRefused }) => !isRefused && at >= from && at < to).map(({ at }) => at);
}

function refusedShare(arrivals: readonly Arrival[]): number {
  return arrivals.filter(({ isRefused }) => isRefused).length / arrivals.length;
}

/** When the run has had 95 % of the limit in a second again. */
function backAt(arrivals: readonly Arrival[], from: number): number | undefined {
  const times = passed(arrivals, from);
  return times.find((at, index) => (times[index + Math.ceil(0.95 * LIMIT) - 1] ?? Infinity) < at + 1000);
}

describe('a run that is alone', () => {
  it.each<[latencyMs: StrictAccountOptions['latencyMs'], headers: StrictAccountOptions['headers']]>([
    [[20, 20], 'none'],
    [[20, 60], 'none'],
    [[1200, 1240], 'none'],
    [[20, 20], 'second'],
    [[20, 60], 'second'],
    [[1200, 1240], 'second'],
  ])(
    'gets 97 % of the limit, with nothing refused and no sliding second too full (answers take %j ms, headers: %s)',
    async (latencyMs, headers) => {
      const { ours, rates } = await play({ headers, latencyMs }, { ms: 20_000 });
      expect(refusedShare(ours)).toBe(0);
      expect(shortestRush(passed(ours), LIMIT)).toBeGreaterThanOrEqual(1000);
      expect(perSecond(passed(ours))).toBeGreaterThanOrEqual(0.97 * LIMIT);
      expect(rates.filter(({ allowed, limit }) => allowed < limit)).toEqual([]);
    },
  );
});

describe('a run that shares the account with another app', () => {
  const SHARED_MS = 40_000;

  it.each(HEADERS)(
    'gives way to it, uses most of what is left, and comes back when it stops (headers: %s)',
    async (headers) => {
      const others = (account: StrictAccount) => account.otherApp(LIMIT / 2, SHARED_MS);
      const { ours } = await play({ headers }, { ms: SHARED_MS + 20_000, others });
      const shared = ours.filter(({ at }) => at < SHARED_MS);
      expect(refusedShare(shared)).toBeLessThan(0.035);
      expect(passed(shared).length / (SHARED_MS / 1000)).toBeGreaterThanOrEqual(0.85 * (LIMIT / 2));
      expect(backAt(ours, SHARED_MS)).toBeLessThan(SHARED_MS + 10_000);
      expect(refusedShare(ours.filter(({ at }) => at > SHARED_MS + 1000))).toBeLessThan(0.01);
    },
  );

  it('gives way before anything is refused where Zoom says what is left of a second', async () => {
    const others = (account: StrictAccount) => account.otherApp(LIMIT / 2, 10_000);
    const { ours, rates } = await play({ headers: 'second' }, { ms: 10_000, others });
    const first = ours.findIndex(({ isRefused }) => isRefused);
    const before = first === -1 ? rates : rates.slice(0, first);
    expect(before.some(({ allowed, limit }) => allowed < limit)).toBe(true);
  });

  it.each(HEADERS)('is not shut out by one that takes nearly everything (headers: %s)', async (headers) => {
    const others = (account: StrictAccount) => account.otherApp(0.95 * LIMIT, SHARED_MS);
    const { ours } = await play({ headers }, { ms: SHARED_MS, others });
    for (let from = 0; from < SHARED_MS; from += 10_000) {
      expect(passed(ours, from, from + 10_000).length, `from ${from} ms`).toBeGreaterThan(0);
    }
  });

  it.each(HEADERS)('serves all that wait alike (headers: %s)', async (headers) => {
    const others = (account: StrictAccount) => account.otherApp(LIMIT / 2, SHARED_MS);
    const { perWorker } = await play({ headers }, { ms: SHARED_MS, others });
    const mean = perWorker.reduce((sum, count) => sum + count, 0) / WORKERS;
    expect(Math.min(...perWorker)).toBeGreaterThanOrEqual(0.8 * mean);
  });

  it('comes back from a short burst of the other app', async () => {
    const others = async (account: StrictAccount) => {
      await sleep(5_000);
      await account.otherApp(2 * LIMIT, 1_500);
    };
    const { ours } = await play({}, { ms: 25_000, others });
    expect(backAt(ours, 6_500)).toBeLessThan(20_000);
  });
});

describe('a run in an account that really has a lower limit', () => {
  it('keeps to it once refusals have named it', async () => {
    const { ours, rates, lowerLimits } = await play(
      { headers: 'refusals' },
      { ms: 40_000, limit: 2 * LIMIT },
    );
    expect(lowerLimits).toEqual([LIMIT]);
    expect(rates.at(-1)?.limit).toBe(LIMIT);
    expect(refusedShare(ours)).toBeLessThan(0.01);
    expect(perSecond(passed(ours, 20_000))).toBeGreaterThanOrEqual(0.97 * LIMIT);
    expect(refusedShare(ours.filter(({ at }) => at > 20_000))).toBe(0);
  });

  it('finds it without being told, too', async () => {
    const { ours } = await play({}, { ms: 40_000, limit: 2 * LIMIT });
    expect(refusedShare(ours)).toBeLessThan(0.025);
    expect(perSecond(passed(ours))).toBeGreaterThanOrEqual(0.85 * LIMIT);
  });
});
