import { lookUp, textOf } from '../actions/look-up.ts';
import type { ActionResult, ActionTable, OnExists } from '../core/action.ts';
import type { Listener } from '../core/events.ts';
import type { Label } from '../core/labels.ts';
import { type ResultRow, wentThrough } from '../core/outcome.ts';
import { POLICY } from '../core/policy.ts';
import type { StopReason } from '../core/stop-reason.ts';
import { type Task, userKeys } from '../core/task.ts';
import { type EndpointName, type ZoomApi, ZoomError } from '../core/zoom-api.ts';
import type { InvitationStore } from '../ledger/sqlite/invitation-store.ts';
import type { RowState, RowStore } from '../ledger/sqlite/row-store.ts';
import type { BlockedUsers, Blocker } from './blocked-users.ts';
import type { Breaker } from './breaker.ts';
import type { DayQuotas } from './day-quotas.ts';
import type { Protection } from './protection.ts';
import { RowCall } from './row-call.ts';
import { type Stop, Stopped } from './stop.ts';

/** What the rows of a run have in common. */
export type RowContext = {
  readonly actions: ActionTable;
  readonly zoom: ZoomApi;
  readonly rows: RowStore;
  readonly quotas: DayQuotas;
  readonly labelOf: (endpoint: EndpointName) => Label;
  readonly invitations: InvitationStore;
  readonly blocked: BlockedUsers;
  readonly stop: Stop;
  readonly onExists: OnExists;
  readonly protection: Protection;
  /** Ms since the epoch. */
  readonly now: () => number;
  readonly breaker: Breaker;
  readonly emit: Listener;
};

/** An outcome and what the report says beside it. */
type Word = Pick<ResultRow, 'outcome' | 'message'> &
  Partial<Pick<ResultRow, 'httpStatus' | 'zoomCode' | 'userId'>> & {
    readonly awaitingInvitation?: boolean;
    readonly afterLine?: number;
  };

/**
 * Takes a row from the ledger's `pending` or `started` to its outcome. When the run stops first, the row is left as
 * `pending` when surely nothing of it took effect, and as `started` when something may have.
 * @param onTurn called whenever a request of the row gets its turn
 */
export async function performRow(
  task: Task,
  state: RowState,
  context: RowContext,
  onTurn: () => void,
): Promise<void> {
  const { stop, blocked, rows } = context;
  if (stop.signal.aborted) return;
  const keys = userKeys(task);
  const conduct = new RowCall({
    ...context,
    task,
    state,
    signal: stop.signal,
    invited: context.invitations.hasAny(keys),
    onTurn,
    onAttempt: (attempt) => context.emit({ type: 'attempt', line: task.line, attempt }),
  });

  try {
    const earlier = blocked.before(task.line, keys);
    const word = earlier ? wordAfter(earlier) : await wordOn(task, conduct, context);
    // Handed on, since a later row may share another key of this user than the earlier row does.
    if (earlier) blocked.note(keys, task.line, earlier);
    finish(task, word, conduct, context);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (!conduct.inDoubt) rows.release(task.line, conduct.attempts);
  }
}

function wordAfter({ line, outcome, awaitingInvitation }: Blocker): Word {
  const earlier = `line ${line}, an earlier row of the same user,`;
  const common = { afterLine: line, awaitingInvitation };
  if (awaitingInvitation) {
    // Else what is sent of the earlier row in the end would undo this one.
    return {
      ...common,
      outcome: 'deferred',
      message: `waits for ${earlier} which waits for the invitation to be accepted`,
    };
  }
  if (outcome === 'deferred')
    return { ...common, outcome, message: `waits for ${earlier} which is deferred` };
  return { ...common, outcome: 'skipped', message: `${earlier} did not go through (${outcome})` };
}

/** Performs the row's action. @throws {Stopped} when the run stops before there is a last word */
async function wordOn(task: Task, conduct: RowCall, context: RowContext): Promise<Word> {
  try {
    const pattern = await protectingPattern(task, conduct, context);
    if (pattern) return { outcome: 'skipped', message: `protected by --protect ${pattern}` };
    const performed = await context.actions[task.action].perform(task, conduct);
    context.breaker.passed(task.action);
    keepInvitation(task, performed, conduct, context);
    const { outcome, message = '', userId = task.userId ?? '' } = performed;
    const again =
      message === '' && conduct.lost && wentThrough(outcome) ? 'sent again, since an answer was lost' : '';
    return { ...performed, message: message || again, userId };
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    const word = wordOfError(error, conduct, context.stop);
    if (POLICY[error.kind].outcome !== 'deferred') context.breaker.refused(task.action, word.outcome, error);
    return word;
  }
}

/** Where only the id is given, the account must say whose it is before it can be compared with the patterns. */
async function protectingPattern(
  task: Task,
  conduct: RowCall,
  { protection }: RowContext,
): Promise<string | undefined> {
  if (task.email !== undefined || task.userId === undefined || protection.isEmpty) return undefined;
  const found = await lookUp(conduct, task.userId);
  return found && protection.patternFor(textOf(found.user, 'email'));
}

function keepInvitation(
  task: Task,
  performed: ActionResult,
  conduct: RowCall,
  { invitations }: RowContext,
): void {
  const keys = userKeys({ ...task, ...(performed.userId && { userId: performed.userId }) });
  const { outcome, awaitingInvitation } = performed;
  const isOpen = awaitingInvitation || !conduct.alreadyCreated;
  if (outcome === 'created' && task.action === 'create' && isOpen) invitations.add(keys);
  // The account was asked first, and showed that the invitation is accepted; but for a create that found the user there.
  else if (conduct.invited && !awaitingInvitation && wentThrough(outcome) && outcome !== 'skipped')
    invitations.remove(keys);
}

function wordOfError(error: ZoomError, conduct: RowCall, stop: Stop): Word {
  const { kind, message, code, inDoubt, status } = error;
  const { next, outcome } = POLICY[kind];
  if (next === 'stopRun') {
    stop.stop(reasonToStop(error));
    throw new Stopped();
  }
  const userId = conduct.createdId;
  if (inDoubt) return { outcome: 'unknown', message, userId };
  // That the account had the user before is what it said when it was asked.
  if (conduct.unsettled && kind !== 'exists') {
    const doubt = 'an earlier request got no answer, and what came of it is not known yet';
    return { outcome: 'unknown', message: `${doubt}: ${message}`, userId };
  }
  // A quota of ours answers without a status, and needs none in the report.
  const httpStatus = status || (outcome === 'deferred' ? undefined : conduct.lastStatus || undefined);
  return { outcome, message, httpStatus, zoomCode: code, userId };
}

function reasonToStop({ kind, scope = '', message }: ZoomError): StopReason {
  if (kind === 'missingScope') return { kind, scope, message };
  return { kind: kind === 'signInFailed' ? kind : 'signInRefused', message };
}

function finish(task: Task, word: Word, conduct: RowCall, { rows, blocked, emit, now }: RowContext): void {
  const { outcome, httpStatus, zoomCode, userId = '', awaitingInvitation = false, afterLine } = word;
  const warnings = task.warnings.map((warning) => `warning: ${warning}`);
  const message = [word.message, ...warnings].filter((text) => text !== '').join('; ');
  const { attempts, trackingId, startedAt } = conduct;
  const finishedAt = now();
  const common = { line: task.line, outcome, httpStatus, zoomCode, message, attempts, userId, trackingId };
  rows.finish({ ...common, startedAt, finishedAt, awaitingInvitation, afterLine });
  blocked.note(userKeys(task), task.line, { line: task.line, outcome, awaitingInvitation });
  emit({
    type: 'row',
    result: {
      ...common,
      action: task.action,
      user: task.user,
      startedAt: isoTime(startedAt),
      finishedAt: isoTime(finishedAt),
    },
  });
}

function isoTime(ms: number | undefined): string {
  return ms !== undefined ? new Date(ms).toISOString() : '';
}
