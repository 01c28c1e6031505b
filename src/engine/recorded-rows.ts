import type { RowLedger } from '../core/ledger.ts';
import type { RowState } from '../core/ledger-records.ts';
import type { Reason } from '../core/reason.ts';
import type { RowDigester, Sameness } from '../core/row-digester.ts';
import type { CheckedRow, Task } from '../core/task.ts';
import { isOpenOutcome, wentThrough } from '../core/vocabulary.ts';

/** A row that is on record, beside what the input says of it. */
export type RecordedRow = {
  readonly state: RowState;
  /** What stands on its line; absent when nothing does. */
  readonly row?: CheckedRow | undefined;
  /** What is to be sent of it; absent when the input does not have the row as it was checked. */
  readonly task?: Task;
  /** How the input has it otherwise; absent beyond its end. */
  readonly change?: Omit<Extract<Reason, { kind: 'inputChanged' }>, 'kind'>;
};

type Reading = {
  /** To know the rows again; undefined as long as the bytes that they come from are those that were checked. */
  readonly digester: () => RowDigester | undefined;
  /** The input shows some of the rows on record, and says nothing about the others. */
  readonly isPart?: boolean | undefined;
  /** Told of rows that were all performed, and are passed over. */
  readonly onPerformed?: (batch: readonly CheckedRow[]) => void;
};

/** Lines that are looked up together. */
const WINDOW = 1_000;

/** All rows on record, in order, beside what stands on their lines; what is not on record is passed over. */
export async function* recordedRows(
  batches: AsyncIterable<readonly CheckedRow[]>,
  rows: RowLedger,
  { digester, isPart, onPerformed }: Reading,
): AsyncGenerator<readonly RecordedRow[]> {
  let next = 0;
  for await (const batch of batches) {
    const [head, tail] = [batch[0], batch.at(-1)];
    if (!head || !tail) continue;
    const first = isPart ? head.line : next;
    next = tail.line + 1;
    const knows = digester();
    // A resume of a run that is nearly done: to read each row's state would take as long as to check the file.
    if (!knows && onPerformed && (await rows.allPerformed(first, tail.line, batch.length)))
      onPerformed(batch);
    else yield* besideRecord(first, batch, rows, knows);
  }
  // The end of the input is not the end of the run.
  for (let hasMore = !isPart; hasMore; ) {
    const states = await rows.after(next - 1, WINDOW);
    next = (states.at(-1)?.line ?? next) + 1;
    hasMore = states.length === WINDOW;
    yield states.map((state) => ({ state }));
  }
}

async function* besideRecord(
  first: number,
  batch: readonly CheckedRow[],
  rows: RowLedger,
  digester: RowDigester | undefined,
): AsyncGenerator<readonly RecordedRow[]> {
  const byLine = new Map(batch.map((row) => [row.line, row]));
  const last = batch.at(-1)?.line ?? 0;
  for (let from = first; from <= last; from += WINDOW) {
    const to = Math.min(last, from + WINDOW - 1);
    const states = await rows.between(from, to);
    const digests = digester && (await rows.digests(from, to));
    yield states.map((state) => {
      const compare = (task: Task) => digester?.compare(task, digests?.get(state.line)) ?? 'same';
      // Nothing that it says of itself can be trusted, its digest neither: only an input that has not changed tells.
      if (state.isDamaged && digester) return { state, row: byLine.get(state.line), change: { what: 'row' } };
      return recordedRow(state, byLine.get(state.line), compare);
    });
  }
}

function recordedRow(
  state: RowState,
  row: CheckedRow | undefined,
  compare: (task: Task) => Sameness,
): RecordedRow {
  if (state.isDamaged && row?.kind === 'invalid') return { state, row };
  if (row?.kind !== 'task') return { state, row, change: { what: 'row' } };
  const { task } = row;
  const isNamedAlike = state.isDamaged || (task.action === state.action && task.user === state.user);
  const sameness = isNamedAlike ? compare(task) : 'other';
  if (sameness === 'same') return { state, row, task };
  const what = sameness === 'other' ? 'row' : 'password';
  return { state, row, change: { what, ...(task.added && { isMadeUp: true }) } };
}

/** Whether there is something left to do about a row. */
export async function isOpen(state: RowState, rows: RowLedger): Promise<boolean> {
  const { outcome, reason, afterLine } = state;
  if (state.state !== 'done' || state.awaitsInvitation || outcome === undefined || isOpenOutcome(outcome)) {
    return true;
  }
  if (outcome !== 'skipped' || afterLine === undefined) return false;
  if (isAfterRemoval(reason)) return false;
  // Left out because of an earlier row of the same user: it is up again when that row is, or has gone through now.
  const earlier = await rows.get(afterLine);
  if (earlier?.outcome === undefined || (await isOpen(earlier, rows))) return true;
  return wentThrough(earlier.outcome);
}

/** Of what has gone through with nothing left to do, only a removal keeps later rows back. */
export function isAfterRemoval(reason: Reason | undefined): boolean {
  return reason?.kind === 'earlierRow' && !reason.awaitsInvitation && wentThrough(reason.outcome);
}

/** What waits of a row until an invitation is accepted, as the ledger keeps it. */
export async function keptTask(
  { line, awaitsInvitation }: RowState,
  rows: RowLedger,
): Promise<Task | undefined> {
  if (!awaitsInvitation) return undefined;
  const [waiting] = await rows.waitingAfter(line - 1, 1);
  return waiting?.line === line ? waiting.kept : undefined;
}
