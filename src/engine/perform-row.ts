import type { ActionResult } from '../core/action.ts';
import type { RowState } from '../core/ledger-records.ts';
import { POLICY } from '../core/policy.ts';
import type { Reason } from '../core/reason.ts';
import type { ResultRow } from '../core/result-row.ts';
import type { StopReason } from '../core/stop-reason.ts';
import { type Task, userKeys } from '../core/task.ts';
import { isOpenOutcome, OUTCOMES, wentThrough } from '../core/vocabulary.ts';
import { ZoomError } from '../core/zoom-error.ts';
import type { Blocker } from './blocked-users.ts';
import { leaveProtected } from './leave-protected.ts';
import { RowCall } from './row-call.ts';
import type { RunContext } from './run-context.ts';
import { Stopped } from './stop.ts';
import { refuseByAccount } from './who-is-meant.ts';

/** A row that is to be done, with all names of its user and what the ledger knows of it. */
export type OpenRow = { readonly task: Task; readonly keys: readonly string[]; readonly state: RowState };

/** An outcome and what the report says beside it. */
type RowResult = Omit<ActionResult, 'httpStatus'> & Partial<Pick<ResultRow, 'httpStatus' | 'zoomCode'>>;

/**
 * Takes a row from the ledger's `pending` or `started` to its outcome. When the run stops first, the row is left as
 * `pending` when surely nothing of it took effect, and as `started` when something may have.
 * @param onAcquired called whenever a request of the row gets its permit
 */
export async function performRow(row: OpenRow, context: RunContext, onAcquired: () => void): Promise<void> {
  const { stop, rows, invitations } = context.services;
  if (stop.signal.aborted) return;
  const { task, keys, state } = row;
  const invited = await invitations.hasAny(keys);
  const rowCall = new RowCall(task, state, context, onAcquired);
  try {
    const blocker = context.users.blockerOf(row);
    const result = blocker ? behind(blocker) : await perform(row, rowCall, invited, context);
    await finish(row, result, rowCall, blocker, context);
    // Not before: a row that died in between would find an invitation, and could not tell that it is its own.
    if (!blocker) {
      await keepInvitation(task, keys, result, { invited, alreadyCreated: rowCall.alreadyCreated }, context);
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (!rowCall.mayHaveTakenEffect) await rows.release(task.line, rowCall.attempts);
  }
}

function behind({ line, outcome, awaitsInvitation }: Blocker): RowResult {
  const reason = { kind: 'earlierRow', line, outcome, awaitsInvitation } as const;
  // Else what is sent of the earlier row in the end would undo this one.
  if (awaitsInvitation) return { outcome: 'deferred', reason, awaitsInvitation };
  return { outcome: outcome === 'deferred' ? 'deferred' : 'skipped', reason };
}

/** Performs the row's action. @throws {Stopped} when the run stops before there is a last word */
async function perform(
  { task, keys }: OpenRow,
  rowCall: RowCall,
  invited: boolean,
  context: RunContext,
): Promise<RowResult> {
  const { services, rules, users, pending } = context;
  const { breaker } = services;
  const current = users.current(task);
  const left = leaveProtected([users.addressOf(task), current.email], rules.protection, rowCall);
  if (left) return left;
  const action = rules.actions[task.action];
  const planned = { task: current, calls: action.steps(current).map(({ endpoint }) => endpoint) };
  // What has begun is brought to its end: the account may have to be asked about it.
  const isNew = !rowCall.mayHaveTakenEffect && !rowCall.alreadyCreated;
  const held = isNew ? breaker.hold(planned) : undefined;
  if (held) return leftOver(held, rowCall);
  try {
    const refusal = await refuseByAccount(current, users.addressOf(task), rules.protection, rowCall);
    if (refusal) return refusal;
    rowCall.mayBePending ||= invited || (!!action.ignoredWhilePending && (await pending.mayBe(keys)));
    const result = await action.perform(current, rowCall);
    if (OUTCOMES[result.outcome].kind === 'performed') breaker.passed(planned);
    else breaker.answered();
    const again = result.reason === undefined && rowCall.isInDoubt() && wentThrough(result.outcome);
    const userId = result.userId ?? task.userId ?? '';
    return { ...result, userId, ...(again && { reason: { kind: 'settled', by: 'sendingAgain' } }) };
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    const result = fromError(error, rowCall, context);
    const { next } = POLICY[error.kind];
    if (next !== 'closeDay' && next !== 'holdBack') breaker.refused(planned, result.outcome, error);
    return result;
  }
}

async function keepInvitation(
  task: Task,
  keys: readonly string[],
  { outcome, userId, awaitsInvitation = false }: RowResult,
  before: { readonly invited: boolean; readonly alreadyCreated: RowCall['alreadyCreated'] },
  { services, rules }: RunContext,
): Promise<void> {
  const { invitations } = services;
  const { invites, newAddress } = rules.actions[task.action];
  const all = [...keys, ...userKeys(userId ? { userId } : {})];
  const isOpen = awaitsInvitation || !before.alreadyCreated;
  if (outcome === 'created' && invites && isOpen) return invitations.add(all);
  if (!before.invited || awaitsInvitation || OUTCOMES[outcome].kind !== 'performed') return;
  // The account was asked first, and showed that the invitation is accepted; or there is no such user any more.
  await invitations.remove(all);
  const moved = newAddress?.(task);
  if (moved !== undefined) await invitations.add(userKeys({ ...task, email: moved }));
}

function fromError(error: ZoomError, rowCall: RowCall, { services }: RunContext): RowResult {
  const { kind, message, code: zoomCode, inDoubt, status, reason } = error;
  const { next, outcome } = POLICY[kind];
  if (next === 'stopRun') {
    services.stop.stop({ kind: kind === 'unusable' ? kind : 'signInRefused', message });
    throw new Stopped();
  }
  const held = next === 'holdBack' ? services.breaker.refusedCall(error) : undefined;
  const userId = rowCall.createdId;
  // An answer to a question can be lost, too: that leaves nothing in doubt.
  if (inDoubt && rowCall.mayHaveTakenEffect) {
    const why = kind === 'outage' ? ({ kind: 'unsettled', message } as const) : reason;
    return { outcome: 'unknown', reason: why, userId };
  }
  // That the account had the user before is what it said when it was asked.
  if (rowCall.isUnsettled && kind !== 'exists') {
    const unsettled = { kind: 'unsettled', message } as const;
    return {
      outcome: 'unknown',
      reason: rowCall.alreadyCreated ? { kind: 'afterCreate', reason: unsettled } : unsettled,
      userId,
    };
  }
  if (held) return leftOver(held, rowCall);
  // A quota of ours answers without a status, and needs none in the report.
  const httpStatus = status || (outcome === 'deferred' ? undefined : rowCall.lastStatus || undefined);
  return { outcome, reason, httpStatus, zoomCode, userId };
}

/** For `resume`, once what stands against it is dealt with. */
function leftOver(stop: StopReason, { createdId, attempts }: RowCall): RowResult {
  const reason = { kind: 'notReached', stop } as const;
  const userId = createdId;
  if (userId !== '') return { outcome: 'not_attempted', reason: { ...reason, after: 'created' }, userId };
  if (attempts === 0) return { outcome: 'not_attempted', reason };
  return { outcome: 'not_attempted', reason: { ...reason, after: 'refused' } };
}

async function finish(
  row: OpenRow,
  result: RowResult,
  rowCall: RowCall,
  blocker: Blocker | undefined,
  context: RunContext,
): Promise<void> {
  const { services } = context;
  const { task } = row;
  const { outcome, httpStatus, zoomCode, reason, awaitsInvitation = false } = result;
  const { attempts, trackingId } = rowCall;
  // By this the next session knows whether it takes over a doubt.
  const startedAt = isOpenOutcome(outcome) && !rowCall.hasSentChange ? undefined : rowCall.startedAt;
  // An earlier session may have begun the row when the clock was ahead.
  const finishedAt = Math.max(startedAt ?? 0, services.clock.now());
  const kept = awaitsInvitation ? keptOf(context.users.current(task), result.left) : undefined;
  const common = {
    line: task.line,
    outcome,
    httpStatus,
    zoomCode,
    reason: awaitsInvitation && !kept ? ofTheFile(reason, task) : reason,
    warnings: task.warnings,
    awaitsInvitation,
    attempts,
    userId: result.userId ?? '',
    trackingId,
  };
  await services.rows.finish({ ...common, startedAt, finishedAt, kept });
  context.users.learn(row, blocker ?? { line: task.line, outcome, awaitsInvitation });
  const times = { startedAt: isoTime(startedAt), finishedAt: isoTime(finishedAt) };
  services.emit({
    type: 'row',
    result: { ...common, ...times, action: task.action, user: task.user } satisfies ResultRow,
  });
}

/** What can be sent later without the input: not what is never shown, which is not kept. */
function keptOf(task: Task, left = task.fields): Task | undefined {
  const { secret = [], ...rest } = task;
  return secret.some((field) => field in left) ? undefined : { ...rest, fields: left };
}

/** Where what waits is not kept, whoever reads the report must know that the file is needed for it. */
function ofTheFile(reason: Reason | undefined, task: Task): Reason | undefined {
  return reason?.kind === 'awaitsInvitation' && task.secret ? { ...reason, fromFile: true } : reason;
}

function isoTime(ms: number | undefined): string {
  return ms !== undefined ? new Date(ms).toISOString() : '';
}
