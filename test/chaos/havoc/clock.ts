import type { Random } from '../random.ts';
import type { Stage } from '../stage.ts';
import { after } from './later.ts';

/** The computer's clock is off when a session begins, and is set while it runs: ahead (ms above 0) or behind. */
export type ClockPlan = {
  readonly offMs: number;
  readonly steps: readonly { readonly afterMs: number; readonly offMs: number }[];
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export function planClock(random: Random): ClockPlan {
  return {
    offMs: planOffset(random),
    steps: Array.from({ length: random.between(0, 3) }, () => ({
      afterMs: random.between(300, 2_500),
      offMs: planOffset(random),
    })),
  };
}

function planOffset(random: Random): number {
  const most = random.pick([0, 5_000, 10 * MINUTE_MS, 3 * HOUR_MS, 72 * HOUR_MS]);
  return random.between(-most, most);
}

export function setClock({ offMs }: ClockPlan, { clock, counts }: Stage): void {
  if (!clock) return;
  clock.set(offMs);
  counts.clockSteps++;
}

export function setClockDuring({ steps }: ClockPlan, stage: Stage): Disposable {
  const all = new DisposableStack();
  for (const { afterMs, offMs } of steps) {
    all.use(after(afterMs, () => setClock({ offMs, steps: [] }, stage)));
  }
  return all;
}
