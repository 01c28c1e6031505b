import type { Action, ActionContext, ActionResult } from '../core/action.ts';
import type { JsonObject } from '../core/json.ts';
import { POLICY } from '../core/policy.ts';
import type { ActionName, Task } from '../core/task.ts';
import { type Reply, ZoomError } from '../core/zoom-api.ts';
import { CREATE_FIELDS, PROFILE_FIELDS } from './field-lists.ts';
import { lookUp, textOf } from './look-up.ts';
import { patchUser } from './update-user.ts';
import { wasCreatedByUs } from './was-created.ts';

type CreateName = Extract<ActionName, 'create' | 'autoCreate' | 'custCreate' | 'ssoCreate'>;

/**
 * One of Zoom's four ways of making a user. A row with profile columns takes a second call, since `POST /users` knows
 * only a few fields.
 */
export function createAction(name: CreateName, summary: string): Action {
  return {
    name,
    summary,
    columns: {
      who: 'email',
      required: ['type'],
      optional: [
        ...CREATE_FIELDS.filter((field) => field !== 'type'),
        ...PROFILE_FIELDS,
        ...(name === 'autoCreate' ? ['password'] : []),
      ],
    },
    plan: (task) => (name !== 'create' && hasProfile(task) ? ['createUser', 'updateUser'] : ['createUser']),
    perform: (task, context) => perform(name, task, context),
  };
}

async function perform(name: CreateName, task: Task, context: ActionContext): Promise<ActionResult> {
  const profile = profileOf(task);
  let userId = context.alreadyCreated?.userId;
  let created: ActionResult = { outcome: 'created', httpStatus: 201, ...(userId && { userId }) };
  if (userId === undefined) {
    try {
      const { reply, wasLost } = await sendCreate(name, task, context);
      userId = textOf(reply.body as JsonObject, 'id');
      const message = wasLost ? 'the answer was lost; the account shows that the user was created' : '';
      created = { outcome: 'created', httpStatus: 201, message, ...(userId && { userId }) };
    } catch (error) {
      if (!(error instanceof ZoomError) || error.kind !== 'exists') throw error;
      return exists(task, context, error);
    }
  }
  if (!hasProfile(task)) return created;
  if (!context.alreadyCreated) context.recordCreated(userId);
  // Zoom answers an update of a pending user with success, and ignores it.
  if (name === 'create' && !(await hasAccepted(task, context))) return awaitingInvitation(created);
  return finishProfile(task, profile, context, { ...created, ...(userId && { userId }) });
}

/** Zoom's code for a user whose invitation has expired. */
const INVITATION_EXPIRED = 1120;

/** Right after the invitation nobody can have accepted it yet. */
async function hasAccepted(task: Task, context: ActionContext): Promise<boolean> {
  if (!context.alreadyCreated) return false;
  try {
    const found = await lookUp(context, task.user);
    return found !== undefined && found.user.status !== 'pending';
  } catch (error) {
    // That nobody can tell now changes nothing about the user, who was created.
    const isNoAnswer = error instanceof ZoomError && POLICY[error.kind].outcome === 'failed';
    if (isNoAnswer || (error instanceof ZoomError && error.code === INVITATION_EXPIRED)) return false;
    throw error;
  }
}

function awaitingInvitation(created: ActionResult): ActionResult {
  const message =
    'invited; the other columns are sent by `zoom-provision resume` once the invitation is accepted';
  return {
    ...created,
    message: created.message ? `${created.message}; ${message}` : message,
    awaitingInvitation: true,
  };
}

async function finishProfile(
  task: Task,
  profile: JsonObject,
  context: ActionContext,
  created: ActionResult,
): Promise<ActionResult> {
  try {
    await patchUser(task.email ?? task.user, profile, context);
    return created;
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    throw error.with({
      message: `the user was created, but the update with the other columns did not go through: ${error.message}`,
    });
  }
}

/** Creates; what got no answer is settled by asking the account, never by sending again blindly. */
async function sendCreate(
  name: CreateName,
  task: Task,
  context: ActionContext,
): Promise<{ readonly reply: Reply; readonly wasLost: boolean }> {
  let wasLost = false;
  const settle = async (since: number) => {
    const reply = await wasCreatedByUs(task, context, since);
    wasLost ||= reply !== undefined;
    return reply;
  };
  const { doubtSince } = context;
  const before = doubtSince === undefined ? undefined : await settle(doubtSince);
  if (before) return { reply: before, wasLost };
  const { password } = task.fields;
  try {
    const reply = await context.call({
      endpoint: 'createUser',
      body: { action: name, user_info: { email: task.email ?? task.user, ...createFields(task) } },
      secrets: typeof password === 'string' ? [password] : [],
      settle,
    });
    return { reply, wasLost };
  } catch (error) {
    // What an earlier session sent may have taken effect only after it was asked about.
    const isLate = error instanceof ZoomError && error.kind === 'exists' && doubtSince !== undefined;
    const late = isLate ? await settle(doubtSince) : undefined;
    if (late) return { reply: late, wasLost };
    throw error;
  }
}

async function exists(task: Task, context: ActionContext, refusal: ZoomError): Promise<ActionResult> {
  if (context.onExists === 'fail') throw refusal;
  if (context.onExists === 'skip') {
    return { outcome: 'skipped', httpStatus: refusal.status, message: `exists already: ${refusal.message}` };
  }
  const email = task.email ?? task.user;
  const found = await lookUp(context, email);
  if (!found) {
    throw refusal.with({
      message: `${refusal.message} It belongs to a user outside this account, so it was not updated.`,
    });
  }
  const userId = textOf(found.user, 'id');
  if (found.user.status === 'pending') {
    return {
      outcome: 'deferred',
      message:
        'exists already and has not accepted the invitation; `zoom-provision resume` updates it after that',
      userId,
      awaitingInvitation: true,
    };
  }
  const reply = await patchUser(email, { ...updateFields(task), ...profileOf(task) }, context);
  return {
    outcome: 'updated',
    httpStatus: reply.status,
    message: 'existed already, and was updated',
    userId,
  };
}

/** The fields for `user_info`; `zoom_one_type` belongs into `feature` there. */
function createFields(task: Task): JsonObject {
  const { zoom_one_type: zoomOneType, ...fields } = pick(task.fields, [...CREATE_FIELDS, 'password']);
  if (zoomOneType === undefined) return fields;
  return {
    ...fields,
    feature: { ...(fields.feature as JsonObject | undefined), zoom_one_type: zoomOneType },
  };
}

/**
 * The same fields for an update, where `zoom_one_type` stands by itself and no password is taken. Zoom refuses a `type`
 * beside a plan there, while a create needs one.
 */
function updateFields(task: Task): JsonObject {
  const { feature, type, ...fields } = pick(task.fields, CREATE_FIELDS);
  const { zoom_one_type: inFeature, ...rest } = (feature ?? {}) as JsonObject;
  const zoomOneType = fields.zoom_one_type ?? inFeature;
  const hasPlan = zoomOneType !== undefined || fields.plan_united_type !== undefined;
  return {
    ...fields,
    ...(type !== undefined && !hasPlan && { type }),
    ...(zoomOneType !== undefined && { zoom_one_type: zoomOneType }),
    ...(Object.keys(rest).length > 0 && { feature: rest }),
  };
}

function profileOf(task: Task): JsonObject {
  return pick(task.fields, PROFILE_FIELDS);
}

function hasProfile(task: Task): boolean {
  return PROFILE_FIELDS.some((field) => field in task.fields);
}

function pick(fields: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
