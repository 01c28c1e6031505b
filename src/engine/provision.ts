import type { LaneName } from '../core/lanes.ts';
import { type CheckedRow, type Task, userKeys } from '../core/task.ts';
import { UsageError } from '../core/usage-error.ts';
import type { EndpointName } from '../core/zoom-api.ts';
import type { RowState } from '../ledger/row-store.ts';
import { Dispatcher } from './dispatcher.ts';
import { performRow, type RowContext } from './perform-row.ts';
import type { RowSource } from './register.ts';
import { Stopped } from './stop.ts';

export type ProvisionOptions = {
  readonly source: RowSource;
  readonly context: RowContext;
  /** Rows in hand at a time. */
  readonly concurrency: number;
  readonly laneOf: (endpoint: EndpointName) => LaneName;
};

/**
 * The second pass: takes every row that the ledger does not know to be settled to its outcome, in file order, some at
 * a time. Returns when no request is under way any more; `context.stop` ends it early.
 */
export async function provision({ source, context, concurrency, laneOf }: ProvisionOptions): Promise<void> {
  const { stop, actions } = context;
  const dispatcher = new Dispatcher(concurrency);
  try {
    for await (const { task, state } of openRows(source, context)) {
      const [first = 'getUser'] = actions[task.action].plan(task);
      await dispatcher.add({
        keys: userKeys(task),
        lane: laneOf(first),
        run: () => performRow(task, state, context),
      });
    }
    await dispatcher.idle();
  } catch (error) {
    if (!(error instanceof Stopped)) {
      stop.stop({ kind: 'broken', message: error instanceof Error ? error.message : String(error) });
    }
    await dispatcher.idle().catch(() => undefined);
    if (!(error instanceof Stopped)) throw error;
  }
}

/** The rows still to be done, beside what the ledger knows of them. */
async function* openRows(
  source: RowSource,
  { rows, stop, trouble }: RowContext,
): AsyncGenerator<{ task: Task; state: RowState }> {
  for await (const batch of source.rows(stop.signal)) {
    const first = batch[0];
    const last = batch.at(-1);
    if (!first || !last) continue;
    const states = new Map(rows.between(first.line, last.line).map((state) => [state.line, state]));
    for (const row of batch) {
      if (stop.signal.aborted) return;
      const state = recorded(row, states.get(row.line));
      if (row.kind === 'invalid') continue;
      if (isOpen(state)) yield { task: row.task, state };
      else trouble.note(userKeys(row.task), row.line, state.outcome ?? 'unknown');
    }
  }
}

/** The ledger must tell of the same row; else somebody has changed the file under the run. */
function recorded(row: CheckedRow, state: RowState | undefined): RowState {
  const { action, user } = row.kind === 'task' ? row.task : row;
  if (state?.action === action && state.user === user) return state;
  throw new UsageError(
    `The input was changed while the run was reading it (line ${row.line} is another row now). The rows sent so far ` +
      'are in the report. Make a new file of the rest and run that.',
  );
}

function isOpen({ state, outcome, heldBack }: RowState): boolean {
  return state !== 'done' || heldBack || outcome === 'deferred' || outcome === 'unknown';
}
