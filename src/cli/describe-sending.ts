import { ACTION_NAMES, type ActionName } from '../core/vocabulary.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import { describeCount } from '../report/terminal/wording.ts';

/** One row of an action, as a question counts it; an s makes several. */
const NOUNS = {
  create: 'new user',
  autoCreate: 'new user',
  custCreate: 'new user',
  ssoCreate: 'new user',
  update: 'update',
  activate: 'activation',
  deactivate: 'deactivation',
  password: 'password change',
  change_email: 'address change',
  disassociate: 'removal',
  delete: 'deletion',
} as const satisfies Record<ActionName, string>;

/**
 * What a run is about to send beside the rows that need consent as a whole, and what it leaves out: `2,963 new users`,
 * `37 rows left out`. Empty when there is nothing of the kind.
 */
export function describeSending({
  byAction,
  consents,
  invalid,
  protectedRows,
  unchanged,
}: InputTotals): string[] {
  const told = new Set(consents.filter(({ consent }) => !consent.appliesTo).map(({ action }) => action));
  const counts = new Map<string, number>();
  for (const action of ACTION_NAMES) {
    const count = told.has(action) ? 0 : (byAction[action] ?? 0);
    if (count > 0) counts.set(NOUNS[action], (counts.get(NOUNS[action]) ?? 0) + count);
  }
  return [
    ...[...counts].map(([noun, count]) => describeCount(count, noun)),
    ...(protectedRows > 0 ? [`${describeCount(protectedRows)} of them protected`] : []),
    ...(unchanged > 0 ? [`${describeCount(unchanged, 'row')} that would change nothing`] : []),
    ...(invalid > 0 ? [`${describeCount(invalid, 'row')} left out`] : []),
  ];
}
