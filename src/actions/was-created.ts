import type { ActionContext } from '../core/action.ts';
import type { JsonObject } from '../core/json.ts';
import type { Task } from '../core/task.ts';
import type { Reply } from '../core/zoom-api.ts';
import { ZOOM_CODES } from '../core/zoom-codes.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { lookUp, whoOf } from './look-up.ts';
import { showsWhatWasSent } from './shows-what-was-sent.ts';

/** Times of users are in whole seconds, and of another of Zoom's machines than the one that answers. */
const TOLERANCE_MS = 2_000;

/**
 * Whether a create of ours, whose answer was lost, made the user whom the account has: told by Zoom's clock and by what was
 * sent, never by the clock of this computer, which may be wrong, or another one since.
 * @param since when it left, at the earliest, by Zoom's clock; undefined when nobody knows
 * @returns the answer that was lost, or undefined when the account has no such user
 * @throws {ZoomError} `exists` when the account had the user before; `unclear` when nothing tells whose it is
 */
export async function wasCreatedByUs(
  task: Task,
  context: ActionContext,
  since: number | undefined,
): Promise<Reply | undefined> {
  const found = await lookUp(context, whoOf(task));
  if (!found) return undefined;
  const { reply, user } = found;
  const isAlike = showsWhatWasSent(user, task.fields);
  const whose = user.status === 'pending' ? ofPending : ofActive;
  const verdict = whose(isAlike, madeAt(user), since, context);
  if (verdict === 'ours') return reply;
  throw verdict === 'older' ? existed(task, user, reply) : unclear(task, verdict, reply);
}

/** `older`: the account had the user before. The others say why nobody can tell. */
type Verdict = 'ours' | 'older' | Unclear;
type Unclear = 'noTime' | 'noSince' | 'otherUser' | 'future' | 'invitedBefore';

/** For a pending user Zoom gives the time of the call, so the time says something only when it is an earlier one. */
function ofPending(
  isAlike: boolean,
  madeAt: number | undefined,
  since: number | undefined,
  { mayBePending }: ActionContext,
): Verdict {
  if (!isAlike || isBefore(madeAt, since)) return 'older';
  // This program invited the user before, and has not seen that accepted.
  return mayBePending ? 'invitedBefore' : 'ours';
}

function ofActive(
  isAlike: boolean,
  madeAt: number | undefined,
  since: number | undefined,
  { latestZoomNow }: ActionContext,
): Verdict {
  const now = latestZoomNow();
  if (madeAt === undefined) return 'noTime';
  if (since === undefined || now === undefined) return 'noSince';
  if (madeAt > now + TOLERANCE_MS) return 'future';
  if (isBefore(madeAt, since)) return 'older';
  return isAlike ? 'ours' : 'otherUser';
}

function isBefore(madeAt: number | undefined, since: number | undefined): boolean {
  return madeAt !== undefined && since !== undefined && madeAt < since - TOLERANCE_MS;
}

/** Of the two times the other is that of the latest login, which may be newer than the user. */
function madeAt({ user_created_at, created_at }: JsonObject): number | undefined {
  const ms = Date.parse(String(user_created_at ?? created_at ?? ''));
  return Number.isNaN(ms) ? undefined : ms;
}

/** As Zoom would answer another create, which is not sent: it might be a second invitation. */
function existed(task: Task, { status }: JsonObject, { trackingId }: Reply): ZoomError {
  const how = status === 'pending' ? ': it was invited before this run, or under another name or type.' : '.';
  return new ZoomError({
    kind: 'exists',
    message: `Email "${task.user}" has already been used${how}`,
    status: 409,
    code: ZOOM_CODES.addressTaken.code,
    trackingId,
  });
}

function unclear(task: Task, why: Unclear, { trackingId }: Reply): ZoomError {
  return new ZoomError({
    kind: 'unclear',
    message: `nothing tells whose ${task.user} is`,
    reason: { kind: 'whoseIsUnclear', why },
    inDoubt: true,
    trackingId,
  });
}
