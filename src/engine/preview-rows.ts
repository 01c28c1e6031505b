import type { ActionTable } from '../core/action.ts';
import type { ResultRow } from '../core/result-row.ts';
import type { CheckedRow, Task } from '../core/task.ts';
import type { CreateCalendar } from './forecast.ts';
import type { InputTotals } from './input-totals.ts';
import type { Protection } from './protection.ts';
import type { RowSource } from './register.ts';

export type PreviewRules = {
  readonly actions: ActionTable;
  readonly protection: Protection;
  /** On which days the creates go. */
  readonly calendar: CreateCalendar;
};

/**
 * Reads an input once and says of every row what a run would do, some rows at a time. Sends nothing.
 * @param totals are counted on the way
 */
export async function* previewRows(
  source: RowSource,
  totals: InputTotals,
  rules: PreviewRules,
  signal: AbortSignal,
): AsyncGenerator<ResultRow[]> {
  for await (const batch of source.rows(signal)) {
    yield batch.map((row) => {
      totals.add(row);
      return row.kind === 'task' ? previewTask(row.task, rules) : previewInvalid(row);
    });
  }
}

/** Of a row of which nothing was sent. */
export const BLANK = {
  attempts: 0,
  userId: '',
  trackingId: '',
  startedAt: '',
  finishedAt: '',
  awaitsInvitation: false,
  warnings: [],
} as const;

/** A row that failed validation, in a preview. */
export function previewInvalid({
  line,
  action,
  user,
  problems,
}: Extract<CheckedRow, { kind: 'invalid' }>): ResultRow {
  return { ...BLANK, line, action, user, outcome: 'invalid', reason: { kind: 'invalid', problems } };
}

function previewTask(task: Task, { actions, protection, calendar }: PreviewRules): ResultRow {
  const { line, user, email, userId = '', warnings } = task;
  const row = { ...BLANK, line, action: task.action, user, userId };
  const pattern = email === undefined ? undefined : protection.patternFor(email);
  if (pattern !== undefined) return { ...row, outcome: 'skipped', reason: { kind: 'protected', pattern } };
  const action = actions[task.action];
  const steps = action.steps(task).map(({ would }) => would);
  const day = action.invites ? { day: calendar.next() ?? 'none' } : {};
  const waits = action.awaitsInvitation?.(task) ? { awaitsInvitation: true as const } : {};
  const reason = { kind: 'preview', steps, ...day, ...waits } as const;
  return { ...row, outcome: 'not_attempted', warnings, reason };
}
