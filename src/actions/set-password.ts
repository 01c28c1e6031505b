import type { Action, ActionContext, ActionResult } from '../core/action.ts';
import type { Task } from '../core/task.ts';
import { isZoomCode } from '../core/zoom-codes.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { whoOf } from './look-up.ts';
import { askIfMayBePending, awaitAcceptance } from './pending.ts';

export const passwordAction: Action = {
  name: 'password',
  summary: "sets a user's password; Zoom tells the user by mail (PUT /users/{userId}/password)",
  rowsAre: 'new passwords; Zoom sends each user a mail',
  outcome: 'password_set',
  columns: { who: 'either', required: ['password'], optional: [] },
  makesUser: false,
  invites: false,
  ignoredWhilePending: true,
  consent: {
    counts: 'rows',
    noun: 'password change',
    asks: (count) => `changes ${count} password${count === 1 ? '' : 's'} (Zoom sends each user a mail)`,
  },
  steps: () => [{ endpoint: 'setPassword', would: 'set the password' }],
  perform,
};

const WAITS: ActionResult = {
  outcome: 'deferred',
  reason: { kind: 'awaitsInvitation', what: 'password' },
  awaitsInvitation: true,
};

async function perform(task: Task, context: ActionContext): Promise<ActionResult> {
  const password = String(task.fields.password);
  const who = whoOf(task);
  const asked = await askIfMayBePending(context, who);
  if (asked?.isPending) return asked.expired ? awaitAcceptance(asked) : WAITS;
  try {
    const reply = await context.call({
      endpoint: 'setPassword',
      user: who,
      body: { password },
    });
    return { outcome: 'password_set', httpStatus: reply.status };
  } catch (error) {
    if (!isOwnEcho(error, context)) throw error;
    // As the answer that was lost would have had it.
    return { outcome: 'password_set', httpStatus: 204, reason: { kind: 'settled', by: 'echo' } };
  }
}

/** A password that was sent again, and is refused for being the old one, had been set by the attempt before. */
function isOwnEcho(error: unknown, context: ActionContext): boolean {
  return (
    error instanceof ZoomError &&
    error.kind === 'rejected' &&
    (error.inDoubt || context.isInDoubt()) &&
    isZoomCode(error, 'samePassword', 'passwordUsedBefore')
  );
}
