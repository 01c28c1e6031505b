import type { Random } from '../random.ts';
import type { Stage } from '../stage.ts';
import { after } from './later.ts';

/** Nobody answers for a while: some go on for longer than the run has patience. */
export type Outage = { readonly afterMs: number; readonly forMs: number };

/** What the runs are given as `--outage`. */
export const PATIENCE_MS = 2_000;

export function planOutage(random: Random): Outage {
  const forMs = random.chance(0.5)
    ? random.between(200, PATIENCE_MS)
    : random.between(PATIENCE_MS, 3 * PATIENCE_MS);
  return { afterMs: random.between(0, 2_000), forMs };
}

export function goDownDuring({ afterMs, forMs }: Outage, { simulator, counts }: Stage): Disposable {
  return after(afterMs, () => {
    simulator.goDown(forMs);
    counts.outages++;
  });
}
