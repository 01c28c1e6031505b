import type { ActionContext } from '../core/action.ts';
import type { JsonObject } from '../core/json.ts';
import type { Task } from '../core/task.ts';
import type { Reply } from '../core/zoom-api.ts';
import { ZOOM_CODES } from '../core/zoom-codes.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { lookUp, whoOf } from './look-up.ts';

/** Both clocks are read in whole seconds. */
const CLOCK_TOLERANCE_MS = 2_000;

/**
 * Whether a create of ours that left at `since` or later, and got no answer, made the user: the answer that was lost,
 * or undefined when the account has no such user or had it before.
 */
export async function wasCreatedByUs(
  task: Task,
  context: ActionContext,
  since: number,
): Promise<Reply | undefined> {
  const found = await lookUp(context, whoOf(task));
  if (!found) return undefined;
  const { reply, user } = found;
  if (agrees(user, task.fields) && isNewerThan(task, user, reply, context, since)) return reply;
  // Another create would be answered 409, which is the truth; but an invitation might be sent a second time.
  if (user.status !== 'pending') return undefined;
  throw new ZoomError({
    kind: 'exists',
    message: `Email "${task.user}" has already been used: it was invited before this run, under another name or type.`,
    // As Zoom would answer another create.
    status: 409,
    code: ZOOM_CODES.addressTaken.code,
    trackingId: reply.trackingId,
  });
}

/** For a pending user Zoom gives the time of the call as `created_at`, so this says nothing about one. */
function isNewerThan(
  { action }: Task,
  user: JsonObject,
  reply: Reply,
  context: ActionContext,
  since: number,
): boolean {
  const createdAt = Date.parse(String(user.created_at ?? user.user_created_at ?? ''));
  // Who was invited just now is pending; an active user was there before.
  if (Number.isNaN(createdAt)) return action !== 'create' || user.status === 'pending';
  const now = context.now();
  const ageMs = (reply.serverTime ?? now) - createdAt;
  return ageMs <= now - since + CLOCK_TOLERANCE_MS;
}

/** Whether the account shows nothing else than what was sent. */
function agrees(user: JsonObject, sent: JsonObject): boolean {
  return ['first_name', 'last_name', 'type'].every(
    (field) => sent[field] === undefined || user[field] === undefined || user[field] === sent[field],
  );
}
