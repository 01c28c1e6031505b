import { describe, expect, it } from 'vitest';
import { SlidingWindow } from '../../src/zoom/sliding-window.ts';
import { WindowPermit } from '../../src/zoom/window-permit.ts';

const NOW = Number.NEGATIVE_INFINITY;

/** A window of three requests in 1000 ms, of which these have left. */
function windowWith(...times: number[]): SlidingWindow {
  const window = new SlidingWindow(3);
  leaveAt(window, times);
  return window;
}

function leaveAt(window: SlidingWindow, times: readonly number[]): void {
  for (const grantedAt of times) {
    const waiting = { grantedAt };
    window.reserve(waiting);
    window.leave(waiting, 1000, grantedAt);
  }
}

describe('a sliding window of three requests a second', () => {
  it.each([
    ['at once while it has a place', [100, 200], NOW],
    ['a second after the oldest of the last three', [100, 200, 300], 1100],
    [
      'a second after the oldest of the last three, however many left before',
      [100, 200, 300, 1100, 1250],
      1300,
    ],
  ])('lets one more leave %s', (_when, times, nextAt) => {
    expect(windowWith(...times).nextAt(1000, 300)).toBe(nextAt);
  });

  it.each([
    [1, 1200],
    [2, 1300],
    [3, 1400],
    [4, 1400],
  ])('counts %i requests that have a place and have not left yet in every second', (waiting, nextAt) => {
    const window = windowWith(100, 200, 300);
    for (let i = 0; i < waiting; i++) window.reserve({ grantedAt: 400 + i });
    expect(window.nextAt(1000, 500)).toBe(nextAt);
  });

  it('has a place back at once when its request will never leave', () => {
    const window = windowWith(100, 200);
    const waiting = { grantedAt: 300 };
    window.reserve(waiting);
    const taken = window.nextAt(1000, 300);
    window.release(waiting);
    expect([taken, window.nextAt(1000, 300)]).toEqual([1100, NOW]);
  });

  it('keeps a place for a second and no longer, so that connections that hang hold up nobody else', () => {
    const window = windowWith();
    for (const grantedAt of [100, 200, 300]) window.reserve({ grantedAt });
    expect([1099, 1100, 1300].map((now) => window.nextAt(1000, now))).toEqual([1100, NOW, NOW]);
  });

  it('lets a request leave late when there is room for it, and not when others have taken its place', () => {
    const late = { grantedAt: 100 };
    const empty = windowWith();
    const full = windowWith(500, 600, 700);
    for (const window of [empty, full]) window.reserve(late);
    expect([empty, full].map((window) => window.leave(late, 1000, 1200))).toEqual([true, false]);
    expect([empty, full].map((window) => window.nextAt(1000, 1200))).toEqual([NOW, 1500]);
  });

  it('goes on with the latest when it is made smaller', () => {
    const window = windowWith(100, 200, 300, 400);
    window.limitTo(2);
    const before = window.nextAt(1000, 400);
    leaveAt(window, [1300]);
    expect([before, window.nextAt(1000, 1300)]).toEqual([1300, 1400]);
  });
});

describe('a permit', () => {
  function grant({ at, before }: { readonly at: number; readonly before: readonly number[] }) {
    const clock = { now: at };
    const window = windowWith(...before);
    const left: number[] = [];
    const permit = new WindowPermit({
      window,
      grantedAt: at,
      windowMs: 1000,
      now: () => clock.now,
      onSent: (sentAt) => {
        left.push(sentAt);
        return { sentAt, grantedAt: at, pace: 3 };
      },
    });
    return { clock, window, permit, left };
  }

  it('that was sent counts once, at the moment when its request left, whatever is called after that', () => {
    const { clock, window, permit, left } = grant({ at: 1000, before: [900] });
    clock.now = 1500;
    const first = permit.sent();
    clock.now = 2000;
    permit.cancel();
    expect([first, permit.sent(), left, permit.call?.sentAt]).toEqual([true, true, [1500], 1500]);
    window.reserve({ grantedAt: 1900 });
    expect(window.nextAt(1000, 2000)).toBe(1900);
  });

  it('that was cancelled never counts, whatever is called after that', () => {
    const { window, permit, left } = grant({ at: 1000, before: [900, 950, 980] });
    const taken = window.nextAt(1000, 1000);
    permit.cancel();
    expect([permit.sent(), left, permit.call]).toEqual([false, [], undefined]);
    expect([taken, window.nextAt(1000, 1000)]).toEqual([1950, 1900]);
  });

  it('is over when its request could not leave within a second and others have taken all places', () => {
    const { clock, window, permit, left } = grant({ at: 1000, before: [] });
    leaveAt(window, [1500, 1600, 1700]);
    clock.now = 2100;
    expect([permit.sent(), left]).toEqual([false, []]);
  });
});
