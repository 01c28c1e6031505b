import type { InputChange } from '../core/input-change.ts';
import type { RowState } from '../core/ledger-records.ts';
import type { StopReason } from '../core/stop-reason.ts';
import type { Task } from '../core/task.ts';
import type { ActionName } from '../core/vocabulary.ts';
import type { RecordedRow } from './recorded-rows.ts';
import type { RunContext } from './run-context.ts';

/** Lines that are named of the rows that were left. */
const LINES_NAMED = 5;

/** What one pass meets of an input that was changed: which rows it leaves, and that later rows of their users wait for them. */
export class ChangedRows {
  readonly #context: RunContext;
  readonly #firstLines: number[] = [];
  #hasChanged: boolean;
  #hasGrown = false;
  #rows = 0;
  #endsEarly = false;

  /** @param hasChanged the input is known to be another one than was checked */
  constructor(context: RunContext, hasChanged: boolean) {
    this.#context = context;
    this.#hasChanged = hasChanged;
  }

  /** From here on rows have to be known again one by one. */
  get hasChanged(): boolean {
    return this.#hasChanged;
  }

  /** Why the run is not through; undefined when nothing was left. */
  get stop(): StopReason | undefined {
    if (this.#rows === 0) return undefined;
    const found = { kind: 'inputChanged', rows: this.#rows, firstLines: this.#firstLines } as const;
    return this.#endsEarly ? { ...found, endsEarly: true } : found;
  }

  note(change: InputChange): void {
    const isNews = change === 'content' ? !this.#hasChanged : !this.#hasGrown;
    if (change === 'content') this.#hasChanged = true;
    else this.#hasGrown = true;
    if (isNews) this.#context.services.emit({ type: 'notice', notice: { kind: 'inputChanged', change } });
  }

  /** Leaves a row that the input does not have any more as it was. What is known of one that was in hand before stays. */
  async leave({ state, change }: RecordedRow): Promise<void> {
    const { line, state: phase, created, attempts, awaitsInvitation } = state;
    const { users } = this.#context;
    this.#rows++;
    if (this.#firstLines.length < LINES_NAMED) this.#firstLines.push(line);
    if (change === undefined) this.#endsEarly = true;
    else if (phase === 'pending' && !created && attempts === 0) await this.#record(state, change);
    const outcome = state.outcome ?? (phase === 'started' ? 'unknown' : 'not_attempted');
    const task = standIn(state);
    users.learn({ task, keys: users.keysOf(task) }, { line, outcome, awaitsInvitation });
  }

  async #record({ line, action, user }: RowState, change: NonNullable<RecordedRow['change']>): Promise<void> {
    const { rows, emit, clock } = this.#context.services;
    const result = {
      line,
      outcome: 'not_attempted',
      httpStatus: undefined,
      zoomCode: undefined,
      reason: { kind: 'inputChanged', ...change },
      warnings: [],
      awaitsInvitation: false,
      attempts: 0,
      userId: '',
      trackingId: '',
    } as const;
    const finishedAt = clock.now();
    await rows.finish({ ...result, startedAt: undefined, finishedAt });
    const times = { startedAt: '', finishedAt: new Date(finishedAt).toISOString() };
    emit({ type: 'row', result: { ...result, ...times, action, user } });
  }
}

/** Of a row that nobody can read any more, what the record tells: whose it is. */
export function standIn({ line, action, user }: Pick<RowState, 'line' | 'action' | 'user'>): Task {
  const who = user.includes('@') ? { email: user } : { userId: user };
  // Its user is known by no new name.
  const fields = action === 'change_email' ? { new_email: user } : {};
  return { line, action: action as ActionName, user, ...who, fields, query: {}, warnings: [] };
}
