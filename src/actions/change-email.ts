import type { Action, ActionContext, ActionResult } from '../core/action.ts';
import { textOf } from '../core/json.ts';
import type { Problem } from '../core/problem.ts';
import type { Task } from '../core/task.ts';
import type { Reply } from '../core/zoom-api.ts';
import { fetchUser } from './fetch-user.ts';
import { lookUp, whoOf } from './look-up.ts';
import { settledBy } from './settled-by.ts';

export const changeEmailAction: Action = {
  name: 'change_email',
  summary: "changes a user's e-mail address, in an account with managed domains (PUT /users/{userId}/email)",
  rowsAre: 'new e-mail addresses for users',
  outcome: 'email_changed',
  columns: { who: 'either', required: ['new_email'], optional: [] },
  check: checkAddress,
  makesUser: false,
  invites: false,
  newAddress,
  steps: () => [
    { endpoint: 'getUser', would: 'look the user up' },
    { endpoint: 'changeEmail', would: 'change the e-mail address' },
  ],
  perform,
};

function newAddress({ fields }: Task): string {
  return String(fields.new_email);
}

function checkAddress(task: Task): Problem[] {
  if (task.email?.toLowerCase() !== newAddress(task).toLowerCase()) return [];
  return [
    { column: 'new_email', message: 'is the address that the row names the user by: write the new one' },
  ];
}

/**
 * The account is asked about the user first: only of somebody who had the old address can be said, after a lost answer,
 * that it changed to the new one.
 */
async function perform(task: Task, context: ActionContext): Promise<ActionResult> {
  const who = whoOf(task);
  // What was sent once already was sent about a user who was there.
  if (!context.isInDoubt() && !context.known) await fetchUser(context, who);
  const reply = await context.call({
    endpoint: 'changeEmail',
    user: who,
    body: { email: newAddress(task) },
    settle: () => wasChanged(task, context),
  });
  return { outcome: 'email_changed', httpStatus: reply.status, ...settledBy(reply) };
}

/** Whether the new address is this user's by now, and not that of somebody else who had it all along. */
async function wasChanged(task: Task, context: ActionContext): Promise<Reply | undefined> {
  const found = await lookUp(context, newAddress(task));
  if (!found) return undefined;
  if (task.userId !== undefined) return textOf(found.user, 'id') === task.userId ? found.reply : undefined;
  return (await lookUp(context, whoOf(task))) ? undefined : found.reply;
}
