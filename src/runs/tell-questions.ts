import type { Settings } from '../config/options.ts';
import type { Listener } from '../core/events.ts';
import { PLANS } from '../core/plans.ts';

/** Says how many users are asked about one by one, and how long that takes, before it begins. */
export function tellQuestions(
  users: number,
  { plan, share }: Pick<Settings, 'plan' | 'share'>,
  listen: Listener,
  inSync?: true,
): void {
  if (users === 0) return;
  const seconds = users / (PLANS[plan].perSecond.light * share);
  listen({ type: 'notice', notice: { kind: 'asksAboutUsers', users, seconds, ...(inSync && { inSync }) } });
}
