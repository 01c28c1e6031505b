import type { ActionColumns } from '../core/action.ts';
import type { Problem } from '../core/problem.ts';
import type { ActionName, CheckedRow, Task } from '../core/task.ts';
import { FirstLines } from '../support/first-lines.ts';
import { checkTogether } from './check-together.ts';
import { findColumn } from './column-names.ts';
import type { Draft } from './draft.ts';
import { fillDraft } from './fill-draft.ts';
import { describeUnknownAction, findAction } from './find-action.ts';
import { cellGatherer } from './gather-cells.ts';
import type { Layout } from './headers.ts';
import type { RawRow } from './read-rows.ts';
import { describeLines, describeWidth, findUnnamed, swallowsRows } from './row-shape.ts';
import { type Slot, takes } from './slots.ts';

export type CheckOptions = {
  readonly layout: Layout;
  readonly slots: readonly Slot[];
  readonly delimiter: string;
  readonly actions: Readonly<Record<ActionName, ActionColumns>>;
};

/** Checks the rows of one pass over the file, in order: each row's check knows the creates before it. */
export function rowChecker({ layout, slots, delimiter, actions }: CheckOptions): (row: RawRow) => CheckedRow {
  const gather = cellGatherer(slots, layout.ignored);
  const created = new FirstLines();
  const actionAt = slots.findIndex(({ kind }) => kind === 'action');
  const passwordAt = slots.findIndex(({ field }) => field?.secret);
  const hasPasswords =
    passwordAt !== -1 || layout.ignored.some(({ header }) => findColumn(header) === 'password');

  return (row) => {
    if (row.broken) return invalid(newDraft(row.line, undefined), row, [row.broken], '');
    const gathered = gather(row.cells);
    const actionCell = gathered.texts[actionAt] ?? '';
    const draft = newDraft(row.line, findAction(actionCell));
    const secret = hasPasswords && mayHoldPassword(draft, gathered.texts[passwordAt]);
    fillDraft(draft, slots, gathered, secret);
    if (row.cells.length !== layout.width) {
      const user = hasPasswords ? '' : userOf(draft, false);
      return invalid(draft, row, [describeWidth(row, layout, delimiter)], user);
    }
    if (draft.action) checkTogether(draft, actions[draft.action]);
    else draft.problems.unshift(unknownAction(actionCell, secret));
    if (layout.unnamed.length > 0) draft.problems.push(...findUnnamed(row, layout));
    if (draft.problems.length > 0) return invalid(draft, row, draft.problems, userOf(draft, secret));
    if (swallowsRows(row, layout, delimiter)) return invalid(draft, row, [], userOf(draft, secret));
    const firstLine = rememberCreate(draft);
    if (firstLine) return invalid(draft, row, [createdTwice(firstLine)], userOf(draft, secret));
    return { kind: 'task', line: row.line, task: toTask(draft) };
  };

  /** A password that stands in the wrong cell must not be shown either, nor one in a column that the job ignores. */
  function mayHoldPassword({ action }: Draft, password: string | undefined): boolean {
    return action === '' || password !== '' || takes(actions[action], 'password');
  }

  function unknownAction(cell: string, secret: boolean): Problem {
    return { column: slots[actionAt]?.header ?? 'action', message: describeUnknownAction(cell, secret) };
  }

  /** The line of the row before that creates the same user. */
  function rememberCreate({ action, email, line }: Draft): number | undefined {
    const creates = action !== '' && actions[action].who === 'email';
    return creates && email !== undefined ? created.remember(email.toLowerCase(), line) : undefined;
  }

  function createdTwice(firstLine: number): Problem {
    const column = slots.find(({ name }) => name === 'email')?.header ?? 'email';
    return { column, message: `line ${firstLine} creates the same user already: delete one of the two rows` };
  }
}

function newDraft(line: number, action: ActionName | undefined): Draft {
  return {
    line,
    action: action ?? '',
    email: undefined,
    userId: undefined,
    fields: {},
    query: {},
    phones: [],
    customAttributes: [],
    filled: [],
    problems: [],
    warnings: [],
  };
}

/** An id has no shape by which it could be told from a password. */
function userOf({ email, userId }: Draft, secret: boolean): string {
  return email ?? (secret ? undefined : userId) ?? '';
}

function invalid({ action }: Draft, row: RawRow, problems: readonly Problem[], user: string): CheckedRow {
  const { line, lastLine } = row;
  const lines = lastLine > line && !row.broken ? [describeLines(row)] : [];
  return { kind: 'invalid', line, action, user, problems: [...problems, ...lines] };
}

function toTask({ line, action, email, userId, fields, query, warnings }: Draft): Task {
  if (action === '') throw new Error('a row without an action was taken for valid');
  // An address in user_id is the same user as in email, and must have the same place in the order of rows.
  const address = email ?? (userId?.includes('@') ? userId : undefined);
  const id = userId === address ? undefined : userId;
  const task = { line, action, user: address ?? id ?? '', fields, query, warnings };
  if (address === undefined) return id === undefined ? task : { ...task, userId: id };
  return id === undefined ? { ...task, email: address } : { ...task, email: address, userId: id };
}
