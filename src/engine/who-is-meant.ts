import { fetchUser } from '../actions/fetch-user.ts';
import type { ActionContext, ActionResult } from '../core/action.ts';
import { textOf } from '../core/json.ts';
import type { Task } from '../core/task.ts';
import type { Protection } from './protection.ts';

/** For what a row may ask; what is learnt of its user on the way is put into `known`. */
type Asking = Omit<ActionContext, 'known'> & { known: ActionContext['known'] };

/**
 * Compares whom a row names with whom the account has under its id. The account is asked only where that matters: for a
 * row that gives an address as well, and where addresses are protected.
 * @param known the address that the account has said the id has, if it was asked already
 * @returns what becomes of the row instead of being sent; undefined when it can be
 * @throws {ZoomError} when the account cannot be asked, or has no such user
 */
export async function refuseByAccount(
  { email, userId }: Task,
  known: string | undefined,
  protection: Protection,
  context: Asking,
): Promise<ActionResult | undefined> {
  if (userId === undefined || (email === undefined && protection.isEmpty)) return undefined;
  // What was sent once already was sent about the user who was meant; by now there may be none, or another address.
  if (context.isInDoubt()) return undefined;
  const address = (email === undefined && known) || (await addressOf(userId, context));
  if (email !== undefined && address.toLowerCase() !== email.toLowerCase()) {
    return { outcome: 'rejected', reason: { kind: 'notOneUser', email, userId, address } };
  }
  if (address === '') return { outcome: 'rejected', reason: { kind: 'noAddress', userId } };
  const pattern = protection.patternFor(address);
  return pattern === undefined ? undefined : { outcome: 'skipped', reason: { kind: 'protected', pattern } };
}

async function addressOf(userId: string, context: Asking): Promise<string> {
  const { user } = await fetchUser(context, userId);
  context.known = user;
  return textOf(user, 'email');
}
