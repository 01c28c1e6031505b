import type { ActionTable, OnExists } from '../core/action.ts';
import type { InputChange } from '../core/input-change.ts';
import type { RowLedger } from '../core/ledger.ts';
import type { NewRow } from '../core/ledger-records.ts';
import type { RowDigester } from '../core/row-digester.ts';
import type { CheckedRow } from '../core/task.ts';
import { InputTotals } from './input-totals.ts';
import type { Protection } from './protection.ts';

/** What the engine needs to know of an input: it can be read, as often as wanted. */
export interface RowSource {
  /**
   * The rows in file order, some at a time.
   * @param onChange told before rows come of an input that is not what it was when it was opened
   * @throws {UsageError} when it is not, and nobody is to be told
   */
  rows(signal: AbortSignal, onChange?: (change: InputChange) => void): AsyncIterable<readonly CheckedRow[]>;
  /** It is another one than the run began with: rows have to be known again one by one. */
  readonly isOther?: boolean;
  /** It shows some of the rows on record, and says nothing about the others. */
  readonly isPart?: boolean;
}

type RegisterOptions = {
  readonly actions: ActionTable;
  readonly protection: Protection;
  readonly onExists: OnExists;
  readonly digester: RowDigester;
  readonly signal: AbortSignal;
};

/** The first pass: checks the whole input and puts every row on record. Nothing is sent. */
export async function register(
  source: RowSource,
  rows: RowLedger,
  { actions, protection, onExists, digester, signal }: RegisterOptions,
): Promise<InputTotals> {
  const totals = new InputTotals(actions, protection, onExists);
  for await (const batch of source.rows(signal)) {
    signal.throwIfAborted();
    await rows.insert(
      batch.map((row) => {
        totals.add(row);
        return toNewRow(row, protection, digester);
      }),
    );
  }
  return totals;
}

function toNewRow(row: CheckedRow, protection: Protection, digester: RowDigester): NewRow {
  if (row.kind === 'invalid') return toInvalidRow(row);
  const { line, action, user, email } = row.task;
  const pattern = email === undefined ? undefined : protection.patternFor(email);
  if (pattern === undefined) return { line, action, user, digest: digester.digest(row.task) };
  return { line, action, user, outcome: 'skipped', reason: { kind: 'protected', pattern } };
}

/** A row that failed validation, as it is put on record. */
export function toInvalidRow({
  line,
  action,
  user,
  problems,
}: Extract<CheckedRow, { kind: 'invalid' }>): NewRow {
  return { line, action, user, outcome: 'invalid', reason: { kind: 'invalid', problems } };
}
