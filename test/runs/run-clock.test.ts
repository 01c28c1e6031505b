import { describe, expect, it } from 'vitest';
import type { Notice } from '../../src/core/notice.ts';
import { RunClock } from '../../src/runs/run-clock.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 10, 26, 12);

/** Three clocks, each of which can be set by itself. */
function makeClock(localOffMs = 0) {
  const at = { ticks: 5_000, wall: START + localOffMs, zoom: START };
  const told: Notice[] = [];
  const clock = new RunClock({
    wall: () => at.wall,
    ticks: () => at.ticks,
    random: () => 0,
    tell: (notice) => told.push(notice),
  });
  const pass = (ms: number) => {
    for (const name of ['ticks', 'wall', 'zoom'] as const) at[name] += ms;
  };
  const answer = () => {
    const date = Math.floor(at.zoom / 1000) * 1000;
    clock.learn({ date, sentAt: at.ticks, receivedAt: at.ticks });
  };
  /** Time passes, and answers come. */
  const answers = (count: number) => {
    for (let left = count; left > 0; left--) {
      pass(1_300);
      answer();
    }
  };
  return { at, told, clock, pass, answer, answers };
}

/** Within the second that a `Date` leaves open. */
const near = (ms: number) => expect.toSatisfy((found: number) => Math.abs(found - ms) <= 1_000, `near ${ms}`);

describe('the clock of a run', () => {
  it.each([-HOUR_MS, HOUR_MS])('goes on in the report when the computer’s is set by %i ms', (stepMs) => {
    const { at, clock, pass, answers, told } = makeClock();
    answers(2);
    const before = clock.now();
    at.wall += stepMs;
    pass(700);
    expect(clock.now()).toBe(before + 700);
    answers(3);
    expect(clock.now()).toBe(before + 700 + 3_900);
    expect(clock.zoomNow()).toEqual(near(at.zoom));
    expect(told).toEqual([
      { kind: 'clockStepped', byMs: stepMs },
      { kind: 'clockOff', aheadMs: stepMs },
    ]);
  });

  it.each([-26 * HOUR_MS, 26 * HOUR_MS])('has the days of Zoom when the computer is %i ms off', (offMs) => {
    const { at, clock, answers, told } = makeClock(offMs);
    expect(clock.zoomNow()).toBe(START + offMs);
    answers(1);
    expect(clock.zoomNow()).toEqual(near(at.zoom));
    expect(told).toEqual([]);
    answers(20);
    expect(clock.now()).toBe(at.wall);
    expect(told).toEqual([{ kind: 'clockOff', aheadMs: offMs }]);
  });

  it('says nothing of a clock that is half a minute off', () => {
    const { answers, told } = makeClock(30_000);
    answers(5);
    expect(told).toEqual([]);
  });

  it('goes on by as much as the computer slept, once Zoom says the same', () => {
    const { at, clock, answers, told } = makeClock();
    answers(3);
    const before = clock.now();
    at.wall += HOUR_MS;
    at.zoom += HOUR_MS;
    answers(1);
    expect(clock.now()).toBe(before + HOUR_MS + 1_300);
    expect(clock.zoomNow()).toEqual(near(at.zoom));
    expect(told).toEqual([]);
  });

  it('is believed about a sleep while nobody answers, and not twice when it was set', () => {
    const { at, clock, answers, pass, told } = makeClock();
    answers(3);
    at.wall += HOUR_MS;
    clock.wakeUp();
    expect(clock.zoomNow()).toEqual(near(at.zoom + HOUR_MS));
    answers(1);
    expect(clock.zoomNow()).toEqual(near(at.zoom));
    pass(30_000);
    clock.wakeUp();
    expect(clock.zoomNow()).toEqual(near(at.zoom));
    expect(told[0]).toEqual({ kind: 'clockStepped', byMs: HOUR_MS });
  });

  it('does not wait longer when it is set back', () => {
    const { at, clock, answers } = makeClock();
    answers(3);
    at.wall -= HOUR_MS;
    clock.wakeUp();
    expect(clock.zoomNow()).toEqual(near(at.zoom));
  });
});

describe('a moment', () => {
  it('is known by what an answer tells that comes after it', () => {
    const { at, clock, answers } = makeClock(-HOUR_MS);
    const moment = clock.moment();
    const { zoom } = at;
    expect(moment.zoomTime).toBe(undefined);
    answers(2);
    expect(moment.zoomTime).toEqual(near(zoom));
  });

  it('is not known when the computer may have slept before the first answer', () => {
    const { at, clock, answers } = makeClock();
    const moment = clock.moment();
    at.wall += HOUR_MS;
    at.zoom += HOUR_MS;
    answers(2);
    expect(moment.zoomTime).toBe(undefined);
  });

  it.each([
    ['the computer slept', HOUR_MS],
    ['all its clocks stood still', 0],
  ])('is where it was when after it %s', (_what, wallMs) => {
    const { at, clock, answers } = makeClock();
    answers(3);
    const moment = clock.moment();
    const { zoom } = at;
    at.wall += wallMs;
    at.zoom += HOUR_MS;
    answers(5);
    expect(moment.zoomTime).toEqual(near(zoom));
    expect(clock.moment().zoomTime).toEqual(near(at.zoom));
  });
});
