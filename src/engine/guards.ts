import { GuardRefusal } from '../core/guard-refusal.ts';
import { GUARD_NAMES, GUARDS, type Guard, type GuardLimit, type GuardName } from '../core/guards.ts';
import type { InputTotals } from './input-totals.ts';

/** By guard. */
export type GuardLimits = Readonly<Record<GuardName, GuardLimit>>;

/**
 * @param activeUsers of the account, of which percentages count where it was read; else of the users that the input names
 * @throws {GuardRefusal} when the input would hit more users than a limit allows
 */
export function checkGuards(totals: InputTotals, limits: GuardLimits, activeUsers?: number): void {
  for (const name of GUARD_NAMES) checkGuard(name, totals, limits[name], activeUsers);
}

function checkGuard(
  name: GuardName,
  totals: InputTotals,
  limit: GuardLimit,
  activeUsers: number | undefined,
): void {
  const guard: Guard = GUARDS[name];
  const inAccount = guard.ofAccount ? activeUsers : undefined;
  const users = inAccount ?? totals.users;
  const found = totals.guarded(name);
  const allowed =
    'count' in limit ? limit.count : Math.max(limit.atLeast, Math.floor((users * limit.percent) / 100));
  if (found <= allowed) return;
  const { says, option } = guard;
  const rule =
    'count' in limit
      ? `${limit.count}`
      : `${limit.percent} % of the ${inAccount === undefined ? 'users that the input names' : 'active users of the account'}, at least ${limit.atLeast}`;
  throw new GuardRefusal(
    `The input ${says(found, users)}; at most ${allowed} are allowed (${option}: ${rule}). ` +
      `Nothing was sent. If this is meant, run it with ${option} ${found}.`,
  );
}
