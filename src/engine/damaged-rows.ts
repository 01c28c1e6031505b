import type { RowState } from '../core/ledger-records.ts';
import type { Task } from '../core/task.ts';
import type { OpenRow } from './perform-row.ts';
import type { RecordedRow } from './recorded-rows.ts';
import { toInvalidRow } from './register.ts';
import type { RunContext } from './run-context.ts';

type Damaged = { readonly row: OpenRow; isOvertaken: boolean };

/**
 * The rows of a pass whose record in the ledger is damaged. They wait for its end: one may be taken up, as if an earlier
 * session had got no answer, only if no later row of its user was. Else what that one did would be undone.
 */
export class DamagedRows {
  readonly #context: RunContext;
  readonly #all: Damaged[] = [];
  readonly #byKey = new Map<string, Damaged[]>();

  constructor(context: RunContext) {
    this.#context = context;
  }

  /** Keeps a row for later, so that later rows of its user wait for it. One that is invalid is put on record anew. */
  async keep({ row, task, state }: RecordedRow): Promise<void> {
    const { users, services } = this.#context;
    if (row?.kind === 'invalid') await services.rows.restore(toInvalidRow(row), services.clock.now());
    if (!task) return;
    const keys = users.keysOf(task);
    const earlier = this.#of(keys);
    this.see(keys, state);
    // Which of two did what is not known, so neither is taken up.
    const damaged: Damaged = { row: { task, keys, state }, isOvertaken: earlier.length > 0 };
    this.#all.push(damaged);
    for (const key of keys) this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), damaged]);
    users.learn({ task, keys }, { line: task.line, outcome: 'unknown', awaitsInvitation: false });
  }

  /** Every other row of the pass, in file order. */
  see(keys: readonly string[], state: RowState): void {
    if (hasBegun(state)) for (const earlier of this.#of(keys)) earlier.isOvertaken = true;
  }

  /** The same of rows that were performed, and whose states nobody has read. */
  seePerformed(task: Task): void {
    if (this.#all.length === 0) return;
    for (const earlier of this.#of(this.#context.users.keysOf(task))) earlier.isOvertaken = true;
  }

  /** Those that may be taken up, in file order, as rows that an earlier session got no answer for. */
  async *restored(): AsyncGenerator<OpenRow> {
    const { rows, digester, clock } = this.#context.services;
    for (const { row, isOvertaken } of this.#all) {
      if (isOvertaken) continue;
      const { task, state } = row;
      const { line, action, user } = task;
      const restored = { line, action, user, digest: digester.digest(task) };
      await rows.restore(restored, state.startedAt ?? clock.now(), state.zoomAt);
      yield { ...row, state: (await rows.get(line)) ?? state };
    }
  }

  #of(keys: readonly string[]): Damaged[] {
    return keys.flatMap((key) => this.#byKey.get(key) ?? []);
  }
}

function hasBegun({ state, attempts, outcome, isDamaged }: RowState): boolean {
  if (isDamaged || attempts > 0 || state === 'started') return true;
  return (
    outcome !== undefined && outcome !== 'skipped' && outcome !== 'deferred' && outcome !== 'not_attempted'
  );
}
