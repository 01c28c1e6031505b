import { storedShare } from '../config/stored-request.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import { PLANS } from '../core/plans.ts';
import { quotaPerDay } from '../engine/day-quotas.ts';
import { CreateCalendar } from '../engine/forecast.ts';

/** Beyond these the last day alone says nothing that anybody plans by. */
const MOST_DAYS = 366;

/**
 * On which UTC days deferred users are created, when the run is resumed on each of them and nothing else takes of the quota.
 * @param creates how many were deferred; nothing of that is known where the run does not say when it may go on
 */
export function daysAhead(
  { plan, settings, resumeAfter }: Pick<RunRecord, 'plan' | 'settings' | 'resumeAfter'>,
  creates: number,
): CreateCalendar['days'] {
  if (creates === 0 || resumeAfter === undefined) return [];
  const perDay = quotaPerDay(PLANS[plan], 'create', storedShare({ settings }));
  const calendar = new CreateCalendar(perDay, perDay, resumeAfter);
  const most = Math.min(creates, perDay * MOST_DAYS);
  for (let count = 0; count < most; count++) calendar.next();
  return calendar.days;
}
