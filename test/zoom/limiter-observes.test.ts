import { describe, expect, it } from 'vitest';
import type { RateLimit } from '../../src/core/rate-limit.ts';
import type { Reply } from '../../src/core/zoom-api.ts';
import { ZoomError, type ZoomErrorKind } from '../../src/core/zoom-error.ts';
import type { BottleneckRateLimiter } from '../../src/zoom/bottleneck-rate-limiter.ts';
import type { WindowPermit } from '../../src/zoom/window-permit.ts';
import { makeLimiter, NEVER, pass, passAll, perSecondRefusal, shortestRush } from '../support/permits.ts';
import { VirtualTime } from '../support/virtual-time.ts';

/** A permit whose request has left. */
async function send(limiter: BottleneckRateLimiter, time: VirtualTime): Promise<WindowPermit> {
  const permit = await time.until(limiter.acquire(NEVER));
  permit.sent();
  return permit;
}

/** Requests that are refused one after the other, each 10 ms after it has left. @returns for how long each made the label pause */
async function refuse(
  count: number,
  retryAfterMs?: number,
  limiter = makeLimiter(80),
): Promise<(number | undefined)[]> {
  const time = new VirtualTime();
  const pauses: (number | undefined)[] = [];
  for (let number = 0; number < count; number++) {
    const permit = await send(limiter, time);
    await time.pass(10);
    pauses.push(limiter.observe(permit, perSecondRefusal({ retryAfterMs })).pauseMs);
  }
  return pauses;
}

describe('a limiter that observes a refusal per second', () => {
  it('does not pause for a few, and for longer and longer when one after the other is refused', async () => {
    expect(await refuse(7)).toEqual([undefined, undefined, undefined, 100, 200, 400, 400]);
  });

  it.each([
    ['obeys', 5_000, 5_000],
    ['waits for a minute at most', 3_600_000, 60_000],
    ['needs no wait for none at all', 0, undefined],
  ])('%s when Zoom asks to wait', async (_what, retryAfterMs, pauseMs) => {
    expect(await refuse(1, retryAfterMs)).toEqual([pauseMs]);
  });

  it('sends a single request after a pause, and the others when it has passed', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(80);
    const refusal = perSecondRefusal({ retryAfterMs: 1_000 });
    limiter.observe(await send(limiter, time), refusal);
    const probe = await send(limiter, time);
    const next = pass(limiter);
    await time.pass(200);
    const answeredAt = time.now;
    limiter.observe(probe, {
      status: 204,
      body: undefined,
      trackingId: '',
      rateLimit: undefined,
    });
    expect(probe.call?.sentAt).toBeGreaterThanOrEqual(1_000);
    expect(await time.until(next)).toBeGreaterThanOrEqual(answeredAt);
  });

  it('does not wait for an answer that does not come', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(80);
    limiter.observe(await send(limiter, time), perSecondRefusal({ retryAfterMs: 1_000 }));
    const { call } = await send(limiter, time);
    const next = await time.until(pass(limiter));
    expect(next - (call?.sentAt ?? 0)).toBeGreaterThanOrEqual(400);
    expect(next - (call?.sentAt ?? 0)).toBeLessThan(700);
  });

  it('does not make a pause shorter that goes on already', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(80);
    const [first, second] = [await send(limiter, time), await send(limiter, time)];
    limiter.observe(first, perSecondRefusal({ retryAfterMs: 5_000 }));
    limiter.observe(second, perSecondRefusal({ retryAfterMs: 1_000 }));
    expect(await time.until(pass(limiter))).toBeGreaterThanOrEqual(5_000);
  });

  it('lets whoever was refused go first', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(20);
    await send(limiter, time);
    const order: string[] = [];
    const waiting = ['a', 'b', 'c'].map((name) => pass(limiter).then(() => order.push(name)));
    const again = limiter.acquire(NEVER, { first: true }).then((permit) => {
      permit.sent();
      order.push('again');
    });
    await time.until(Promise.all([...waiting, again]));
    // The one that waits at the gate already has its turn.
    expect(order).toEqual(['a', 'again', 'b', 'c']);
  });

  it('keeps requests farther apart after a refusal at full rate, up to 60 ms, since some are delayed on their way', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(20);
    await time.pass(20_000);
    for (const guardMs of [20, 25, 30, 35, 40, 45, 50, 55, 60, 60]) {
      const sentAt = await time.until(passAll(limiter, 2_500));
      expect(shortestRush(sentAt, 20)).toBeGreaterThanOrEqual(1000 + guardMs);
      expect(shortestRush(sentAt, 20)).toBeLessThan(1004 + guardMs);
      limiter.observe(await send(limiter, time), perSecondRefusal());
      await time.pass(60_000);
    }
  });

  it('frees whoever waits for the end of a long pause when the signal fires', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(100);
    limiter.observe(await send(limiter, time), perSecondRefusal({ retryAfterMs: 60_000 }));
    const stop = new AbortController();
    const waiting = Promise.allSettled([pass(limiter, stop.signal)]);
    await time.pass(30_000);
    stop.abort('enough');
    expect(await time.until(waiting, 1)).toEqual([{ status: 'rejected', reason: 'enough' }]);
  });

  it('believes a lower limit of the account the second time it is named, and keeps to its share of it', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(80, 0.5);
    const refusal = perSecondRefusal({ rateLimit: { limit: 20, remaining: 0, window: 'second' } });
    const [first, second] = [await send(limiter, time), await send(limiter, time)];
    expect([limiter.observe(first, refusal), limiter.observe(second, refusal), limiter.rate.limit]).toEqual([
      {},
      { lowerLimit: 20 },
      10,
    ]);
    await time.pass(60_000);
    const sentAt = await time.until(passAll(limiter, 10_000));
    expect(shortestRush(sentAt, 10)).toBeGreaterThanOrEqual(1000);
    expect(shortestRush(sentAt, 2)).toBeGreaterThanOrEqual(175);
  });
});

describe('a limiter that observes an answer', () => {
  const LEFT: RateLimit = { limit: 80, remaining: 10, window: 'second' };
  const reply = (rateLimit: RateLimit | undefined): Reply => ({
    status: 200,
    body: undefined,
    trackingId: '',
    rateLimit,
  });
  const error = (kind: ZoomErrorKind, rateLimit?: RateLimit) =>
    new ZoomError({ kind, message: 'no', rateLimit, retryAfterMs: 5_000 });

  it.each<[string, Reply | ZoomError, allowed: number]>([
    ['gives way when a success says how little is left of the second', reply(LEFT), 40],
    ['gives way when a refusal of something else says so', error('rejected', LEFT), 40],
    ['goes on when a success says nothing of the second', reply(undefined), 80],
    ["goes on when it is about a day's quota", error('rateDaily', { ...LEFT, window: 'day' }), 80],
    ['goes on when the user is busy', error('concurrent'), 80],
    ['goes on when Zoom fails', error('server'), 80],
    ['goes on when no answer came', error('unreachable'), 80],
  ])('%s', async (_what, answer, allowed) => {
    const time = new VirtualTime();
    const limiter = makeLimiter(80);
    const permit = await send(limiter, time);
    expect([limiter.observe(permit, answer), limiter.rate]).toEqual([{}, { allowed, limit: 80 }]);
  });

  it('knows how many of a second were its own', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(80);
    for (let count = 0; count < 59; count++) await time.until(pass(limiter));
    const permit = await time.until(limiter.acquire(new AbortController().signal));
    permit.sent();
    limiter.observe(permit, reply(LEFT));
    // 70 are used, 60 of them by this run: 10 are somebody else's.
    expect(limiter.rate.allowed).toBe(70);
  });
});

describe('a limiter whose calls have to wait for a connection, beside an app that takes half', () => {
  /** A call every 20 ms or a little more, each of which leaves so long after its permit; then Zoom says that 40 of 80 are others'. */
  async function beside40(waitMs: number) {
    const time = new VirtualTime();
    const limiter = makeLimiter(80);
    // What guards the first seconds is over.
    await time.pass(20_000);
    const permits: WindowPermit[] = [];
    for (let number = 0; number < 40; number++) {
      const permit = await time.until(limiter.acquire(NEVER));
      setTimeout(() => permit.sent(), waitMs);
      permits.push(permit);
      await time.pass(20);
    }
    await time.pass(waitMs);
    const [last] = permits.slice(-1);
    if (!last) throw new Error('no permit');
    const rateLimit = { limit: 80, remaining: 0, window: 'second' } as const;
    limiter.observe(last, { status: 204, body: undefined, trackingId: '', rateLimit });
    return { time, limiter, firstAt: permits[0]?.grantedAt ?? Number.NaN };
  }

  it('grants as many as have a place, though none of them has left yet', async () => {
    const { time, limiter } = await beside40(0);
    let granted = 0;
    const end = new AbortController();
    const waiting = (async () => {
      for (;;) {
        await limiter.acquire(end.signal);
        granted++;
      }
    })().catch(() => undefined);
    await time.pass(900);
    end.abort();
    await time.until(waiting);
    expect(granted).toBeGreaterThan(30);
    expect(granted).toBeLessThan(40);
  });

  it('grants the next when the first permit is a second old, not when its call is', async () => {
    const { time, limiter, firstAt } = await beside40(50);
    const sentAt = await time.until(pass(limiter));
    expect(sentAt - firstAt).toBeGreaterThanOrEqual(1008);
    expect(sentAt - firstAt).toBeLessThan(1012);
  });
});
