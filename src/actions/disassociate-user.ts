import type { Action, ActionContext, ActionResult } from '../core/action.ts';
import type { Problem } from '../core/problem.ts';
import type { Task } from '../core/task.ts';
import type { Outcome } from '../core/vocabulary.ts';
import type { Reply } from '../core/zoom-api.ts';
import type { FIELDS } from '../fields/fields.ts';
import { lookUp, whoOf } from './look-up.ts';
import { askWhetherPending } from './pending.ts';
import { settledBy } from './settled-by.ts';

/** What a user leaves behind, and somebody else may get. */
const TRANSFER_SWITCHES = [
  'transfer_meeting',
  'transfer_webinar',
  'transfer_recording',
  'transfer_whiteboard',
  'transfer_clipfiles',
  'transfer_notes',
  'transfer_visitors',
  'transfer_docs',
] as const satisfies (keyof typeof FIELDS)[];

/** Zoom's two ways of taking a user out of the account, by its own words. */
type Removal = 'disassociate' | 'delete';

export function removalAction(
  how: Removal,
  action: Pick<Action, 'name' | 'summary' | 'rowsAre' | 'outcome' | 'consent'>,
): Action {
  const { outcome } = action;
  return {
    ...action,
    columns: { who: 'either', required: [], optional: ['transfer_email', ...TRANSFER_SWITCHES] },
    check: checkTransfer,
    makesUser: false,
    invites: false,
    removesUser: true,
    guard: 'remove',
    needsUser: ({ query }) => query.transfer_email,
    steps: () => [
      { endpoint: 'getUser', would: 'look the user up' },
      { endpoint: 'removeUser', would: `${how} the user` },
    ],
    perform: (task, context) => remove(task, context, how, outcome),
  };
}

export const disassociateAction = removalAction('disassociate', {
  name: 'disassociate',
  summary: 'takes a user out of the account, who keeps a free one of its own (DELETE /users/{userId})',
  rowsAre: 'users taken out of the account; they keep a free one of their own',
  outcome: 'disassociated',
  consent: {
    counts: 'users',
    noun: 'disassociation',
    asks: (count) => `takes ${count} user${count === 1 ? '' : 's'} out of the account`,
  },
});

function checkTransfer({ query, email }: Task): Problem[] {
  const { transfer_email: target } = query;
  const switches = TRANSFER_SWITCHES.filter((column) => query[column] !== undefined);
  if (target === undefined) {
    return switches.map((column) => ({
      column,
      message: 'needs a transfer_email, which says who gets it: fill that cell, or leave this one empty',
    }));
  }
  if (target.toLowerCase() !== email?.toLowerCase()) return [];
  return [
    { column: 'transfer_email', message: "is the user's own address: write that of somebody who stays" },
  ];
}

/**
 * The account is asked about the user first. It must have the user for a lost answer to be settled afterwards: only who
 * was there before is gone because of this row.
 */
async function remove(
  task: Task,
  context: ActionContext,
  how: Removal,
  outcome: Outcome,
): Promise<ActionResult> {
  const who = whoOf(task);
  // What was sent once already was sent about a user who was there.
  if (!context.isInDoubt()) {
    const { isPending, expired } = await askWhetherPending(context, who);
    if (expired && how === 'delete') throw expired;
    if (isPending && how === 'delete') return { outcome: 'rejected', reason: { kind: 'onlyDisassociate' } };
  }
  const reply = await context.call({
    endpoint: 'removeUser',
    user: who,
    query: { action: how, ...task.query },
    settle: async () => ((await lookUp(context, who)) ? undefined : GONE),
  });
  return { outcome, httpStatus: reply.status, ...settledBy(reply) };
}

/** As the answer that was lost would have been. */
const GONE: Reply = {
  status: 204,
  body: undefined,
  trackingId: '',
  rateLimit: undefined,
};
