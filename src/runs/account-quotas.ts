import type { PlanName } from '../core/labels.ts';
import type { Ledger } from '../core/ledger.ts';
import { PLANS } from '../core/plans.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';
import { nextUtcDay, utcDay } from '../core/utc-day.ts';
import { leftOf, quotaPerDay } from '../engine/day-quotas.ts';

/** Today's create quota of an account; the names are those of `quota --json`. */
export type AccountQuota = {
  readonly account: string;
  readonly plan: PlanName;
  readonly used: number;
  readonly limit: number;
  readonly left: number;
  readonly resets_at: string;
};

/**
 * What is left of today's create quota of every account that the ledger knows, and of one that is named.
 * @param planOf the plan, given the one of the account's newest run
 * @param now ms since the epoch
 */
export async function accountQuotas(
  ledger: Ledger,
  named: string | undefined,
  planOf: (known: PlanName | undefined) => PlanName,
  now: number,
): Promise<AccountQuota[]> {
  const runs = (await ledger.runs()).filter(({ account }) => !isSimulatedAccount(account));
  const accounts = new Set([...(named ? [named] : []), ...runs.map(({ account }) => account)]);
  return Promise.all(
    [...accounts].map(async (account) => {
      const plan = planOf(runs.find((run) => run.account === account)?.plan);
      const limit = quotaPerDay(PLANS[plan], 'create', 1);
      const day = await ledger.quotaDay(account, utcDay(now), 'create');
      const resets_at = new Date(nextUtcDay(now)).toISOString();
      // Nobody knows how much of it: so all of it.
      const used = day.damaged ? limit : day.used;
      return { account, plan, used, limit, left: leftOf(day, limit), resets_at };
    }),
  );
}
