import { profileOf, updateFields } from '../actions/create-fields.ts';
import type { AccountUsers, SeenUser } from '../core/account-users.ts';
import type { ActionContext, ActionResult, ActionTable, OnExists } from '../core/action.ts';
import type { Foreseen } from '../core/foreseen.ts';
import { textOf } from '../core/json.ts';
import { POLICY } from '../core/policy.ts';
import type { CheckedRow, Task } from '../core/task.ts';
import type { Outcome } from '../core/vocabulary.ts';
import { ZoomError } from '../core/zoom-error.ts';
import type { Blocker } from '../engine/blocked-users.ts';
import { leaveProtected } from '../engine/leave-protected.ts';
import type { Protection } from '../engine/protection.ts';
import { UserHistory } from '../engine/user-history.ts';
import { refuseByAccount } from '../engine/who-is-meant.ts';
import { changesOf } from './compare.ts';
import { foreseeAction } from './foresee-action.ts';
import { RefusedForRole, RehearsedZoom, roleOf } from './rehearsed-zoom.ts';

export type RehearsalRules = {
  readonly actions: ActionTable;
  readonly protection: Protection;
  readonly onExists: OnExists;
};

/**
 * Performs the rows of an input against the users of an account as they were read: what each would come to, with nothing sent.
 * The actions are those of a run, and so is what holds for several rows of one user. Rows must come in the order of the file.
 */
export class Rehearsal {
  readonly #users: AccountUsers;
  readonly #rules: RehearsalRules;
  readonly #history: UserHistory;

  constructor(users: AccountUsers, rules: RehearsalRules) {
    this.#users = users;
    this.#rules = rules;
    this.#history = new UserHistory(rules.actions);
  }

  /** @returns what each row would come to; nothing of those that are invalid */
  async rehearse(batch: readonly CheckedRow[]): Promise<ReadonlyMap<CheckedRow, Foreseen>> {
    // As in a run, before any of them is performed.
    for (const row of batch) {
      if (row.kind === 'task' && row.task.email === undefined && row.task.userId !== undefined)
        await this.#learnAddress(row.task.userId);
    }
    const foreseen = new Map<CheckedRow, Foreseen>();
    for (const row of batch) if (row.kind === 'task') foreseen.set(row, await this.#rehearse(row.task));
    return foreseen;
  }

  async #rehearse(task: Task): Promise<Foreseen> {
    const row = { task, keys: this.#history.keysOf(task) };
    const blocker = this.#history.blockerOf(row);
    const { foreseen, awaitsInvitation } = blocker
      ? { foreseen: behind(blocker), awaitsInvitation: blocker.awaitsInvitation }
      : await this.#perform(task);
    const { outcome } = foreseen;
    this.#history.learn(row, blocker ?? { line: task.line, outcome, awaitsInvitation });
    return foreseen;
  }

  async #learnAddress(userId: string): Promise<void> {
    const user = await this.#users.find(userId);
    const address = user && textOf(user.shown, 'email');
    if (address && this.#history.addressOf({ userId }) === undefined)
      this.#history.learnAddress(userId, address);
  }

  async #perform(task: Task): Promise<{ readonly foreseen: Foreseen; readonly awaitsInvitation: boolean }> {
    const { actions, protection } = this.#rules;
    const current = this.#history.current(task);
    const zoom = new RehearsedZoom(this.#users);
    const context = new RehearsalContext(zoom, this.#rules.onExists);
    const known = this.#history.addressOf(task);
    const isProtected = leaveProtected([known, current.email], protection, NOTHING_SENT);
    if (isProtected) return through(protectedBy(isProtected));
    try {
      const refusal = await refuseByAccount(current, known, protection, context);
      if (refusal) return through(refused(refusal));
      const before = await this.#users.find(current.userId ?? current.email ?? '');
      context.mayBePending = before?.status === 'pending';
      const result = await actions[task.action].perform(current, context);
      return {
        foreseen: foreseeAction(result, zoom, before),
        awaitsInvitation: result.awaitsInvitation ?? false,
      };
    } catch (error) {
      if (!(error instanceof ZoomError)) throw error;
      return through(this.#foreseeError(error, current, zoom));
    }
  }

  #foreseeError(error: ZoomError, task: Task, { met }: RehearsedZoom): Foreseen {
    const { outcome } = POLICY[error.kind];
    if (error instanceof RefusedForRole && met) {
      const role = roleOf(met);
      return { what: 'admin', outcome, changes: [], ...(role && { role }) };
    }
    if (error.kind === 'notFound') return { what: 'noSuchUser', outcome, changes: [] };
    if (error.kind === 'exists' && met && this.#rules.actions[task.action].makesUser)
      return existing(outcome, task, met);
    return { what: 'refused', outcome, changes: [], message: error.message };
  }
}

/** Where a row has sent nothing yet. */
const NOTHING_SENT = { mayHaveTakenEffect: false, alreadyCreated: undefined, hasWaited: false } as const;

/** What an action may ask of the world, without one. */
class RehearsalContext implements ActionContext {
  readonly #zoom: RehearsedZoom;
  readonly onExists: OnExists;
  readonly alreadyCreated = undefined;
  readonly hasWaited = false;
  mayBePending = false;
  known: ActionContext['known'];

  constructor(zoom: RehearsedZoom, onExists: OnExists) {
    this.#zoom = zoom;
    this.onExists = onExists;
  }

  call: ActionContext['call'] = (call) => this.#zoom.call(call);

  isInDoubt = (): boolean => false;

  async recordCreated(): Promise<void> {
    // There is no record of what was not sent.
  }

  latestZoomNow(): undefined {
    return undefined;
  }
}

function through(foreseen: Foreseen) {
  return { foreseen, awaitsInvitation: false };
}

function behind({ line, outcome, awaitsInvitation }: Blocker): Foreseen {
  const ends: Outcome = awaitsInvitation || outcome === 'deferred' ? 'deferred' : 'skipped';
  return { what: 'behind', outcome: ends, changes: [], line };
}

function protectedBy({ outcome, reason }: ActionResult): Foreseen {
  const message = reason?.kind === 'protected' ? reason.pattern : '';
  return { what: 'protected', outcome, changes: [], message };
}

function refused(result: ActionResult): Foreseen {
  const { outcome, reason } = result;
  if (reason?.kind === 'protected') return protectedBy(result);
  const message =
    reason?.kind === 'notOneUser'
      ? `the row names ${reason.email} and the id ${reason.userId}, which is ${reason.address || 'without an address'} in the account`
      : 'the account shows no address under this id, so nobody can tell whether the user is protected';
  return { what: 'refused', outcome, changes: [], message };
}

/** The row of a create whose address the account has, with `--on-exists fail`. */
function existing(outcome: Outcome, task: Task, met: SeenUser): Foreseen {
  const changes = changesOf({ ...updateFields(task), ...profileOf(task) }, met);
  if (met.status === 'pending') {
    // Asked about by itself, Zoom gives the time of the answer.
    const since =
      textOf(met.shown, 'user_created_at') || (met.isWhole ? '' : textOf(met.shown, 'created_at'));
    return { what: 'existsPending', outcome, changes: [], ...(since && { since }) };
  }
  const what =
    met.status === 'inactive' ? 'existsInactive' : changes.length > 0 ? 'existsDifferent' : 'existsSame';
  return { what, outcome, changes };
}
