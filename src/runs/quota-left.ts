import type { Settings } from '../config/options.ts';
import type { Ledger } from '../core/ledger.ts';
import { PLANS } from '../core/plans.ts';
import { utcDay } from '../core/utc-day.ts';
import { leftOf, quotaPerDay } from '../engine/day-quotas.ts';

/**
 * How many of today's invitations are left for a run with these settings.
 * @param now ms since the epoch
 */
export async function quotaLeft(
  ledger: Ledger,
  account: string,
  { plan, share }: Pick<Settings, 'plan' | 'share'>,
  now: number,
): Promise<number> {
  const day = await ledger.quotaDay(account, utcDay(now), 'create');
  return leftOf(day, quotaPerDay(PLANS[plan], 'create', share));
}
