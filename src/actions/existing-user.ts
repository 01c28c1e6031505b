import type { ActionContext, ActionResult } from '../core/action.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import type { Reason } from '../core/reason.ts';
import type { Task } from '../core/task.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { profileOf, updateFields } from './create-fields.ts';
import { lookUp } from './look-up.ts';
import { groupOf, withoutGroupOf } from './pending.ts';
import { putStatus } from './set-status.ts';
import { patchUser } from './update-user.ts';

/** What becomes of a create whose address the account has already. @param refusal Zoom's answer to it */
export async function meetExisting(
  task: Task,
  context: ActionContext,
  refusal: ZoomError,
): Promise<ActionResult> {
  const { message, status } = refusal;
  if (context.onExists === 'fail') throw refusal;
  if (context.onExists === 'skip') {
    return { outcome: 'skipped', httpStatus: status, reason: { kind: 'existed', message } };
  }
  const email = task.email ?? task.user;
  const found = await lookUp(context, email);
  if (!found) throw refusal.with({ reason: { kind: 'refused', message, outsideAccount: true } });
  const { user } = found;
  const userId = textOf(user, 'id');
  if (user.status === 'pending') return { ...(await updateInvited(task, email, context)), userId };

  const fields = withoutGroupOf(user, { ...updateFields(task), ...profileOf(task) });
  const isInactive = user.status === 'inactive';
  const activated =
    isInactive && context.onExists === 'reactivate' ? await putStatus(email, 'activate', context) : undefined;
  const inactive = isInactive && { inactive: activated ? ('activated' as const) : ('still' as const) };
  if (Object.keys(fields).length === 0) {
    const reason: Reason = { kind: 'existed', ...inactive, nothingToChange: true };
    if (activated) return { outcome: 'updated', httpStatus: activated.status, reason, userId };
    return { outcome: 'skipped', httpStatus: status, reason, userId };
  }
  const reply = await update(email, fields, context, activated !== undefined);
  return { outcome: 'updated', httpStatus: reply.status, reason: { kind: 'existed', ...inactive }, userId };
}

async function updateInvited(task: Task, email: string, context: ActionContext): Promise<ActionResult> {
  const group = groupOf(task);
  if (group && !context.hasWaited) await patchUser(email, group, context);
  const reason: Reason = { kind: 'awaitsInvitation', what: 'existingUser' };
  return { outcome: 'deferred', reason, awaitsInvitation: true };
}

async function update(email: string, fields: JsonObject, context: ActionContext, isActivated: boolean) {
  try {
    return await patchUser(email, fields, context);
  } catch (error) {
    if (!isActivated || !(error instanceof ZoomError)) throw error;
    throw error.with({ reason: { kind: 'afterActivation', reason: error.reason } });
  }
}
