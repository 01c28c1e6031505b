import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { BottleneckRateLimiter } from '../../src/zoom/bottleneck-rate-limiter.ts';
import { makeLimiter, NEVER, pass, passAll, perSecond, shortestRush } from '../support/permits.ts';
import { VirtualTime } from '../support/virtual-time.ts';

/** What must lie between a request and the one a whole second's limit after it. */
const GUARDED_SECOND_MS = 1020;

describe('a limiter', () => {
  it.each([1, 2, 4, 20, 30, 60, 80])(
    'of %d a second lets no sliding second hold more, and gives at least 97 % of it',
    async (limit) => {
      const time = new VirtualTime();
      const sentAt = await time.until(passAll(makeLimiter(limit), 20_000));
      expect(shortestRush(sentAt, limit)).toBeGreaterThanOrEqual(GUARDED_SECOND_MS);
      expect(perSecond(sentAt)).toBeGreaterThanOrEqual(0.97 * limit);
    },
  );

  it.each([
    [2.5, 1, 3],
    [3.96, 1, 4],
    [30, 0.1, 3],
    [40, 0.5, 20],
    [0.5, 0.5, 1],
  ])(
    'of %d a second with a share of %d keeps to that, and never lets a second hold more than %i',
    async (limit, share, most) => {
      const time = new VirtualTime();
      const sentAt = await time.until(passAll(makeLimiter(limit, share), 60_000));
      expect(shortestRush(sentAt, most)).toBeGreaterThanOrEqual(GUARDED_SECOND_MS);
      expect(perSecond(sentAt)).toBeGreaterThanOrEqual(0.97 * limit * share);
      expect(perSecond(sentAt)).toBeLessThanOrEqual(limit * share);
    },
  );

  it.each([
    ['often', 4, 35],
    ['for long', 40, 400],
  ])(
    'lets no sliding second hold more than its limit when the event loop stalls %s',
    async (_how, every, stallMs) => {
      const time = new VirtualTime();
      for (const limit of [2.5, 4, 30, 80]) {
        const stall = (count: number) => count % every === 0 && time.stall(stallMs);
        const sentAt = await time.until(passAll(makeLimiter(limit), 5_000, stall));
        expect(shortestRush(sentAt, Math.ceil(limit)), `${limit} a second`).toBeGreaterThanOrEqual(1000);
        expect(sentAt.length).toBeGreaterThan(2.5 * limit);
      }
    },
  );

  it('lets no sliding second hold more than its limit, whatever happens to the requests and to the event loop', async () => {
    const time = new VirtualTime();
    /** What becomes of a permit: a wait for its connection, a stall of everything, and whether it leaves at all. */
    const request = fc.record({
      waitMs: fc.oneof(fc.constant(0), fc.nat(1500)),
      stallMs: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(900) }),
      isSent: fc.boolean(),
    });
    const runs = fc.record({
      limit: fc.integer({ min: 1, max: 12 }),
      requests: fc.array(request, { minLength: 30, maxLength: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(runs, async ({ limit, requests }) => {
        const limiter = makeLimiter(limit);
        const sentAt: number[] = [];
        const sending = requests.map(async ({ waitMs, stallMs, isSent }) => {
          const permit = await limiter.acquire(NEVER);
          await new Promise((resolve) => setTimeout(resolve, waitMs));
          if (isSent) {
            const at = time.now;
            if (permit.sent()) sentAt.push(at);
          } else {
            permit.cancel();
          }
          time.stall(stallMs);
        });
        await time.until(Promise.all(sending));
        expect(shortestRush(sentAt, limit)).toBeGreaterThanOrEqual(1000);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it.each([2_000, 0])(
    "goes on at its pace when the computer's clock is set back by an hour after %i ms",
    async (before) => {
      const time = new VirtualTime();
      const limiter = makeLimiter(20);
      await time.until(passAll(limiter, before));
      const setBack = Date.now() - 3_600_000 - time.now;
      vi.spyOn(Date, 'now').mockImplementation(() => setBack + time.now);
      const sentAt = await time.until(passAll(limiter, 2_000));
      expect(perSecond(sentAt)).toBeGreaterThan(0.95 * 20);
    },
  );

  it('has a rhythm, and no bunch at its start', async () => {
    const time = new VirtualTime();
    const sentAt = await time.until(passAll(makeLimiter(20), 950));
    const gaps = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
    expect(gaps.length).toBe(18);
    for (const gapMs of gaps) expect(gapMs).toBeCloseTo(50, -1);
  });
});

describe('a request that has its permit and waits for a connection', () => {
  it('counts in every second until it has left, whenever that is', async () => {
    const time = new VirtualTime();
    const limit = 20;
    const limiter = makeLimiter(limit);
    // As when a run begins: the first requests need a new connection each, later ones find one that is free.
    const sending = Array.from({ length: 2 * limit }, async (_, number) => {
      const permit = await limiter.acquire(NEVER);
      if (number < limit) await new Promise((resolve) => setTimeout(resolve, number === 0 ? 600 : 300));
      permit.sent();
      return permit.call?.sentAt ?? Number.NaN;
    });
    const sentAt = (await time.until(Promise.all(sending))).sort((a, b) => a - b);
    expect(shortestRush(sentAt, limit)).toBeGreaterThanOrEqual(GUARDED_SECOND_MS);
  });

  it('holds the next one back for a second, and not for as long as its connection hangs', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(1);
    const permit = await time.until(limiter.acquire(NEVER));
    const nextAt = await time.until(pass(limiter));
    expect(nextAt).toBeGreaterThanOrEqual(1000);
    expect(nextAt).toBeLessThan(1300);
    await time.pass(500);
    // It would be the second one in its second.
    expect(permit.sent()).toBe(false);
  });

  it('and will not leave makes its place free for the next one', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(1);
    const permit = await time.until(limiter.acquire(NEVER));
    const next = pass(limiter);
    await time.pass(5_000);
    const cancelledAt = time.now;
    permit.cancel();
    expect((await time.until(next)) - cancelledAt).toBeLessThanOrEqual(250);
  });

  it('and will not leave, together with all others, makes no bunch of those that follow', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(20);
    const permits = await time.until(Promise.all(Array.from({ length: 20 }, () => limiter.acquire(NEVER))));
    const next = Promise.all(Array.from({ length: 20 }, () => pass(limiter)));
    await time.pass(5_000);
    for (const permit of permits) permit.cancel();
    // The first of them has waited for its place long enough to have the next one right behind it.
    const [, ...sentAt] = await time.until(next);
    expect(shortestRush(sentAt, 1)).toBeGreaterThanOrEqual(25);
  });
});

describe('whoever waits for a permit', () => {
  it('gets it in the order of asking', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(20);
    const order: number[] = [];
    const waiting = Array.from({ length: 60 }, (_, number) => pass(limiter).then(() => order.push(number)));
    await time.until(Promise.all(waiting));
    expect(order).toEqual(Array.from({ length: 60 }, (_, number) => number));
  });

  it('is freed when the signal fires, with its reason, even behind somebody who goes on waiting', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(1);
    await time.until(pass(limiter));
    const stop = new AbortController();
    const head = pass(limiter);
    const waiting = Promise.allSettled(Array.from({ length: 4 }, () => pass(limiter, stop.signal)));
    const last = pass(limiter);
    await time.pass(50);
    stop.abort('enough');
    await time.pass(0);
    expect(await time.until(waiting)).toEqual(Array(4).fill({ status: 'rejected', reason: 'enough' }));
    expect(time.now).toBeLessThan(100);
    expect(await time.until(head)).toBeGreaterThanOrEqual(1000);
    expect(await time.until(last)).toBeGreaterThanOrEqual(2000);
  });

  it('gets none when the signal has fired before', async () => {
    const acquired = makeLimiter(100).acquire(AbortSignal.abort('before'));
    await expect(acquired).rejects.toBe('before');
  });

  it('leaves its place to the next one when the signal fires in the very moment of the permit', async () => {
    const time = new VirtualTime();
    const stop = new AbortController();
    let readings = 0;
    const now = () => {
      // The first time to see whether anything may leave, the second time for the permit.
      if (++readings === 2) stop.abort('enough');
      return time.now;
    };
    const limiter = new BottleneckRateLimiter({ perSecond: 1, share: 1, now });
    const acquired = Promise.allSettled([limiter.acquire(stop.signal)]);
    const next = pass(limiter);
    expect(await time.until(acquired)).toEqual([{ status: 'rejected', reason: 'enough' }]);
    expect(await time.until(next)).toBeLessThanOrEqual(1010);
  });

  it('never gets it when the limiter is closed, wherever it waits', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(1);
    await time.until(pass(limiter));
    const waiting = Promise.allSettled([pass(limiter), pass(limiter), pass(limiter)]);
    // The first of them is through Bottleneck's gate and waits for its second.
    await time.pass(1010);
    await time.until(limiter.close());
    expect((await time.until(waiting)).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    await expect(time.until(pass(limiter))).rejects.toThrow();
  });
});
