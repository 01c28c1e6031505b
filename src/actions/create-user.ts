import type { Action, ActionContext, ActionResult, CallResult } from '../core/action.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import { POLICY } from '../core/policy.ts';
import type { Reason } from '../core/reason.ts';
import type { Task } from '../core/task.ts';
import type { ActionName } from '../core/vocabulary.ts';
import { isZoomCode } from '../core/zoom-codes.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { createFields, hasProfile, profileOf, updateFields } from './create-fields.ts';
import { CREATE_FIELDS, PROFILE_FIELDS } from './field-lists.ts';
import { lookUp } from './look-up.ts';
import { settledBy } from './settled-by.ts';
import { patchUser } from './update-user.ts';
import { wasCreatedByUs } from './was-created.ts';

type CreateName = Extract<ActionName, 'create' | 'autoCreate' | 'custCreate' | 'ssoCreate'>;

/**
 * One of Zoom's four ways of making a user. A row with profile columns takes a second call, since `POST /users` knows
 * only a few fields.
 */
export function createAction(name: CreateName, summary: string, rowsAre: string): Action {
  const invites = name === 'create';
  return {
    name,
    summary,
    rowsAre,
    outcome: 'created',
    columns: {
      who: 'email',
      required: ['type'],
      optional: [
        ...CREATE_FIELDS.filter((field) => field !== 'type'),
        ...PROFILE_FIELDS,
        ...(name === 'autoCreate' ? ['password'] : []),
      ],
    },
    makesUser: true,
    invites,
    steps: (task) => [
      { endpoint: 'createUser', would: 'create the user' },
      ...(!invites && hasProfile(task)
        ? [{ endpoint: 'updateUser', would: 'update the user' } as const]
        : []),
    ],
    ...(invites && { awaitsInvitation: hasProfile }),
    perform: (task, context) => perform(name, task, context),
  };
}

async function perform(name: CreateName, task: Task, context: ActionContext): Promise<ActionResult> {
  const made = context.alreadyCreated
    ? { ...CREATED, userId: context.alreadyCreated.userId }
    : await create(name, task, context);
  if (made.outcome !== 'created' || !hasProfile(task)) return made;
  if (!context.alreadyCreated) await context.recordCreated(made.userId ?? '');
  // Zoom answers an update of a pending user with success, and ignores it.
  if (name === 'create' && !(await hasAccepted(task, context))) return awaitInvitation(made);
  return finishProfile(task, context, made);
}

const CREATED = { outcome: 'created', httpStatus: 201 } as const satisfies ActionResult;

async function create(name: CreateName, task: Task, context: ActionContext): Promise<ActionResult> {
  try {
    const reply = await sendCreate(name, task, context);
    const userId = idIn(reply);
    const httpStatus = reply.settled ? CREATED.httpStatus : reply.status;
    return { ...CREATED, httpStatus, ...settledBy(reply), ...(userId && { userId }) };
  } catch (error) {
    if (!(error instanceof ZoomError) || error.kind !== 'exists') throw error;
    return exists(task, context, error);
  }
}

/** Empty when the answer says that the user was made, and nothing else. */
function idIn({ body }: CallResult): string {
  return typeof body === 'object' && body !== null ? textOf(body as JsonObject, 'id') : '';
}

/** What got no answer is settled by asking the account, never by sending again blindly. */
function sendCreate(name: CreateName, task: Task, context: ActionContext): Promise<CallResult> {
  const { password } = task.fields;
  return context.call({
    endpoint: 'createUser',
    body: { action: name, user_info: { email: task.email ?? task.user, ...createFields(task) } },
    secrets: typeof password === 'string' ? [password] : [],
    settle: (since) => wasCreatedByUs(task, context, since),
  });
}

/** Right after the invitation nobody can have accepted it yet. */
async function hasAccepted(task: Task, context: ActionContext): Promise<boolean> {
  if (!context.alreadyCreated) return false;
  try {
    const found = await lookUp(context, task.email ?? task.user);
    return found !== undefined && found.user.status !== 'pending';
  } catch (error) {
    // That nobody can tell now changes nothing about the user, who was created.
    const isNoAnswer = error instanceof ZoomError && POLICY[error.kind].outcome === 'failed';
    if (isNoAnswer || (error instanceof ZoomError && isZoomCode(error, 'invitationExpired'))) return false;
    throw error;
  }
}

function awaitInvitation(made: ActionResult): ActionResult {
  const settled = made.reason?.kind === 'settled' ? { settled: true as const } : {};
  const reason: Reason = { kind: 'awaitsInvitation', what: 'profile', ...settled };
  return { ...made, reason, awaitsInvitation: true };
}

async function finishProfile(task: Task, context: ActionContext, made: ActionResult): Promise<ActionResult> {
  try {
    await patchUser(task.email ?? task.user, profileOf(task), context);
    return made;
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    throw error.with({ reason: { kind: 'afterCreate', reason: error.reason } });
  }
}

async function exists(task: Task, context: ActionContext, refusal: ZoomError): Promise<ActionResult> {
  const { message, status } = refusal;
  if (context.onExists === 'fail') throw refusal;
  if (context.onExists === 'skip') {
    return { outcome: 'skipped', httpStatus: status, reason: { kind: 'existed', message } };
  }
  const email = task.email ?? task.user;
  const found = await lookUp(context, email);
  if (!found) throw refusal.with({ reason: { kind: 'refused', message, outsideAccount: true } });
  const userId = textOf(found.user, 'id');
  if (found.user.status === 'pending') {
    const reason: Reason = { kind: 'awaitsInvitation', what: 'existingUser' };
    return { outcome: 'deferred', reason, userId, awaitsInvitation: true };
  }
  const reply = await patchUser(email, { ...updateFields(task), ...profileOf(task) }, context);
  return { outcome: 'updated', httpStatus: reply.status, reason: { kind: 'existed' }, userId };
}
