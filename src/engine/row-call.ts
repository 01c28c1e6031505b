import type { ActionContext, OnExists } from '../core/action.ts';
import type { Label } from '../core/labels.ts';
import { POLICY } from '../core/policy.ts';
import type { Task } from '../core/task.ts';
import {
  type Attempt,
  type Call,
  type EndpointName,
  type Reply,
  type ZoomApi,
  ZoomError,
} from '../core/zoom-api.ts';
import { utcDay } from '../ledger/sqlite/quota-store.ts';
import type { RowState, RowStore } from '../ledger/sqlite/row-store.ts';
import type { DayQuotas } from './day-quotas.ts';

export type RowCallOptions = {
  readonly task: Task;
  readonly state: RowState;
  readonly zoom: ZoomApi;
  readonly rows: RowStore;
  readonly quotas: DayQuotas;
  readonly labelOf: (endpoint: EndpointName) => Label;
  readonly signal: AbortSignal;
  readonly onExists: OnExists;
  readonly invited: boolean;
  readonly now: () => number;
  /** A request gets its turn. */
  readonly onTurn: () => void;
  readonly onAttempt: (attempt: Attempt) => void;
};

/** One row's calls: keeps the ledger one step ahead of them and remembers what the report wants to know. */
export class RowCall implements ActionContext {
  readonly onExists: OnExists;
  readonly doubtSince: number | undefined;
  readonly alreadyCreated: { readonly userId: string } | undefined;
  readonly invited: boolean;
  readonly now: () => number;
  readonly #options: RowCallOptions;
  #attempts: number;
  #startedAt: number | undefined;
  #createdId: string;
  #lastStatus = 0;
  #trackingId = '';
  /** The UTC day of the invitation that is reserved for the row. */
  #reservedOn: string | undefined;
  #reservedHere = false;
  /** The UTC day on which the newest attempt left. */
  #leftOn = '';
  #underWay = false;
  /** The answer of a changing attempt was lost; it may still take effect. */
  #lost: boolean;
  #unsettled: boolean;

  constructor(options: RowCallOptions) {
    const { state, onExists, invited, now } = options;
    this.#options = options;
    this.onExists = onExists;
    this.invited = invited;
    this.now = now;
    this.alreadyCreated = state.created ? { userId: state.userId } : undefined;
    this.#lost = state.state === 'started' || state.outcome === 'unknown' || state.outcome === 'failed';
    this.doubtSince = this.#lost ? state.startedAt : undefined;
    this.#unsettled = this.doubtSince !== undefined;
    // What a crash left in doubt was reserved, and still is.
    const wasReserved =
      state.startedAt !== undefined && (state.state === 'started' || state.outcome === 'unknown');
    this.#reservedOn = wasReserved ? utcDay(state.startedAt) : undefined;
    this.#attempts = state.attempts;
    this.#startedAt = state.startedAt;
    this.#createdId = state.created ? state.userId : '';
  }

  /** When the row's first attempt left, in ms since the epoch. */
  get startedAt(): number | undefined {
    return this.#startedAt;
  }

  /** The id of the user whom the row's first call made. */
  get createdId(): string {
    return this.#createdId;
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** The last HTTP status seen, 0 when none was. */
  get lastStatus(): number {
    return this.#lastStatus;
  }

  get trackingId(): string {
    return this.#trackingId;
  }

  /** Something of the row may have taken effect, or may yet, without an answer. */
  get inDoubt(): boolean {
    return this.#underWay || this.#lost;
  }

  /** What an earlier session left in doubt still is: the account was not asked, and nothing was sent again. */
  get unsettled(): boolean {
    return this.#unsettled;
  }

  /** The answer of an attempt was lost. */
  get lost(): boolean {
    return this.#lost;
  }

  async call(call: Call): Promise<Reply> {
    const { quotas, labelOf } = this.#options;
    try {
      // Before it waits for its turn: a hundred thousand rows that cannot go today must not take a turn each.
      quotas.require(labelOf(call.endpoint));
      if (this.#isInvitation(call) && this.#reservedOn === undefined) quotas.require('create');
      return await this.#send(call);
    } catch (error) {
      this.#correctQuotas(call, error);
      throw error;
    }
  }

  recordCreated(userId: string): void {
    this.#lost = false;
    this.#createdId = userId;
    this.#options.rows.markCreated(this.#options.task.line, userId);
  }

  #send(call: Call): Promise<Reply> {
    const { zoom, signal, rows, task, now, onTurn, onAttempt, quotas, labelOf } = this.#options;
    const label = labelOf(call.endpoint);
    const changes = call.endpoint !== 'getUser';
    return zoom.call(call, {
      signal,
      beforeAttempt: () => {
        // No create leaves before the account was asked about the one before.
        if (call.endpoint === 'createUser') this.#unsettled = false;
        this.#leftOn = quotas.take(label);
        if (this.#isInvitation(call)) this.#reserveInvitation();
        // Counted and on disk first: from here on the request may take effect, whatever becomes of this process.
        this.#attempts++;
        this.#startedAt ??= now();
        if (changes) rows.start(task.line, this.#attempts, now());
        this.#underWay ||= changes;
        onTurn();
      },
      afterAttempt: (attempt) => {
        if (attempt.status !== 0 && changes) this.#lastStatus = attempt.status;
        if (attempt.trackingId) this.#trackingId = attempt.trackingId;
        if (changes) {
          this.#underWay = false;
          const policy = attempt.error && POLICY[attempt.error];
          this.#lost ||= policy?.inDoubt === true || attempt.inDoubt === true;
          // Sent again, and answered for good: so it counts, whatever became of it before.
          if (policy === undefined || policy.next === 'giveUp') this.#unsettled = false;
        }
        if (attempt.rateLimit)
          quotas.correct(label, this.#isInvitation(call), this.#leftOn, attempt.rateLimit);
        onAttempt(attempt);
      },
    });
  }

  #isInvitation({ endpoint }: Call): boolean {
    return endpoint === 'createUser' && this.#options.task.action === 'create';
  }

  /** One for the row, however often it is sent on a day, and whichever session of the run sent it first. */
  #reserveInvitation(): void {
    const { quotas, now } = this.#options;
    if (this.#reservedOn === utcDay(now())) return;
    this.#reservedOn = quotas.take('create');
    this.#reservedHere = true;
  }

  #correctQuotas(call: Call, error: unknown): void {
    const { quotas, labelOf } = this.#options;
    if (error instanceof ZoomError && error.status === 429) {
      if (error.kind === 'inviteQuota') quotas.close('create', this.#leftOn, error.retryAfterMs);
      if (error.kind === 'rateDaily') quotas.close(labelOf(call.endpoint), this.#leftOn, error.retryAfterMs);
    }
    if (!this.#isInvitation(call) || this.#reservedOn === undefined || this.#mayHaveInvited(error)) return;
    // What an earlier session reserved it may have given back, too, right before it died.
    if (this.#reservedHere) quotas.giveBack('create', this.#reservedOn);
    this.#reservedOn = undefined;
  }

  /** Whether an invitation may count in spite of this error; where the day is closed it makes no difference. */
  #mayHaveInvited(error: unknown): boolean {
    return error instanceof ZoomError ? error.inDoubt || error.kind === 'inviteQuota' : this.inDoubt;
  }
}
