import type { ActionTable } from '../core/action.ts';
import type { ResultRow } from '../core/outcome.ts';
import { describeProblems } from '../core/problem.ts';
import type { CheckedRow, Task } from '../core/task.ts';
import type { EndpointName } from '../core/zoom-api.ts';
import type { CreateCalendar } from './forecast.ts';
import type { InputTotals } from './input-totals.ts';
import type { Protection } from './protection.ts';
import type { RowSource } from './register.ts';

export type PreviewOptions = {
  readonly source: RowSource;
  readonly actions: ActionTable;
  readonly protection: Protection;
  readonly calendar: CreateCalendar;
  readonly totals: InputTotals;
  readonly signal: AbortSignal;
  /** Whether a run would keep some columns of a task back until the user has accepted the invitation. */
  readonly awaitsInvitation: (task: Task) => boolean;
  /** Called for each such row that would be sent. */
  readonly onAwaiting: () => void;
  readonly onInvalid: (row: Extract<CheckedRow, { kind: 'invalid' }>) => void;
};

const WOULD: Readonly<Record<EndpointName, string>> = {
  createUser: 'create the user',
  updateUser: 'update the user',
  setStatus: 'set the status',
  setPassword: 'set the password',
  getUser: 'look the user up',
};

/** Reads an input once and says of every row what a run would do, some rows at a time. Sends nothing. */
export async function* preview(options: PreviewOptions): AsyncGenerator<ResultRow[]> {
  const { source, totals, signal, onInvalid } = options;
  for await (const batch of source.rows(signal)) {
    yield batch.map((row) => {
      totals.add(row);
      if (row.kind === 'task') return ofTask(row.task, options);
      onInvalid(row);
      const { line, action, user, problems } = row;
      return { ...BLANK, line, action, user, outcome: 'invalid', message: describeProblems(problems) };
    });
  }
}

const BLANK = { attempts: 0, userId: '', trackingId: '', startedAt: '', finishedAt: '' };

function ofTask(
  task: Task,
  { actions, protection, calendar, awaitsInvitation, onAwaiting }: PreviewOptions,
): ResultRow {
  const { line, action, user, email, userId = '', warnings } = task;
  const row = { ...BLANK, line, action, user, userId };
  const pattern = email === undefined ? undefined : protection.patternFor(email);
  if (pattern !== undefined)
    return { ...row, outcome: 'skipped', message: `protected by --protect ${pattern}` };
  const steps = actions[action].plan(task).map((endpoint) => WOULD[endpoint]);
  const day = action === 'create' ? ` on ${calendar.next() ?? 'no day: the share leaves no invitation'}` : '';
  const waits = awaitsInvitation(task);
  if (waits) onAwaiting();
  const message = [
    `preview: would ${steps.join(', then ')}${day}`,
    ...(waits ? ['the other columns wait until the invitation is accepted'] : []),
    ...warnings.map((text) => `warning: ${text}`),
  ];
  return { ...row, outcome: 'not_attempted', message: message.join('; ') };
}
