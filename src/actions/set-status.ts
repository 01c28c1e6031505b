import type { Action, ActionContext, ActionResult } from '../core/action.ts';
import type { Task } from '../core/task.ts';
import { lookUp, whilePending, whoOf } from './look-up.ts';
import { settledBy } from './settled-by.ts';

const COLUMNS = { who: 'either', required: [], optional: [] } as const;

export const activateAction: Action = {
  name: 'activate',
  summary: 'activates a deactivated user (PUT /users/{userId}/status)',
  rowsAre: 'users switched on again',
  outcome: 'activated',
  columns: COLUMNS,
  makesUser: false,
  invites: false,
  simulatedBefore: 'inactive',
  steps: () => [{ endpoint: 'setStatus', would: 'set the status' }],
  perform: (task, context) => setStatus(task, context, 'activate'),
};

export const deactivateAction: Action = {
  name: 'deactivate',
  summary: 'deactivates a user, which removes all licences (PUT /users/{userId}/status)',
  rowsAre: 'users switched off; they lose their licences',
  outcome: 'deactivated',
  columns: COLUMNS,
  makesUser: false,
  invites: false,
  consent: {
    counts: 'users',
    noun: 'deactivation',
    asks: (count) => `deactivates ${count} user${count === 1 ? '' : 's'} (they lose their licences)`,
  },
  guard: 'deactivate',
  steps: () => [{ endpoint: 'setStatus', would: 'set the status' }],
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
  const who = whoOf(task);
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
  return { outcome, httpStatus: reply.status, ...settledBy(reply) };
}
