import { describe, expect, it } from 'vitest';
import { SlidingWindow } from '../../src/zoom/sliding-window.ts';
import { WindowPermit } from '../../src/zoom/window-permit.ts';

const NOW = Number.NEGATIVE_INFINITY;
const NOBODY_KNOWS = Number.POSITIVE_INFINITY;

/** A window of three requests in 1000 ms, of which these have left. */
function windowWith(...times: number[]): SlidingWindow {
  const window = new SlidingWindow(3);
  for (const time of times) {
    window.reserve();
    window.leave(time);
  }
  return window;
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
    expect(windowWith(...times).nextAt(1000)).toBe(nextAt);
  });

  it.each([
    [1, 1200],
    [2, 1300],
    [3, NOBODY_KNOWS],
    [4, NOBODY_KNOWS],
  ])('counts %i requests that have a place and have not left yet in every second', (waiting, nextAt) => {
    const window = windowWith(100, 200, 300);
    for (let i = 0; i < waiting; i++) window.reserve();
    expect(window.nextAt(1000)).toBe(nextAt);
  });

  it('has a place back at once when its request will never leave', () => {
    const window = windowWith(100, 200);
    window.reserve();
    const taken = window.nextAt(1000);
    window.release();
    expect([taken, window.nextAt(1000)]).toEqual([1100, NOW]);
  });

  it('says how many of its requests left after a moment', () => {
    const window = windowWith(100, 200, 300);
    expect([0, 100, 299, 300].map((from) => window.since(from))).toEqual([3, 2, 1, 0]);
  });

  it('goes on with the latest when it is made smaller', () => {
    const window = windowWith(100, 200, 300, 400);
    window.limitTo(2);
    const before = window.nextAt(1000);
    window.reserve();
    window.leave(1300);
    expect([before, window.nextAt(1000), window.since(0)]).toEqual([1300, 1400, 2]);
  });
});

describe('a permit', () => {
  function grant({ at, before }: { readonly at: number; readonly before: readonly number[] }) {
    const clock = { now: at };
    const window = windowWith(...before);
    return { clock, window, permit: new WindowPermit(window, at, () => clock.now) };
  }

  it('knows when its request left, and how many had left in the second and in about the second before', () => {
    const { clock, permit } = grant({ at: 1000, before: [90, 100, 101] });
    clock.now = 1101;
    permit.sent();
    clock.now = 5000;
    const { sentAt, inSecondBefore, aboutSecondBefore } = permit;
    expect({ sentAt, inSecondBefore, aboutSecondBefore }).toEqual({
      sentAt: 1101,
      inSecondBefore: 0,
      aboutSecondBefore: 3,
    });
  });

  it('that was sent counts once, whatever is called after that', () => {
    const { clock, window, permit } = grant({ at: 1000, before: [900] });
    permit.sent();
    clock.now = 2000;
    permit.sent();
    permit.cancel();
    expect([permit.sentAt, window.since(0), window.nextAt(1000)]).toEqual([1000, 2, NOW]);
  });

  it('that was cancelled never counts, whatever is called after that', () => {
    const { window, permit } = grant({ at: 1000, before: [900, 950, 980] });
    const taken = window.nextAt(1000);
    permit.cancel();
    permit.sent();
    permit.cancel();
    expect([taken, window.nextAt(1000), window.since(0)]).toEqual([1950, 1900, 3]);
  });
});
