import type { Ledger } from '../core/ledger.ts';
import { touchedAt } from './touched-at.ts';

/** Clocks that are set little by little differ by less. */
const SLACK_MS = 60_000;

/** Nobody who goes on with a ledger leaves it alone for so long, so something else is more likely: two years. */
const LONGEST_IDLE_MS = 731 * 24 * 60 * 60 * 1000;

/** Why this computer's clock, or the one that it had, is probably wrong; times in ms since the epoch. */
export type ClockDoubt = {
  /** It is before the newest time on record, or so far after the times before that years are missing in between. */
  readonly kind: 'behind' | 'farAhead';
  readonly before: number;
  readonly after: number;
};

/**
 * Whether what is on record speaks against this computer's clock. Whoever forgets by such a clock may forget all.
 * @param now ms since the epoch, by that clock
 */
export async function doubtClock(ledger: Ledger, now: number): Promise<ClockDoubt | undefined> {
  const times = (await ledger.runs()).map(touchedAt).sort((one, other) => one - other);
  const newest = times.at(-1);
  if (newest !== undefined && now < newest - SLACK_MS) return { kind: 'behind', before: newest, after: now };
  for (const [index, before] of times.entries()) {
    const after = times[index + 1] ?? now;
    if (after - before > LONGEST_IDLE_MS) return { kind: 'farAhead', before, after };
  }
  return undefined;
}
