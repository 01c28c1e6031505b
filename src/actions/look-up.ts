import type { ActionContext, ActionResult } from '../core/action.ts';
import type { JsonObject } from '../core/json.ts';
import { type Reply, ZoomError } from '../core/zoom-api.ts';

export type FoundUser = { readonly reply: Reply; readonly user: JsonObject };

/** Asks the account about a user; undefined when it has none of that name. */
export async function lookUp(context: ActionContext, who: string): Promise<FoundUser | undefined> {
  try {
    const reply = await context.call({ endpoint: 'getUser', user: who });
    const user = reply.body as JsonObject;
    if (textOf(user, 'id') || textOf(user, 'email')) return { reply, user };
  } catch (error) {
    if (error instanceof ZoomError && error.kind === 'notFound') return undefined;
    throw error;
  }
  throw new ZoomError({
    kind: 'unreadable',
    message: 'the answer about the user names no user',
    inDoubt: true,
  });
}

/**
 * What becomes of a row about a user whom this program has invited, while the invitation is not accepted: Zoom answers
 * changes of a pending user with success, and ignores them. Undefined when the row can be sent.
 */
export async function whilePending(context: ActionContext, who: string): Promise<ActionResult | undefined> {
  if (!context.invited) return undefined;
  const found = await lookUp(context, who);
  if (found?.user.status !== 'pending') return undefined;
  return {
    outcome: 'deferred',
    message: 'the user has not accepted the invitation; `zoom-provision resume` sends this after that',
    awaitingInvitation: true,
  };
}

/** A field of Zoom's answer as text; empty when it is not there or no text. */
export function textOf(user: JsonObject, field: string): string {
  const value = user[field];
  return typeof value === 'string' ? value : '';
}
