import type { RowLedger, WaitingRow } from '../core/ledger.ts';
import type { RowSource } from './register.ts';

/** Rows that are read together. */
const BATCH = 500;

/** What a run has left to do. */
export type RowsLeft = {
  /** Rows that the ledger alone can tell. */
  readonly kept: number;
  /** Rows that only the input can tell. */
  readonly fromInput: number;
  /** The lines of the first of these. */
  readonly firstLines: readonly number[];
};

/** @param lines so many of them are named, at most */
export async function rowsLeft(rows: RowLedger, lines: number): Promise<RowsLeft> {
  const first = await rows.firstLeft(lines);
  const { open, deferred } = await rows.count();
  let kept = 0;
  let others = 0;
  for await (const { line, canBeSent } of waitingRows(rows)) {
    if (canBeSent) kept++;
    else if (others++ < lines) first.push(line);
  }
  const firstLines = first.sort((a, b) => a - b).slice(0, lines);
  return { kept, fromInput: open + deferred + others, firstLines };
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
