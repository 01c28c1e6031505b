import type { Action, ActionContext, ActionResult } from '../core/action.ts';
import type { Task } from '../core/task.ts';
import { lookUp, whilePending } from './look-up.ts';

export const activateAction: Action = {
  name: 'activate',
  summary: 'activates a deactivated user (PUT /users/{userId}/status)',
  columns: { who: 'either', required: [], optional: [] },
  plan: () => ['setStatus'],
  perform: (task, context) => setStatus(task, context, 'activate'),
};

export const deactivateAction: Action = {
  name: 'deactivate',
  summary: 'deactivates a user, which removes all licences (PUT /users/{userId}/status)',
  destructive: 'deactivation',
  columns: { who: 'either', required: [], optional: [] },
  plan: () => ['setStatus'],
  perform: (task, context) => setStatus(task, context, 'deactivate'),
};

const RESULT = {
  activate: { outcome: 'activated', status: 'active' },
  deactivate: { outcome: 'deactivated', status: 'inactive' },
} as const;

async function setStatus(
  task: Task,
  context: ActionContext,
  action: 'activate' | 'deactivate',
): Promise<ActionResult> {
  const who = task.userId ?? task.user;
  const pending = await whilePending(context, who);
  if (pending) return pending;
  const { outcome, status } = RESULT[action];
  const reply = await context.call({
    endpoint: 'setStatus',
    user: who,
    body: { action },
    settle: async () => {
      const found = await lookUp(context, who);
      return found?.user.status === status ? found.reply : undefined;
    },
  });
  return { outcome, httpStatus: reply.status };
}
