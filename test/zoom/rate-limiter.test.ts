import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RateLimiter } from '../../src/zoom/rate-limiter.ts';

const never = new AbortController().signal;

function makeRateLimiter(perSecond: number): RateLimiter {
  const label = new RateLimiter({ name: 'light', perSecond, share: 1, now: () => performance.now() });
  onTestFinished(() => label.close());
  return label;
}

/** Takes a turn and leaves with it. */
async function pass(label: RateLimiter, signal: AbortSignal, prepare?: () => void): Promise<number> {
  const turn = await label.turn(signal, prepare);
  turn.leave();
  return turn.leftAt;
}

/** @returns how long the label pauses */
function refuse(label: RateLimiter, leftAt: number, retryAfterMs?: number): number | undefined {
  return label.refused({ leftAt, inSecondBefore: 0, aboutSecondBefore: 0 }, { retryAfterMs }).waitMs;
}

/** Keeps the event loop from doing anything else. */
function stall(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Takes turns for `ms` milliseconds, as many as there are, and says when each was given. */
async function takeTurns(ms: number, label: RateLimiter, prepare?: () => void): Promise<number[]> {
  const departures: number[] = [];
  const end = AbortSignal.timeout(ms);
  const taker = async () => {
    for (;;) {
      await pass(label, end, prepare);
      departures.push(performance.now());
    }
  };
  await Promise.allSettled([taker(), taker(), taker()]);
  return departures;
}

/** The shortest time that held more than `limit` departures. */
function shortestRush(departures: readonly number[], limit: number): number {
  const spans = departures.slice(limit).map((at, index) => at - (departures[index] ?? 0));
  return Math.min(...spans, Number.POSITIVE_INFINITY);
}

// Real time on a machine that may be busy: a stall of the whole process looks like a fault of the label.
describe('a label', { retry: 2 }, () => {
  it.each([
    ['stalled by whoever is next in the event loop, again and again', 35],
    ['stalled for long', 400],
  ])('lets no second hold more than its limit: %s', async (_how, stallMs) => {
    let count = 0;
    const prepare = () => {
      // In the first macrotask after the departure, where time may not pass between it and the sending.
      if (++count % (stallMs > 100 ? 40 : 4) === 0) setImmediate(() => stall(stallMs));
    };
    const limits = [4, 30, 80];
    const runs = await Promise.all(limits.map((limit) => takeTurns(1600, makeRateLimiter(limit), prepare)));
    for (const [index, limit] of limits.entries()) {
      expect(shortestRush(runs[index] ?? [], limit), `${limit} a second`).toBeGreaterThanOrEqual(1000);
    }
  });

  it.each([
    [2.5, 3],
    [3.96, 4],
    [30 * 0.1, 3],
  ])('of %d a second lets none hold more than %i, even after a stall', async (perSecond, most) => {
    // When the second departure is due, which is then late, while the third is not.
    setTimeout(() => stall(900 / perSecond), 850 / perSecond);
    const departures = await takeTurns(1600, makeRateLimiter(perSecond));
    expect(shortestRush(departures, most)).toBeGreaterThanOrEqual(1000);
    expect(departures.length).toBeGreaterThan(most);
  });

  it('gives nearly the whole limit', async () => {
    const [slow = [], fast = []] = await Promise.all(
      [4, 80].map((limit) => takeTurns(1700, makeRateLimiter(limit))),
    );
    // The limit in the first second, and what its rhythm gives of the second.
    expect(slow.length).toBeGreaterThanOrEqual(6);
    expect(fast.length).toBeGreaterThanOrEqual(115);
  });

  it('keeps calls farther apart after refusals at full pace, which show that some are delayed on their way', async () => {
    let later = 0;
    const now = () => performance.now() + later;
    const label = new RateLimiter({ name: 'light', perSecond: 20, share: 1, now });
    onTestFinished(() => label.close());
    for (let i = 0; i < 9; i++) {
      refuse(label, now());
      later += 60_000;
    }
    const departures = await takeTurns(1600, label);
    // 20 ms as always, and no more than 40 in addition.
    expect(shortestRush(departures, 20)).toBeGreaterThanOrEqual(1059);
    expect(shortestRush(departures, 20)).toBeLessThan(1200);
  });

  it('takes no more than its share of a second', async () => {
    const label = new RateLimiter({ name: 'light', perSecond: 40, share: 0.5, now: () => performance.now() });
    onTestFinished(() => label.close());
    const departures = await takeTurns(1600, label);
    expect(shortestRush(departures, 20)).toBeGreaterThanOrEqual(1000);
    expect(departures.length).toBeGreaterThan(25);
  });

  it('has a rhythm, and no bunch at its start', async () => {
    const departures = await takeTurns(450, makeRateLimiter(20));
    expect(shortestRush(departures, 5)).toBeGreaterThan(200);
  });

  it('holds back those who wait already when Zoom refuses a call', async () => {
    const label = makeRateLimiter(100);
    const departures: number[] = [];
    const turns = Array.from({ length: 3 }, async () => {
      const leftAt = await pass(label, never);
      departures.push(leftAt);
      if (departures.length === 1) refuse(label, leftAt, 300);
    });
    await Promise.all(turns);
    const [first = 0, second = 0, third = 0] = departures;
    expect(second - first).toBeGreaterThanOrEqual(299);
    // And goes on more slowly: a hundred a second were too many.
    expect(third - second).toBeGreaterThanOrEqual(50);
  });
});

describe('a call that has its turn and waits for a connection', () => {
  it('counts in every second until it has left, whenever that is', async () => {
    const limit = 20;
    const label = makeRateLimiter(limit);
    const departures: number[] = [];
    // As when a run begins: the first calls need a new connection each, later ones find one that is free.
    const calls = Array.from({ length: 2 * limit }, async (_, number) => {
      const turn = await label.turn(never);
      if (number < limit) await delay(number === 0 ? 600 : 300);
      turn.leave();
      departures.push(turn.leftAt);
    });
    await Promise.all(calls);
    expect(shortestRush(departures, limit)).toBeGreaterThanOrEqual(1000);
  });

  it('that never comes takes its place away for a second, and no longer', async () => {
    const label = makeRateLimiter(1);
    const turn = await label.turn(never);
    const next = pass(label, never);
    await delay(100);
    const start = performance.now();
    turn.leave();
    turn.leave();
    await next;
    expect(performance.now() - start).toBeGreaterThanOrEqual(1000);
    expect(performance.now() - start).toBeLessThan(1900);
  });
});

describe('a refusal', () => {
  it.each<[string, [at: number, leftAt: number, retryAfterMs?: number][], (number | undefined)[]]>([
    ['is followed by a short pause', [[1050, 1000]], [200]],
    [
      'so soon again is followed by a long one',
      [
        [1050, 1000],
        [2000, 1900],
      ],
      [200, 1100],
    ],
    [
      'much later is followed by a short one',
      [
        [1050, 1000],
        [4000, 3900],
      ],
      [200, 200],
    ],
    [
      'of a call that left before the last pause says nothing new',
      [
        [1050, 1000],
        [1060, 1010],
      ],
      [200, undefined],
    ],
    ['that asks to wait is obeyed', [[1050, 1000, 5000]], [5000]],
    ['that asks to wait too long is not', [[1050, 1000, 3_600_000]], [60_000]],
    ['that asks for no wait at all is followed by a pause all the same', [[1050, 1000, 0]], [200]],
    [
      'that asks to wait is obeyed even when it is no news',
      [
        [1050, 1000],
        [1060, 1010, 9000],
      ],
      [200, 9000],
    ],
  ])('%s', (_what, refusals, pauses) => {
    let now = 0;
    const label = new RateLimiter({ name: 'light', perSecond: 30, share: 1, now: () => now });
    onTestFinished(() => label.close());
    const made = refusals.map(([at, leftAt, retryAfterMs]) => {
      now = at;
      return refuse(label, leftAt, retryAfterMs);
    });
    expect(made).toEqual(pauses);
  });
});

describe('whoever waits in a label', () => {
  it('is freed when the signal fires, with its reason, even behind somebody who goes on waiting', async () => {
    const label = makeRateLimiter(100);
    const stop = new AbortController();
    refuse(label, performance.now(), 800);
    const start = performance.now();
    const head = pass(label, never);
    const waiting = Array.from({ length: 4 }, () => pass(label, stop.signal));
    const last = pass(label, never);
    setTimeout(() => stop.abort('enough'), 50);
    expect(await Promise.allSettled(waiting)).toEqual(
      Array(4).fill({ status: 'rejected', reason: 'enough' }),
    );
    expect(performance.now() - start).toBeLessThan(500);
    await head;
    expect(performance.now() - start).toBeGreaterThanOrEqual(799);
    await last;
  });

  it('is freed from a long pause', async () => {
    const label = makeRateLimiter(100);
    refuse(label, performance.now(), 60_000);
    const waiting = pass(label, AbortSignal.timeout(30));
    await expect(waiting).rejects.toThrow(/timeout/);
  });

  it('gets no turn when the signal has fired before', async () => {
    let prepared = 0;
    const turn = pass(makeRateLimiter(100), AbortSignal.abort('before'), () => prepared++);
    await expect(turn).rejects.toBe('before');
    expect(prepared).toBe(0);
  });

  it('does not prepare after the signal', async () => {
    const label = makeRateLimiter(4);
    const stop = new AbortController();
    await pass(label, never);
    let prepared = 0;
    const waiting = pass(label, stop.signal, () => prepared++);
    await delay(20);
    stop.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    await pass(label, never);
    expect(prepared).toBe(0);
  });

  it('prepares last: the time it takes is not taken from the label', async () => {
    const label = makeRateLimiter(1);
    await pass(label, never, () => stall(200));
    const start = performance.now();
    await pass(label, never);
    expect(performance.now() - start).toBeGreaterThanOrEqual(1000);
  });

  it('has no turn when preparing fails, and nobody else loses one', async () => {
    const label = makeRateLimiter(1);
    const failing = pass(label, never, () => {
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    const start = performance.now();
    await pass(label, never);
    expect(performance.now() - start).toBeLessThan(1400);
  });

  it('never gets a turn when the label is closed', async () => {
    const label = new RateLimiter({ name: 'light', perSecond: 1, share: 1, now: () => performance.now() });
    await pass(label, never);
    const waiting = [pass(label, never), pass(label, never)];
    const settled = Promise.allSettled(waiting);
    await label.close();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
