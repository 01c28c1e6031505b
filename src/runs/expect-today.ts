import type { DatabaseSync } from 'node:sqlite';
import { shareOf } from '../engine/day-quotas.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import { QuotaStore, utcDay } from '../ledger/sqlite/quota-store.ts';
import type { RunRecord } from '../ledger/sqlite/run-store.ts';
import { PLANS } from '../zoom/plans.ts';

/** The rows that are sent before the day's invitations are used up, and the calls that they take when all goes well. */
export function expectToday(
  totals: InputTotals,
  database: DatabaseSync,
  { account, plan, startedAt }: RunRecord,
  share: number,
): { readonly rows: number; readonly calls: number } {
  const perDay = shareOf(PLANS[plan].createsPerDay, share);
  const { used, closed } = new QuotaStore(database).get(account, utcDay(startedAt), 'create');
  const left = closed ? 0 : Math.max(0, perDay - used);
  const deferred = Math.max(0, (totals.byAction.create ?? 0) - left);
  const calls = Object.values(totals.calls).reduce((sum, count) => sum + count, 0);
  // An invitation takes one call: what else its row says waits until it is accepted.
  return { rows: totals.valid - totals.protectedRows - deferred, calls: calls - deferred };
}
