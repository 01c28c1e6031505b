import { describe, expect, it } from 'vitest';
import { ServerClock } from '../../src/core/server-clock.ts';

const HOUR_MS = 3_600_000;
/** What the server's clock shows when the ticks begin. */
const START = Date.UTC(2026, 10, 26, 12, 0, 0, 400);

/** A server clock that has seen these answers: how far the server's clock is off from `START` plus ticks, and when. */
function seen(
  ...answers: readonly (readonly [ticks: number, offMs?: number, sleptMs?: number, transitMs?: number])[]
) {
  const clock = new ServerClock();
  const slept = answers.map(([ticks, offMs = 0, sleptMs = 0, transitMs = 100]) => {
    const date = Math.floor((START + ticks + offMs) / 1000) * 1000;
    return clock.observe({ date, sentAt: ticks - transitMs / 2, receivedAt: ticks + transitMs / 2 }, sleptMs);
  });
  /** Where the server's clock is thought to be, as bounds around what `START` says. */
  const off = (ticks: number) => {
    const shown = clock.at(ticks);
    return shown && [shown.earliest - START - ticks, shown.latest - START - ticks];
  };
  return { clock, off, slept };
}

describe("Zoom's clock", () => {
  it('is not known before it has told', () => {
    const { clock, off } = seen();
    expect([off(0), clock.latestAt(0), clock.isSure]).toEqual([undefined, undefined, false]);
  });

  it('is known to a second and the way there and back by one answer, for all time', () => {
    const { off } = seen([1_000]);
    expect(off(1_000)).toEqual([-450, 650]);
    expect(off(-5_000)).toEqual([-450, 650]);
    expect(off(9 * HOUR_MS)).toEqual([-450, 650]);
  });

  it('is known the better the more answers there are', () => {
    const { clock, off } = seen([1_000], [2_650], [4_300], [6_550]);
    expect(off(7_000)).toEqual([-100 + 0, 100]);
    expect(clock.isSure).toBe(true);
  });

  it('is not far off after an answer that was long under way', () => {
    expect(seen([1_000], [40_000, 0, 0, 60_000]).off(0)).toEqual([-450, 650]);
  });

  it.each([
    ['1970', -56 * 365 * 24 * HOUR_MS],
    ['2099', 73 * 365 * 24 * HOUR_MS],
  ])('is not believed when it says %s', (_year, offMs) => {
    expect(seen([1_000, offMs]).off(0)).toBe(undefined);
    expect(seen([1_000], [2_000, offMs], [9_000, offMs]).off(0)).toEqual([-450, 650]);
  });

  it.each([-HOUR_MS, HOUR_MS])(
    'is not taken for another because of one answer that is %i ms off',
    (offMs) => {
      const { off } = seen([1_000], [2_000], [3_000, offMs], [4_000], [9_000, offMs], [10_000]);
      expect(off(0)?.every((ms) => Math.abs(ms) < 1_000)).toBe(true);
    },
  );

  it('is not that of a proxy that gives the same moment again and again', () => {
    const { clock } = seen([1_000], [2_000]);
    for (let ticks = 3_000; ticks < HOUR_MS; ticks += 1_700) {
      clock.observe({ date: START - HOUR_MS, sentAt: ticks - 50, receivedAt: ticks + 50 }, 0);
    }
    expect(Math.abs((clock.at(0)?.earliest ?? 0) - START)).toBeLessThan(1_000);
  });

  it('is that of the second answer when the first alone says something else', () => {
    const { off } = seen([1_000, -HOUR_MS], [1_200]);
    expect(off(0)).toEqual([-650, 450]);
  });

  it('was set when the answers keep saying so', () => {
    const { clock, off } = seen([1_000], [2_000], [3_000, HOUR_MS], [3_500, HOUR_MS]);
    expect(off(0)?.every((ms) => Math.abs(ms) < 1_000)).toBe(true);
    expect(clock.generation).toBe(0);
    const later = seen([1_000], [2_000], [3_000, HOUR_MS], [3_500, HOUR_MS], [7_500, HOUR_MS]);
    expect(later.off(0)?.every((ms) => Math.abs(ms - HOUR_MS) < 1_000)).toBe(true);
    expect(later.clock.generation).toBe(1);
  });

  it('may be as late as an answer says that is not believed yet', () => {
    const { clock } = seen([1_000], [2_000], [3_000, HOUR_MS]);
    expect(Math.abs((clock.latestAt(0) ?? 0) - START - HOUR_MS)).toBeLessThan(1_000);
  });

  it('has gone on while the computer slept, as far as its own clock says the same', () => {
    const asleep = seen([1_000], [2_000], [3_000, HOUR_MS, HOUR_MS + 1_000]);
    expect(asleep.slept).toEqual([false, false, true]);
    expect(asleep.off(0)?.every((ms) => Math.abs(ms - HOUR_MS) < 1_000)).toBe(true);
    expect(seen([1_000], [2_000], [3_000, 0, HOUR_MS]).slept).toEqual([false, false, false]);
    expect(seen([1_000], [2_000], [3_000, HOUR_MS, 2 * HOUR_MS]).slept).toEqual([false, false, false]);
  });

  it('may differ a little from one answer to the other, since several machines answer', () => {
    const { off } = seen([1_000], [2_000, 2_500], [3_000], [4_000, 2_500]);
    const [earliest = 0, latest = 0] = off(0) ?? [];
    expect([earliest > -1_000, earliest <= 0, latest >= 0, latest < 4_000]).toEqual([true, true, true, true]);
  });
});
