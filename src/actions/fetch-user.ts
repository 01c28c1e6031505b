import type { ActionContext } from '../core/action.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import type { Reply } from '../core/zoom-api.ts';
import { ZoomError } from '../core/zoom-error.ts';

export type FoundUser = { readonly reply: Reply; readonly user: JsonObject };

/** Asks the account about a user. @throws {ZoomError} `notFound` when it has none of that name */
export async function fetchUser(context: ActionContext, who: string): Promise<FoundUser> {
  const reply = await context.call({ endpoint: 'getUser', user: who });
  const user = reply.body as JsonObject;
  if (textOf(user, 'id') || textOf(user, 'email')) return { reply, user };
  throw new ZoomError({
    kind: 'unreadable',
    message: 'the answer about the user names no user',
    inDoubt: true,
  });
}
