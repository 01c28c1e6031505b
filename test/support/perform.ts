import { ACTIONS } from '../../src/actions/index.ts';
import type { ActionContext, ActionResult, OnExists } from '../../src/core/action.ts';
import type { EndpointName } from '../../src/core/endpoints.ts';
import { PLANS } from '../../src/core/plans.ts';
import type { Task } from '../../src/core/task.ts';
import type { ActionName } from '../../src/core/vocabulary.ts';
import type { ZoomApi } from '../../src/core/zoom-api.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { Breaker } from '../../src/engine/breaker.ts';
import { DayQuotas } from '../../src/engine/day-quotas.ts';
import { PendingUsers } from '../../src/engine/pending-users.ts';
import { Protection } from '../../src/engine/protection.ts';
import { RowCall } from '../../src/engine/row-call.ts';
import type { RunContext } from '../../src/engine/run-context.ts';
import { Stop } from '../../src/engine/stop.ts';
import { UserHistory } from '../../src/engine/user-history.ts';
import { DIGESTER } from './digester.ts';
import { FakeLimiter } from './fake-limiter.ts';
import { addRun, holdAccount } from './ledger-rig.ts';
import { markSecrets } from './mark-secrets.ts';
import { MemoryLedger } from './memory-ledger.ts';
import { NO_OUTAGE } from './no-outage.ts';
import { toldTime } from './told-time.ts';

export const EMAIL = 'ann+1@example.com';

export function makeTask(action: ActionName, fields: Task['fields'] = {}, more: Partial<Task> = {}): Task {
  return markSecrets({
    line: 2,
    action,
    user: EMAIL,
    email: EMAIL,
    fields,
    query: {},
    warnings: [],
    ...more,
  });
}

/** The calls that a task makes when all goes well. */
export function stepsOf(task: Task): EndpointName[] {
  return ACTIONS[task.action].steps(task).map(({ endpoint }) => endpoint);
}

/** The context of a row that nothing has happened to yet, whose calls the test answers. */
export function makeContext(call: ActionContext['call'], more: Partial<ActionContext> = {}): ActionContext {
  return {
    call,
    onExists: 'fail',
    isInDoubt: () => false,
    alreadyCreated: undefined,
    mayBePending: false,
    known: undefined,
    hasWaited: false,
    recordCreated: async () => undefined,
    latestZoomNow: Date.now,
    ...more,
  };
}

/** What is known of a row before it is performed, and how it is. */
export type Given = {
  readonly onExists?: OnExists;
  /** This program has invited the user, or the account lists it as pending. */
  readonly mayBePending?: boolean;
  /** An earlier session has made the user. */
  readonly alreadyCreated?: { readonly userId: string };
  /** An earlier session left the row waiting for the invitation to be accepted. */
  readonly hasWaited?: boolean;
  /** An earlier session sent the row at this moment (ms since the epoch, by Zoom's clock), and got no answer. */
  readonly doubtSince?: number;
  /** Nobody knows when that was by Zoom's clock. */
  readonly zoomHadNotTold?: true;
  /** Zoom's clock. */
  readonly now?: () => number;
  /** For backing off, which takes no time without it. */
  readonly random?: () => number;
};

/** What came of an action: its result or its error, and the id that it put on record on the way. */
export type Result = (ActionResult | { readonly error: Partial<ZoomError> }) & { readonly recorded?: string };

/** Performs a task with the calls of a real row, at whatever pace. */
export async function perform(
  { zoom }: { readonly zoom: ZoomApi },
  task: Task,
  given: Given = {},
): Promise<Result> {
  const account = await holdAccount(new MemoryLedger());
  const rows = account.rows(await addRun(account));
  await rows.insert([task]);
  if (given.doubtSince !== undefined) {
    await rows.start(task.line, 1, given.doubtSince, given.zoomHadNotTold ? undefined : given.doubtSince);
  }
  if (given.alreadyCreated) await rows.markCreated(task.line, given.alreadyCreated.userId);
  const state = await rows.get(task.line);
  if (state && given.hasWaited) Object.assign(state, { awaitsInvitation: true });
  if (!state) throw new Error('the row is not on record');

  const { now = Date.now, random = () => -1, onExists = 'fail', mayBePending = false } = given;
  const stop = new Stop();
  const plan = PLANS.pro;
  const { quotas: ledger, invitations } = account;
  const quotas = new DayQuotas({ ledger, plan, share: 1, now, onUsedUp: () => undefined });
  const limiters = { light: new FakeLimiter(), medium: new FakeLimiter() };
  const clock = toldTime(now, random);
  const emit = () => undefined;
  const breaker = new Breaker(stop);
  const context: RunContext = {
    services: {
      zoom,
      limiters,
      rows,
      digester: DIGESTER,
      invitations,
      quotas,
      breaker,
      outages: NO_OUTAGE,
      stop,
      clock,
      emit,
    },
    rules: { actions: ACTIONS, plan, onExists, protection: new Protection([]) },
    users: new UserHistory(ACTIONS),
    pending: new PendingUsers(async () => new Set()),
  };
  const rowCall = new RowCall(task, state, context, () => undefined);
  rowCall.mayBePending ||= mayBePending;
  const recorded = () => (given.alreadyCreated || !rowCall.createdId ? {} : { recorded: rowCall.createdId });
  try {
    return { ...(await ACTIONS[task.action].perform(task, rowCall)), ...recorded() };
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    const { kind, status, code, reason, inDoubt } = error;
    return { error: { kind, status, ...(code !== undefined && { code }), reason, inDoubt }, ...recorded() };
  }
}
