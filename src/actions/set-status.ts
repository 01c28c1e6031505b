import type { Action, ActionContext, ActionResult, CallResult } from '../core/action.ts';
import type { Task } from '../core/task.ts';
import { lookUp, whoOf } from './look-up.ts';
import { type Asked, askIfMayBePending, awaitAcceptance } from './pending.ts';
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
  ignoredWhilePending: true,
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
  ignoredWhilePending: true,
  steps: () => [{ endpoint: 'setStatus', would: 'set the status' }],
  perform: (task, context) => setStatus(task, context, 'deactivate'),
};

const RESULT = {
  activate: { outcome: 'activated', status: 'active', whilePending: awaitAcceptance },
  deactivate: {
    outcome: 'deactivated',
    status: 'inactive',
    whilePending: refuseDeactivation,
  },
} as const satisfies Record<
  string,
  { readonly whilePending: (asked: Asked) => ActionResult } & Record<string, unknown>
>;

/** Nobody wants to wait until a leaver accepts the invitation, which is no longer possible when it has run out. */
function refuseDeactivation({ expired }: Asked): ActionResult {
  if (expired) throw expired;
  return { outcome: 'rejected', reason: { kind: 'onlyDisassociate', instead: 'deactivate' } };
}

async function setStatus(
  task: Task,
  context: ActionContext,
  action: 'activate' | 'deactivate',
): Promise<ActionResult> {
  const who = whoOf(task);
  const { outcome, whilePending } = RESULT[action];
  const asked = await askIfMayBePending(context, who);
  if (asked?.isPending) return whilePending(asked);
  const reply = await putStatus(who, action, context);
  return { outcome, httpStatus: reply.status, ...settledBy(reply) };
}

/** Switches a user on or off. When no answer comes, try after try, the account is asked whether it took effect. */
export function putStatus(
  who: string,
  action: 'activate' | 'deactivate',
  context: ActionContext,
): Promise<CallResult> {
  return context.call({
    endpoint: 'setStatus',
    user: who,
    body: { action },
    settle: async () => {
      const found = await lookUp(context, who);
      return found?.user.status === RESULT[action].status ? found.reply : undefined;
    },
  });
}
