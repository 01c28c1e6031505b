import type { Foreseen } from '../core/foreseen.ts';
import type { ResultRow } from '../core/result-row.ts';
import type { Task } from '../core/task.ts';
import type { CreateCalendar } from '../engine/forecast.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import { BLANK, previewInvalid } from '../engine/preview-rows.ts';
import type { RowSource } from '../engine/register.ts';
import type { NearestAddress } from './nearest-address.ts';
import type { Rehearsal } from './rehearsal.ts';

export type ForeseeingRules = {
  readonly rehearsal: Rehearsal;
  /** On which days the creates go. */
  readonly calendar: CreateCalendar;
  readonly nearest: NearestAddress;
};

/**
 * Reads an input and says of every row what a run would make of it, by what the account has. Sends nothing.
 * @param totals are counted on the way
 */
export async function* foreseeRows(
  source: RowSource,
  totals: InputTotals,
  { rehearsal, calendar, nearest }: ForeseeingRules,
  signal: AbortSignal,
): AsyncGenerator<ResultRow[]> {
  for await (const batch of source.rows(signal)) {
    signal.throwIfAborted();
    const rows: ResultRow[] = [];
    const foreseen = await rehearsal.rehearse(batch);
    for (const row of batch) {
      totals.add(row);
      const its = foreseen.get(row);
      if (row.kind === 'invalid') rows.push(previewInvalid(row));
      else if (its) rows.push(foreseenRow(row.task, await withNearest(row.task, its, nearest), calendar));
    }
    yield rows;
  }
}

async function withNearest({ email }: Task, foreseen: Foreseen, nearest: NearestAddress): Promise<Foreseen> {
  if (foreseen.what !== 'noSuchUser' || email === undefined) return foreseen;
  const address = await nearest.to(email);
  return address === undefined ? foreseen : { ...foreseen, nearest: address };
}

function foreseenRow(task: Task, foreseen: Foreseen, calendar: CreateCalendar): ResultRow {
  const { line, action, user, userId = '', warnings } = task;
  const row = { ...BLANK, line, action, user, userId };
  if (foreseen.what === 'protected') {
    return { ...row, outcome: 'skipped', reason: { kind: 'foreseen', ...foreseen } };
  }
  const isInvited = foreseen.what === 'creates' && action === 'create';
  const day = isInvited ? { day: calendar.next() ?? 'none' } : {};
  return { ...row, outcome: 'not_attempted', warnings, reason: { kind: 'foreseen', ...foreseen, ...day } };
}
