import type { ActionResult, CallResult } from '../core/action.ts';

/** What the report says of a call whose answer was lost and made up for by asking. */
export function settledBy({ settled }: CallResult): Pick<ActionResult, 'reason'> {
  return settled ? { reason: { kind: 'settled', by: 'asking' } } : {};
}
