import type { RunRecord } from '../core/ledger-records.ts';

/** When somebody was at a run last, in ms since the epoch, by the clock of the computer that was. */
export function touchedAt({ finishedAt, seenAt, startedAt }: RunRecord): number {
  return Math.max(finishedAt ?? 0, seenAt ?? 0, startedAt);
}
