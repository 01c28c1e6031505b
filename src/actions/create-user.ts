import {
  type Action,
  type ActionContext,
  type ActionResult,
  type CallResult,
  changesExisting,
  type Step,
} from '../core/action.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import { POLICY } from '../core/policy.ts';
import type { Reason } from '../core/reason.ts';
import type { Task } from '../core/task.ts';
import type { ActionName } from '../core/vocabulary.ts';
import { isZoomCode } from '../core/zoom-codes.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { createFields, hasProfile, profileOf, takesLicence, updateFields } from './create-fields.ts';
import { meetExisting } from './existing-user.ts';
import { CREATE_FIELDS, PROFILE_FIELDS } from './field-lists.ts';
import { lookUp } from './look-up.ts';
import { groupOf, withoutGroupOf } from './pending.ts';
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
    steps: (task) => [{ endpoint: 'createUser', would: 'create the user' }, ...secondCall(task, invites)],
    ...(invites && { awaitsInvitation: waitsForInvitation }),
    consent: {
      counts: 'users',
      noun: 'possible downgrade',
      asks: (count) =>
        `sets a lower type for ${count} user${count === 1 ? '' : 's'} if they exist already (they lose their licences)`,
      appliesTo: (task, onExists) => changesExisting(onExists) && takesLicence(updateFields(task)),
    },
    perform: (task, context) => perform(name, task, context),
  };
}

function secondCall(task: Task, invites: boolean): Step[] {
  if (!invites) return hasProfile(task) ? [{ endpoint: 'updateUser', would: 'update the user' }] : [];
  return groupOf(task) ? [{ endpoint: 'updateUser', would: 'put the user into the group' }] : [];
}

async function perform(name: CreateName, task: Task, context: ActionContext): Promise<ActionResult> {
  const made = context.alreadyCreated
    ? { ...CREATED, userId: context.alreadyCreated.userId }
    : await create(name, task, context);
  if (made.outcome !== 'created' || !hasProfile(task)) return made;
  if (!context.alreadyCreated) await context.recordCreated(made.userId ?? '');
  const profile = profileOf(task);
  if (name !== 'create') return sendProfile(task, profile, context, made);
  const user = await findAccepted(task, context);
  if (user) return sendProfile(task, withoutGroupOf(user, profile), context, made);
  const group = context.hasWaited ? undefined : groupOf(task);
  if (group) await sendProfile(task, group, context, made);
  // Zoom answers other updates of a pending user with success, and ignores them.
  return waitsForInvitation(task) ? awaitInvitation(made, profile) : made;
}

/** Whether there is more to send than the group, which Zoom takes at once. */
function waitsForInvitation(task: Task): boolean {
  return Object.keys(profileOf(task)).some((field) => field !== 'group_id');
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
    return meetExisting(task, context, error);
  }
}

/** Empty when the answer says that the user was made, and nothing else. */
function idIn({ body }: CallResult): string {
  return typeof body === 'object' && body !== null ? textOf(body as JsonObject, 'id') : '';
}

/** What got no answer is settled by asking the account, never by sending again blindly. */
function sendCreate(name: CreateName, task: Task, context: ActionContext): Promise<CallResult> {
  return context.call({
    endpoint: 'createUser',
    body: { action: name, user_info: { email: task.email ?? task.user, ...createFields(task) } },
    settle: (since) => wasCreatedByUs(task, context, since),
  });
}

/** The user when the invitation is accepted; right after it was sent nobody can have done so. */
async function findAccepted(task: Task, context: ActionContext): Promise<JsonObject | undefined> {
  if (!context.alreadyCreated) return undefined;
  try {
    const found = await lookUp(context, task.email ?? task.user);
    return found?.user.status === 'pending' ? undefined : found?.user;
  } catch (error) {
    // That nobody can tell now changes nothing about the user, who was created.
    const isNoAnswer = error instanceof ZoomError && POLICY[error.kind].outcome === 'failed';
    if (isNoAnswer || (error instanceof ZoomError && isZoomCode(error, 'invitationExpired')))
      return undefined;
    throw error;
  }
}

function awaitInvitation(made: ActionResult, left: JsonObject): ActionResult {
  const settled = made.reason?.kind === 'settled' ? { settled: true as const } : {};
  const reason: Reason = { kind: 'awaitsInvitation', what: 'profile', ...settled };
  return { ...made, reason, awaitsInvitation: true, left };
}

async function sendProfile(
  task: Task,
  profile: JsonObject,
  context: ActionContext,
  made: ActionResult,
): Promise<ActionResult> {
  if (Object.keys(profile).length === 0) return made;
  try {
    await patchUser(task.email ?? task.user, profile, context);
    return made;
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    throw error.with({ reason: { kind: 'afterCreate', reason: error.reason } });
  }
}
