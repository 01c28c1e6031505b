import { describeUtc } from '../report/terminal/wording.ts';
import type { ClockDoubt } from '../runs/doubt-clock.ts';

/** Why runs are not forgotten by their age, and what to do. */
export function describeClockDoubt({ kind, before, after }: ClockDoubt, now: number): string {
  const utc = (ms: number) => describeUtc(new Date(ms).toISOString());
  const found =
    kind === 'behind'
      ? `but a run on record goes to ${utc(before)}`
      : `and nothing is on record between ${utc(before)} and ${utc(after)}`;
  return (
    `Nothing was forgotten, since this computer's clock may be wrong, or was: it says ${utc(now)}, ${found}. ` +
    'Set it right, or say with --yes that it is; `zoom-provision runs --forget <run-id>` forgets a single run.'
  );
}
