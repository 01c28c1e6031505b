import { type Outcome, wentThrough } from '../core/outcome.ts';
import { type CheckedRow, type Task, userKeys } from '../core/task.ts';
import { UsageError } from '../core/usage-error.ts';
import type { RowState, RowStore } from '../ledger/sqlite/row-store.ts';
import { Dispatcher } from './dispatcher.ts';
import { performRow, type RowContext } from './perform-row.ts';
import type { RowSource } from './register.ts';
import { Stopped } from './stop.ts';

export type ProvisionOptions = {
  readonly source: RowSource;
  readonly context: RowContext;
  /** Rows in hand at a time, at most. */
  readonly concurrency: number;
};

/**
 * The second pass: takes every row that the ledger does not know to be settled to its outcome, in file order, some at
 * a time. Returns when no request is under way any more; `context.stop` ends it early.
 */
export async function provision({ source, context, concurrency }: ProvisionOptions): Promise<void> {
  const { stop, actions, labelOf } = context;
  const dispatcher = new Dispatcher(concurrency);
  const broke = (error: unknown) => {
    if (error instanceof Stopped) return;
    // At once: what cannot be recorded must not be sent.
    stop.stop({ kind: 'broken', message: error instanceof Error ? error.message : String(error) });
    throw error;
  };
  try {
    for await (const { task, state } of openRows(source, context)) {
      const [first = 'getUser'] = actions[task.action].plan(task);
      const run = (onTurn: () => void) => performRow(task, state, context, onTurn).catch(broke);
      await dispatcher.add({ keys: userKeys(task), label: labelOf(first), run });
    }
  } catch (error) {
    broke(error);
  } finally {
    await dispatcher.idle();
  }
}

/** The rows still to be done, beside what the ledger knows of them. */
async function* openRows(
  source: RowSource,
  { rows, stop, blocked }: RowContext,
): AsyncGenerator<{ task: Task; state: RowState }> {
  for await (const batch of source.rows(stop.signal)) {
    const first = batch[0];
    const last = batch.at(-1);
    // A resume of a run that is nearly done: to read each row's state would take as long as to check the file.
    if (!first || !last || rows.allWentThrough(first.line, last.line, batch.length)) continue;
    const states = new Map(rows.between(first.line, last.line).map((state) => [state.line, state]));
    for (const row of batch) {
      if (stop.signal.aborted) return;
      const state = recorded(row, states.get(row.line));
      if (row.kind === 'invalid') continue;
      if (isOpen(state, rows)) {
        yield { task: row.task, state };
        continue;
      }
      const { line, outcome = 'unknown', awaitingInvitation } = causeOf(state, rows);
      blocked.note(userKeys(row.task), row.line, { line, outcome, awaitingInvitation });
    }
  }
}

/** The ledger must tell of the same row; else somebody has changed the file under the run. */
function recorded(row: CheckedRow, state: RowState | undefined): RowState {
  const { action, user } = row.kind === 'task' ? row.task : row;
  const isSame = state?.action === action && state.user === user;
  if (isSame && (row.kind === 'invalid') === (state.outcome === 'invalid')) return state;
  throw new UsageError(
    `The input was changed while the run was reading it (line ${row.line} is another row now). The rows sent so far ` +
      'are in the report. Make a new file of the rest and run that.',
  );
}

/** A row that was left out hands the blocked of the earlier row on, to rows that share another key with it. */
function causeOf(state: RowState, rows: RowStore): RowState {
  const { outcome, afterLine } = state;
  return (outcome === 'skipped' && afterLine !== undefined && rows.get(afterLine)) || state;
}

/** Outcomes that are not the last word: another try may end otherwise. */
const PASSING: ReadonlySet<Outcome> = new Set(['deferred', 'unknown', 'failed']);

function isOpen({ state, outcome, awaitingInvitation, afterLine }: RowState, rows: RowStore): boolean {
  if (state !== 'done' || awaitingInvitation || outcome === undefined || PASSING.has(outcome)) return true;
  if (outcome !== 'skipped' || afterLine === undefined) return false;
  // Left out because of an earlier row of the same user: it is up again when that row is, or has gone through now.
  const earlier = rows.get(afterLine);
  return (
    earlier === undefined ||
    isOpen(earlier, rows) ||
    earlier.outcome === undefined ||
    wentThrough(earlier.outcome)
  );
}
