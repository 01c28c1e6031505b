import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PeakRateMeter } from '../../src/simulator/state/peak-rate.ts';

it.each([
  [[], { fixed: 0, sliding: 0 }],
  [[999, 1000, 1998.9, 1999], { fixed: 3, sliding: 3 }],
  [[0, 999, 1000], { fixed: 2, sliding: 2 }],
  [[900, 950, 1000, 1050, 5000], { fixed: 2, sliding: 4 }],
])('arrivals at %o have a peak rate of %o', (arrivals, peakRate) => {
  const meter = new PeakRateMeter();
  for (const at of arrivals) meter.add(at);
  expect(meter.peakRate).toEqual(peakRate);
});

it('finds the fullest second of any arrivals, however many', () => {
  const gaps = fc.array(fc.nat(700), { maxLength: 60 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 100 }), (pattern, repeats) => {
      const meter = new PeakRateMeter();
      const arrivals: number[] = [];
      let at = 0;
      for (let round = 0; round < repeats; round++) {
        for (const gap of pattern) {
          at += gap;
          arrivals.push(at);
          meter.add(at);
        }
      }
      expect(meter.peakRate).toEqual({
        fixed: fullest(arrivals, (one, other) => Math.floor(one / 1000) === Math.floor(other / 1000)),
        sliding: fullest(arrivals, (one, other) => other - one < 1000),
      });
    }),
    { numRuns: 60 },
  );
});

it('forgets nothing that counts when it throws old arrivals away', () => {
  for (let sparse = 2000; sparse < 2010; sparse++) {
    const meter = new PeakRateMeter();
    for (let n = 0; n < sparse; n++) meter.add(n * 2000);
    meter.add((sparse - 1) * 2000 + 500);
    expect(meter.peakRate).toEqual({ fixed: 2, sliding: 2 });
  }
});

/** The most arrivals, from any of them on, that share a second with it. */
function fullest(arrivals: readonly number[], share: (one: number, other: number) => boolean): number {
  let most = 0;
  for (let from = 0; from < arrivals.length; from++) {
    let to = from;
    while (to < arrivals.length && share(arrivals[from] ?? 0, arrivals[to] ?? 0)) to++;
    most = Math.max(most, to - from);
  }
  return most;
}
