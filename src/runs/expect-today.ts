import type { InputTotals } from '../engine/input-totals.ts';

/**
 * The rows that are sent before the day's invitations are used up, and the calls that they take when all goes well.
 * @param left how many of today's invitations are left
 */
export function expectToday(
  totals: InputTotals,
  left: number,
): { readonly rows: number; readonly calls: number } {
  const deferred = Math.max(0, totals.invitations - left);
  const calls = Object.values(totals.calls).reduce((sum, count) => sum + count, 0);
  // An invitation takes one call: what else its row says waits until it is accepted.
  return { rows: totals.valid - totals.protectedRows - deferred, calls: calls - deferred };
}
