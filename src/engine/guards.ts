import { GuardRefusal } from '../core/guard-refusal.ts';
import type { InputTotals } from './input-totals.ts';

/** How many deactivations a run may make: a number, or a percentage of the users that its input names. */
export type DeactivationLimit =
  | { readonly count: number }
  /** Of small inputs `atLeast` may be deactivated, whatever the percentage says. */
  | { readonly percent: number; readonly atLeast: number };

/** @throws {GuardRefusal} when the input deactivates more users than the limit allows */
export function guardDeactivations(totals: InputTotals, limit: DeactivationLimit): void {
  const { deactivations, users } = totals;
  const allowed =
    'count' in limit ? limit.count : Math.max(limit.atLeast, Math.floor((users * limit.percent) / 100));
  if (deactivations <= allowed) return;
  const rule =
    'count' in limit
      ? `${limit.count}`
      : `${limit.percent} % of the users that the input names, at least ${limit.atLeast}`;
  throw new GuardRefusal(
    `The input deactivates ${deactivations} of ${users} users; at most ${allowed} are allowed (--max-deactivate: ${rule}). ` +
      `Nothing was sent. If this is meant, run it with --max-deactivate ${deactivations}.`,
  );
}
