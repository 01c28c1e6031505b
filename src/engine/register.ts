import type { ActionTable, OnExists } from '../core/action.ts';
import type { RowLedger } from '../core/ledger.ts';
import type { NewRow } from '../core/ledger-records.ts';
import type { CheckedRow } from '../core/task.ts';
import { InputTotals } from './input-totals.ts';
import type { Protection } from './protection.ts';

/** What the engine needs to know of an input: it can be read, as often as wanted. */
export interface RowSource {
  /** The rows in file order, some at a time. */
  rows(signal: AbortSignal): AsyncIterable<readonly CheckedRow[]>;
}

type RegisterOptions = {
  readonly actions: ActionTable;
  readonly protection: Protection;
  readonly onExists: OnExists;
  readonly signal: AbortSignal;
};

/** The first pass: checks the whole input and puts every row on record. Nothing is sent. */
export async function register(
  source: RowSource,
  rows: RowLedger,
  { actions, protection, onExists, signal }: RegisterOptions,
): Promise<InputTotals> {
  const totals = new InputTotals(actions, protection, onExists);
  for await (const batch of source.rows(signal)) {
    signal.throwIfAborted();
    await rows.insert(
      batch.map((row) => {
        totals.add(row);
        return toNewRow(row, protection);
      }),
    );
  }
  return totals;
}

function toNewRow(row: CheckedRow, protection: Protection): NewRow {
  if (row.kind === 'invalid') {
    const { line, action, user, problems } = row;
    return { line, action, user, outcome: 'invalid', reason: { kind: 'invalid', problems } };
  }
  const { line, action, user, email } = row.task;
  const pattern = email === undefined ? undefined : protection.patternFor(email);
  if (pattern === undefined) return { line, action, user };
  return { line, action, user, outcome: 'skipped', reason: { kind: 'protected', pattern } };
}
