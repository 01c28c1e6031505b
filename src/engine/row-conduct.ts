import type { Conduct, OnExists } from '../core/action.ts';
import { POLICY } from '../core/policy.ts';
import type { Task } from '../core/task.ts';
import { type Attempt, type Call, type Reply, type ZoomApi, ZoomError } from '../core/zoom-api.ts';
import type { RowState, RowStore } from '../ledger/row-store.ts';
import type { CreateQuota } from './create-quota.ts';

export type RowConductOptions = {
  readonly task: Task;
  readonly state: RowState;
  readonly zoom: ZoomApi;
  readonly rows: RowStore;
  readonly quota: CreateQuota;
  readonly signal: AbortSignal;
  readonly onExists: OnExists;
  readonly invited: boolean;
  readonly now: () => number;
  readonly onAttempt: (attempt: Attempt) => void;
};

/** One row's calls: keeps the ledger one step ahead of them and remembers what the report wants to know. */
export class RowConduct implements Conduct {
  readonly onExists: OnExists;
  readonly doubtSince: number | undefined;
  readonly alreadyCreated: { readonly userId: string } | undefined;
  readonly invited: boolean;
  readonly now: () => number;
  readonly #options: RowConductOptions;
  #attempts: number;
  #startedAt: number | undefined;
  #createdId: string;
  #lastStatus = 0;
  #trackingId = '';
  #underWay = false;
  /** The answer of a changing attempt was lost; it may still take effect. */
  #lost: boolean;

  constructor(options: RowConductOptions) {
    const { state, onExists, invited, now } = options;
    this.#options = options;
    this.onExists = onExists;
    this.invited = invited;
    this.now = now;
    this.alreadyCreated = state.created ? { userId: state.userId } : undefined;
    this.#lost = state.state === 'started';
    this.doubtSince = this.#lost ? state.startedAt : undefined;
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

  /** The answer of an attempt was lost. */
  get lost(): boolean {
    return this.#lost;
  }

  async call(call: Call): Promise<Reply> {
    const { task } = this.#options;
    if (call.endpoint !== 'createUser' || task.action !== 'create') return this.#send(call);
    const day = this.#options.quota.take();
    try {
      return await this.#send(call);
    } catch (error) {
      this.#correctQuota(error, day);
      throw error;
    }
  }

  recordCreated(userId: string): void {
    this.#lost = false;
    this.#createdId = userId;
    this.#options.rows.markCreated(this.#options.task.line, userId);
  }

  #send(call: Call): Promise<Reply> {
    const { zoom, signal, rows, task, now, onAttempt } = this.#options;
    const changes = call.endpoint !== 'getUser';
    return zoom.call(call, {
      signal,
      beforeAttempt: () => {
        // Counted and on disk first: from here on the request may take effect, whatever becomes of this process.
        this.#attempts++;
        this.#startedAt ??= now();
        if (changes) rows.start(task.line, this.#attempts, now());
        this.#underWay ||= changes;
      },
      afterAttempt: (attempt) => {
        if (attempt.status !== 0) this.#lastStatus = attempt.status;
        if (attempt.trackingId) this.#trackingId = attempt.trackingId;
        if (changes) {
          this.#underWay = false;
          this.#lost ||= attempt.error !== undefined && POLICY[attempt.error].inDoubt;
        }
        onAttempt(attempt);
      },
    });
  }

  #correctQuota(error: unknown, day: string): void {
    const { quota } = this.#options;
    if (!(error instanceof ZoomError)) {
      if (!this.inDoubt) quota.giveBack(day);
    } else if (error.kind === 'inviteQuota') {
      quota.close(day);
    } else if (!error.inDoubt) {
      quota.giveBack(day);
    }
  }
}
