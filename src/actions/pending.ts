import type { ActionContext, ActionResult } from '../core/action.ts';
import type { JsonObject } from '../core/json.ts';
import type { Task } from '../core/task.ts';
import { isZoomCode } from '../core/zoom-codes.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { fetchUser } from './fetch-user.ts';

export type Asked = {
  readonly isPending: boolean;
  readonly user: JsonObject;
  /** The invitation has run out: what Zoom says instead of anything about the user. */
  readonly expired?: ZoomError;
};

/** Zoom answers changes of a user who has not accepted the invitation with success, and ignores them. */
export function awaitAcceptance({ expired }: Asked): ActionResult {
  const reason = { kind: 'awaitsInvitation', what: expired ? 'expiredRow' : 'row' } as const;
  return { outcome: 'deferred', reason, awaitsInvitation: true };
}

/**
 * What the account says of a user before anything is sent about it.
 * @throws {ZoomError} `notFound` when it has no such user
 */
export async function askWhetherPending(context: ActionContext, who: string): Promise<Asked> {
  try {
    const user = context.known ?? (await fetchUser(context, who)).user;
    return { isPending: user.status === 'pending', user };
  } catch (error) {
    if (error instanceof ZoomError && isZoomCode(error, 'invitationExpired'))
      return { isPending: true, user: {}, expired: error };
    throw error;
  }
}

/** The same for a row that changes somebody who may be pending; undefined for one that can be sent unasked. */
export async function askIfMayBePending(context: ActionContext, who: string): Promise<Asked | undefined> {
  return context.mayBePending ? askWhetherPending(context, who) : undefined;
}

/** The one field that Zoom takes for a user who is pending, and documents for nobody else. */
export function groupOf({ fields: { group_id: group } }: Task): JsonObject | undefined {
  return group === undefined ? undefined : { group_id: group };
}

/** What is left to send to a user who has accepted: not the group, when the user is in it. */
export function withoutGroupOf(user: JsonObject, { group_id: group, ...fields }: JsonObject): JsonObject {
  const isThere = group === undefined || (Array.isArray(user.group_ids) && user.group_ids.includes(group));
  return isThere ? fields : { ...fields, group_id: group };
}
