import { ACTIONS } from '../actions/index.ts';
import type { Settings } from '../config/options.ts';
import { GuardRefusal } from '../core/guard-refusal.ts';
import { PLANS } from '../core/plans.ts';
import { ACTION_NAMES } from '../core/vocabulary.ts';
import { type CreateCalendar, forecast } from '../engine/forecast.ts';
import { checkGuards } from '../engine/guards.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import type { PreviewTotals } from '../report/run-report.ts';
import { guardLimits } from './guard-limits.ts';

/** What the report of a preview says of an input that was counted. */
export function previewTotals(
  totals: InputTotals,
  calendar: CreateCalendar,
  { plan, share }: Settings,
): PreviewTotals {
  const { rows, valid, invalid, warned, users, protectedRows, awaitingInvitation, takingLicence, byAction } =
    totals;
  return {
    rows,
    valid,
    invalid,
    warned,
    users,
    protectedRows,
    awaitingInvitation,
    takingLicence,
    actions: ACTION_NAMES.flatMap((action) => {
      const count = byAction[action] ?? 0;
      return count > 0 ? [{ action, rows: count, rowsAre: ACTIONS[action].rowsAre }] : [];
    }),
    consents: totals.consents.map(({ consent, count }) => ({ count, noun: consent.noun })),
    ...forecast(totals.calls, PLANS[plan], share),
    days: calendar.days,
  };
}

/** Why a guard would refuse the run; undefined when none would. @param activeUsers of the account, where it was read */
export function refusalOf(totals: InputTotals, settings: Settings, activeUsers?: number): string | undefined {
  try {
    checkGuards(totals, guardLimits(settings), activeUsers);
    return undefined;
  } catch (error) {
    if (error instanceof GuardRefusal) return error.message;
    throw error;
  }
}
