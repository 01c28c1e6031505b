import { describe, expect, it } from 'vitest';
import type { RateLimit } from '../../src/core/rate-limit.ts';
import type { Observation } from '../../src/core/rate-limiter.ts';
import type { Reply } from '../../src/core/zoom-api.ts';
import { ZoomError, type ZoomErrorKind } from '../../src/core/zoom-error.ts';
import { BottleneckRateLimiter } from '../../src/zoom/bottleneck-rate-limiter.ts';
import { SlidingWindow } from '../../src/zoom/sliding-window.ts';
import { WindowPermit } from '../../src/zoom/window-permit.ts';
import {
  makeLimiter,
  pass,
  passAll,
  permitSentAt,
  perSecondRefusal,
  shortestRush,
} from '../support/permits.ts';
import { VirtualTime } from '../support/virtual-time.ts';

/** A limiter whose clock the test sets. */
function limiterAt(perSecond: number, share = 1) {
  const clock = { now: 0 };
  return { clock, limiter: new BottleneckRateLimiter({ perSecond, share, now: () => clock.now }) };
}

describe('a limiter that observes a refusal per second', () => {
  it.each<[string, [at: number, sentAt: number, retryAfterMs?: number][], Observation[]]>([
    ['pauses for a short time', [[1050, 1000]], [{ pauseMs: 200 }]],
    [
      'so soon again pauses for a long time',
      [
        [1050, 1000],
        [2000, 1900],
      ],
      [{ pauseMs: 200 }, { pauseMs: 1100 }],
    ],
    [
      'much later again pauses for a short time',
      [
        [1050, 1000],
        [4000, 3900],
      ],
      [{ pauseMs: 200 }, { pauseMs: 200 }],
    ],
    [
      'of a request that left before the last pause learns nothing new',
      [
        [1050, 1000],
        [1060, 1010],
      ],
      [{ pauseMs: 200 }, {}],
    ],
    ['that asks to wait obeys', [[1050, 1000, 5000]], [{ pauseMs: 5000 }]],
    ['that asks to wait too long waits for a minute', [[1050, 1000, 3_600_000]], [{ pauseMs: 60_000 }]],
    ['that asks for no wait at all pauses all the same', [[1050, 1000, 0]], [{ pauseMs: 200 }]],
    [
      'that asks to wait obeys even when it is no news',
      [
        [1050, 1000],
        [1060, 1010, 9000],
      ],
      [{ pauseMs: 200 }, { pauseMs: 9000 }],
    ],
  ])('%s', (_what, refusals, observations) => {
    const { clock, limiter } = limiterAt(30);
    const made = refusals.map(([at, sentAt, retryAfterMs]) => {
      clock.now = at;
      return limiter.observe(permitSentAt(sentAt), perSecondRefusal({ retryAfterMs }));
    });
    expect(made).toEqual(observations);
  });

  it('slows down to a little less than was let through in the second before', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(80);
    const permits = [];
    for (let count = 0; count < 41; count++) {
      const permit = await time.until(limiter.acquire(new AbortController().signal));
      permit.sent();
      permits.push(permit);
    }
    const last = permits.at(-1);
    if (last) limiter.observe(last, perSecondRefusal());
    expect(limiter.rate).toEqual({ allowed: 0.92 * 40, limit: 80 });
  });

  it('does not count those refused before it as let through', () => {
    const { clock, limiter } = limiterAt(80);
    const window = new SlidingWindow(80);
    const sendAt = (now: number) => {
      clock.now = now;
      const permit = new WindowPermit(window, now, () => clock.now);
      permit.sent();
      return permit;
    };
    for (let count = 0; count < 20; count++) sendAt(1000 + count);
    const first = sendAt(1050);
    clock.now = 1100;
    limiter.observe(first, perSecondRefusal());
    for (let count = 0; count < 4; count++) sendAt(2000 + count);
    const second = sendAt(2045);
    clock.now = 2100;
    limiter.observe(second, perSecondRefusal());
    expect(limiter.rate.allowed).toBeCloseTo(0.92 * 4, 5);
  });

  it('does not make a pause shorter that goes on already', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(80);
    limiter.observe(permitSentAt(0), perSecondRefusal({ retryAfterMs: 5_000 }));
    await time.pass(100);
    expect(limiter.observe(permitSentAt(50), perSecondRefusal())).toEqual({ pauseMs: 1100 });
    expect(await time.until(pass(limiter))).toBeGreaterThanOrEqual(5_000);
  });

  it('holds back those who wait already, and goes on more slowly', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(100);
    const waiting = [pass(limiter), pass(limiter), pass(limiter)];
    await time.until(Promise.race(waiting));
    const refusedAt = time.now;
    limiter.observe(permitSentAt(refusedAt), perSecondRefusal({ retryAfterMs: 300 }));
    const [, second = 0, third = 0] = await time.until(Promise.all(waiting));
    expect(second - refusedAt).toBeGreaterThanOrEqual(300);
    // A hundred a second were too many: nothing had been let through.
    expect(third - second).toBeGreaterThanOrEqual(50);
  });

  it('keeps requests farther apart after each at full rate, up to 60 ms, since some are delayed on their way', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(20);
    for (const guardMs of [20, 25, 30, 35, 40, 45, 50, 55, 60, 60]) {
      const sentAt = await time.until(passAll(limiter, 2_500));
      expect(shortestRush(sentAt, 20)).toBeGreaterThanOrEqual(1000 + guardMs);
      expect(shortestRush(sentAt, 20)).toBeLessThan(1003 + guardMs);
      limiter.observe(permitSentAt(time.now), perSecondRefusal());
      // Until the rate is back at the limit.
      await time.pass(60_000);
    }
  });

  it('frees whoever waits for the end of a long pause when the signal fires', async () => {
    const time = new VirtualTime();
    const limiter = makeLimiter(100);
    limiter.observe(permitSentAt(time.now), perSecondRefusal({ retryAfterMs: 60_000 }));
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
    expect([
      limiter.observe(permitSentAt(1), refusal),
      limiter.observe(permitSentAt(2), refusal),
      limiter.observe(permitSentAt(3), refusal),
      limiter.rate.limit,
    ]).toEqual([{ pauseMs: 200 }, { pauseMs: 1100, lowerLimit: 20 }, { pauseMs: 1100 }, 10]);
    await time.pass(60_000);
    const sentAt = await time.until(passAll(limiter, 10_000));
    expect(shortestRush(sentAt, 10)).toBeGreaterThanOrEqual(1000);
    expect(shortestRush(sentAt, 2)).toBeGreaterThanOrEqual(190);
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
  ])('%s', (_what, answer, allowed) => {
    const { limiter } = limiterAt(80);
    expect([limiter.observe(permitSentAt(-10), answer), limiter.rate]).toEqual([{}, { allowed, limit: 80 }]);
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
