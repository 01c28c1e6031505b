import type { ActionResult } from '../core/action.ts';
import type { Protection } from './protection.ts';
import type { RowCall } from './row-call.ts';

/**
 * The guard, asked when a row is to be sent: `resume` may have been given patterns that the run did not begin with.
 * @param addresses those that are known of the row's user
 * @returns what becomes of the row instead of being sent; undefined when it can be
 */
export function leaveProtected(
  addresses: readonly (string | undefined)[],
  protection: Protection,
  {
    mayHaveTakenEffect,
    alreadyCreated,
    hasWaited: awaitsInvitation,
  }: Pick<RowCall, 'mayHaveTakenEffect' | 'alreadyCreated' | 'hasWaited'>,
): ActionResult | undefined {
  const pattern = addresses
    .map((address) => address && protection.patternFor(address))
    .find((known) => known !== undefined);
  if (!pattern) return undefined;
  const reason = { kind: 'protected', pattern } as const;
  if (mayHaveTakenEffect) return { outcome: 'unknown', reason: { ...reason, after: 'sent' } };
  if (!alreadyCreated) return { outcome: 'skipped', reason };
  const { userId } = alreadyCreated;
  return { outcome: 'created', userId, awaitsInvitation, reason: { ...reason, after: 'created' } };
}
