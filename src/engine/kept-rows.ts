import type { RowLedger } from '../core/ledger.ts';
import type { WaitingRow } from '../core/ledger-records.ts';
import type { RowSource } from './register.ts';

/** Rows that are read together. */
const BATCH = 500;

/** What a run has left to do. */
export type RowsLeft = {
  /** Rows that the ledger alone can tell. */
  readonly kept: number;
  /** Rows that only the input can tell. */
  readonly fromInput: number;
};

export async function rowsLeft(rows: RowLedger): Promise<RowsLeft> {
  const { open, deferred, awaitingInvitation } = await rows.count();
  let kept = 0;
  if (awaitingInvitation > 0) {
    for await (const { canBeSent } of waitingRows(rows)) if (canBeSent) kept++;
  }
  return { kept, fromInput: open + deferred + awaitingInvitation - kept };
}

/** The first lines of rows that only the input can tell, so many at most. */
export async function firstFromInput(rows: RowLedger, count: number): Promise<number[]> {
  const waiting: number[] = [];
  for await (const { line, canBeSent } of waitingRows(rows)) {
    if (!canBeSent && waiting.push(line) === count) break;
  }
  const lines = [...(await rows.firstLeft(count)), ...waiting];
  return lines.sort((one, other) => one - other).slice(0, count);
}

/** The rows of a run that wait for an invitation, as far as the ledger can tell them. */
export function keptRows(rows: RowLedger): RowSource {
  return {
    async *rows() {
      for await (const { kept, canBeSent } of waitingRows(rows)) {
        if (kept && canBeSent) yield [{ kind: 'task', line: kept.line, task: kept }];
      }
    },
  };
}

/** In file order. A row cannot be sent before an earlier one of the same user that only the input can tell. */
async function* waitingRows(rows: RowLedger): AsyncGenerator<WaitingRow & { readonly canBeSent: boolean }> {
  const heldUp = new Set<string>();
  let batch: WaitingRow[] = [];
  do {
    batch = await rows.waitingAfter(batch.at(-1)?.line ?? 0, BATCH);
    for (const row of batch) {
      const user = row.user.toLowerCase();
      if (!row.kept) heldUp.add(user);
      yield { ...row, canBeSent: !heldUp.has(user) };
    }
  } while (batch.length === BATCH);
}
