import type { Action, ActionContext, ActionResult } from '../core/action.ts';
import type { Task } from '../core/task.ts';
import { ZoomError } from '../core/zoom-api.ts';

export const passwordAction: Action = {
  name: 'password',
  summary: "sets a user's password; Zoom tells the user by mail (PUT /users/{userId}/password)",
  destructive: 'password',
  columns: { who: 'either', required: ['password'], optional: [] },
  plan: () => ['setPassword'],
  perform,
};

async function perform(task: Task, context: ActionContext): Promise<ActionResult> {
  const password = String(task.fields.password);
  try {
    const reply = await context.call({
      endpoint: 'setPassword',
      user: task.userId ?? task.user,
      body: { password },
      secrets: [password],
    });
    return { outcome: 'password_set', httpStatus: reply.status };
  } catch (error) {
    if (!isOwnEcho(error, context)) throw error;
    const message = 'the first answer was lost; Zoom then said that this is the password already';
    // As the answer that was lost would have had it.
    return { outcome: 'password_set', httpStatus: 204, message };
  }
}

/** A password that was sent again, and is refused for being the old one, had been set by the attempt before. */
function isOwnEcho(error: unknown, { doubtSince }: ActionContext): error is ZoomError {
  if (!(error instanceof ZoomError) || error.kind !== 'rejected') return false;
  if (!error.inDoubt && doubtSince === undefined) return false;
  return error.code === 1129 || /match the old password/i.test(error.message);
}
