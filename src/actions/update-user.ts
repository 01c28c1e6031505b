import type { Action, ActionContext, ActionResult, CallResult } from '../core/action.ts';
import type { JsonObject, JsonValue } from '../core/json.ts';
import type { Task } from '../core/task.ts';
import { takesLicence } from './create-fields.ts';
import { CREATE_FIELDS, PROFILE_FIELDS } from './field-lists.ts';
import { lookUp, whoOf } from './look-up.ts';
import { type Asked, askIfMayBePending, awaitAcceptance, groupOf, withoutGroupOf } from './pending.ts';
import { settledBy } from './settled-by.ts';

export const updateAction: Action = {
  name: 'update',
  summary: 'changes fields of a user (PATCH /users/{userId})',
  rowsAre: 'changes to users',
  outcome: 'updated',
  columns: {
    who: 'either',
    required: [],
    optional: [...CREATE_FIELDS, ...PROFILE_FIELDS, 'login_type', 'remove_tsp_credentials'],
    needsField: true,
  },
  makesUser: false,
  invites: false,
  ignoredWhilePending: true,
  takesLicence: ({ fields }) => takesLicence(fields),
  steps: () => [{ endpoint: 'updateUser', would: 'update the user' }],
  perform,
};

async function perform(task: Task, context: ActionContext): Promise<ActionResult> {
  const who = whoOf(task);
  const asked = await askIfMayBePending(context, who);
  if (asked?.isPending) return updatePending(task, who, asked, context);
  const fields = context.hasWaited && asked ? withoutGroupOf(asked.user, task.fields) : task.fields;
  const reply = await patchUser(who, fields, context, task.query);
  return updatedBy(reply);
}

/** The group is for now, all else for when the invitation is accepted. */
async function updatePending(
  task: Task,
  who: string,
  asked: Asked,
  context: ActionContext,
): Promise<ActionResult> {
  const group = groupOf(task);
  if (group === undefined || asked.expired || context.hasWaited) return awaitAcceptance(asked);
  const reply = await patchUser(who, group, context, task.query);
  return Object.keys(task.fields).length > 1 ? awaitAcceptance(asked) : updatedBy(reply);
}

function updatedBy(reply: CallResult): ActionResult {
  return { outcome: 'updated', httpStatus: reply.status, ...settledBy(reply) };
}

/** Fields that GET /users/{userId} shows just as PATCH takes them. */
const SHOWN: ReadonlySet<string> = new Set([
  'first_name',
  'last_name',
  'display_name',
  'type',
  'dept',
  'job_title',
  'company',
  'location',
  'manager',
  'cost_center',
  'cms_user_id',
  'language',
  'timezone',
  'pmi',
  'use_pmi',
  'pronouns',
  'pronouns_option',
]);

/** Sends an update. When no answer comes, try after try, the account is asked whether it took effect. */
export function patchUser(
  who: string,
  body: JsonObject,
  context: ActionContext,
  query: Readonly<Record<string, string>> = {},
): Promise<CallResult> {
  const sent = Object.entries(body);
  const settle = async () => {
    const found = await lookUp(context, who);
    // Zoom leaves a field out that is empty.
    const asSent = found && sent.every(([field, value]) => (found.user[field] ?? '') === value);
    return asSent ? found.reply : undefined;
  };
  return context.call({
    endpoint: 'updateUser',
    user: who,
    query,
    body,
    // Where one field cannot be compared, those that can prove nothing: they may have been the same before.
    ...(sent.every(([field, value]) => isShownAsSent(field, value)) && { settle }),
  });
}

/** Zoom makes a display name of its own where none is given. */
function isShownAsSent(field: string, value: JsonValue): boolean {
  return SHOWN.has(field) && !(field === 'display_name' && value === '');
}
