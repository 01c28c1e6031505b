import type { RowLedger } from '../core/ledger.ts';
import type { RowDigester } from '../core/row-digester.ts';
import type { CheckedRow } from '../core/task.ts';
import { isOpen, keptTask, recordedRows } from './recorded-rows.ts';
import type { RowSource } from './register.ts';

/** What another input than a run began with has of the run. */
export type Survey = {
  /** Rows that are to be done, and that it has as they were checked. */
  readonly unchanged: number;
  /** Lines that were invalid, and hold a row that could be sent. */
  readonly corrected: number;
  /** Rows that could be sent, on lines that the run does not know. */
  readonly added: number;
  /** Rows that are to be done, and that neither it nor the ledger has; with the lines of the first. */
  readonly left: number;
  readonly firstLeft: readonly number[];
};

/**
 * Looks through an input for the rows of a run, each on its own line. Sends nothing.
 * @param most lines that are named
 * @throws {UsageError} when the input is changed meanwhile
 */
export async function surveyRows(
  source: RowSource,
  rows: RowLedger,
  digester: RowDigester,
  { signal, most }: { readonly signal: AbortSignal; readonly most: number },
): Promise<Survey> {
  const found = { unchanged: 0, corrected: 0, added: 0, left: 0 };
  const firstLeft: number[] = [];
  const count = (batch: readonly CheckedRow[]) => {
    found.added += batch.filter(({ kind }) => kind === 'task').length;
  };
  const known = recordedRows(counting(source.rows(signal), count), rows, { digester: () => digester });
  for await (const batch of known) {
    for (const { state, row, task } of batch) {
      const isTask = row?.kind === 'task';
      if (isTask) found.added--;
      if (state.outcome === 'invalid') {
        if (isTask) found.corrected++;
        continue;
      }
      if (!(await isOpen(state, rows)) || (await keptTask(state, rows))) continue;
      if (task) found.unchanged++;
      else if (++found.left <= most) firstLeft.push(state.line);
    }
  }
  return { ...found, firstLeft };
}

async function* counting<T>(batches: AsyncIterable<T>, count: (batch: T) => void): AsyncGenerator<T> {
  for await (const batch of batches) {
    count(batch);
    yield batch;
  }
}
