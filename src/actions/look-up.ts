import type { ActionContext } from '../core/action.ts';
import type { Task } from '../core/task.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { type FoundUser, fetchUser } from './fetch-user.ts';

/** The user in the path of a call: the id, which never changes, else the address. */
export function whoOf({ userId, email, user }: Task): string {
  return userId ?? email ?? user;
}

/** What the account has of a user; undefined when it has none of that name. */
export async function lookUp(context: ActionContext, who: string): Promise<FoundUser | undefined> {
  try {
    return await fetchUser(context, who);
  } catch (error) {
    if (error instanceof ZoomError && error.kind === 'notFound') return undefined;
    throw error;
  }
}
