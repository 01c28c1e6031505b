import type { RowRules } from '../../core/action.ts';
import type { Problem } from '../../core/problem.ts';
import type { CheckedRow, Task } from '../../core/task.ts';
import type { ActionName } from '../../core/vocabulary.ts';
import { FirstLines } from '../../support/first-lines.ts';
import type { RawRow } from '../csv/read-rows.ts';
import { findColumn } from '../header/column-names.ts';
import type { Layout } from '../header/lay-out.ts';
import { checkTogether } from './check-together.ts';
import { type ColumnPlan, takes } from './column-plan.ts';
import { fillRow } from './fill-row.ts';
import { describeUnknownAction, findAction } from './find-action.ts';
import { cellGatherer } from './gather-cells.ts';
import { checkBareMarks } from './quote-marks.ts';
import type { RowBuilder } from './row-builder.ts';
import {
  describeEnd,
  describeLines,
  describeWidth,
  findMisreadings,
  findUnnamed,
  isTooShort,
  swallowsRows,
} from './row-shape.ts';

export type CheckOptions = {
  readonly layout: Layout;
  readonly plans: readonly ColumnPlan[];
  readonly delimiter: string;
  readonly headerLine: number;
  readonly actions: Readonly<Record<ActionName, RowRules>>;
};

/** Checks the rows of one pass over the file, in order: each row's check knows the creates before it. */
export function rowChecker({ layout, plans, delimiter, actions }: CheckOptions): (row: RawRow) => CheckedRow {
  const gather = cellGatherer(plans, layout.ignored);
  const created = new FirstLines();
  const actionAt = plans.findIndex(({ kind }) => kind === 'action');
  const passwordAt = plans.findIndex(({ name }) => name === 'password');
  const hasPasswords =
    passwordAt !== -1 || layout.ignored.some(({ header }) => findColumn(header) === 'password');

  return (row) => {
    if (row.broken) return invalid(newRowBuilder(row.line, undefined), row, [row.broken], '');
    const gathered = gather(row.cells);
    const actionCell = gathered.texts[actionAt] ?? '';
    const builder = newRowBuilder(row.line, findAction(actionCell));
    const isShort = isTooShort(row, layout);
    const secret = hasPasswords && (isShort || mayHoldPassword(builder, gathered.texts[passwordAt]));
    fillRow(builder, plans, gathered, secret);
    const misreadings = findMisreadings(row, layout, delimiter);
    if (misreadings.length > 0) {
      return invalid(builder, row, misreadings, hasPasswords ? '' : userOf(builder, false));
    }
    if (row.quoteFaults) checkBareMarks(builder, plans, row);
    if (builder.action) checkTogether(builder, actions[builder.action]);
    else builder.problems.unshift(unknownAction(actionCell, secret));
    if (layout.unnamed.length > 0) builder.problems.push(...findUnnamed(row, layout));
    if (isShort && (builder.problems.length > 0 || setsMissingPassword(builder, row))) {
      const problems = [...builder.problems, describeWidth(row, layout, delimiter)];
      return invalid(builder, row, problems, hasPasswords ? '' : userOf(builder, false));
    }
    if (builder.problems.length > 0) return invalid(builder, row, builder.problems, userOf(builder, secret));
    if (swallowsRows(row, layout, delimiter)) return invalid(builder, row, [], userOf(builder, secret));
    if (row.cells.length !== layout.width) builder.warnings.push(...describeEnd(row, layout));
    const task = toTask(builder);
    const problems = actions[task.action].check?.(task) ?? [];
    if (problems.length > 0) return invalid(builder, row, problems, userOf(builder, secret));
    const firstLine = rememberCreate(builder);
    if (firstLine) return invalid(builder, row, [createdTwice(firstLine)], userOf(builder, secret));
    return { kind: 'task', line: row.line, task };
  };

  /** A password that stands in the wrong cell must not be shown either, nor one in a column that the job ignores. */
  function mayHoldPassword({ action }: RowBuilder, password: string | undefined): boolean {
    return action === '' || password !== '' || takes(actions[action].columns, 'password');
  }

  /** Whether a default would be set as the password of a row that ends before it. */
  function setsMissingPassword({ filled }: RowBuilder, { cells }: RawRow): boolean {
    return filled.includes('password') && (plans[passwordAt]?.index ?? -1) >= cells.length;
  }

  function unknownAction(cell: string, secret: boolean): Problem {
    return { column: plans[actionAt]?.header ?? 'action', message: describeUnknownAction(cell, secret) };
  }

  /** The line of the row before that creates the same user. */
  function rememberCreate({ action, email, line }: RowBuilder): number | undefined {
    const creates = action !== '' && actions[action].makesUser;
    return creates && email !== undefined ? created.remember(email.toLowerCase(), line) : undefined;
  }

  function createdTwice(firstLine: number): Problem {
    const column = plans.find(({ name }) => name === 'email')?.header ?? 'email';
    return { column, message: `line ${firstLine} creates the same user already: delete one of the two rows` };
  }
}

function newRowBuilder(line: number, action: ActionName | undefined): RowBuilder {
  return {
    line,
    action: action ?? '',
    email: undefined,
    userId: undefined,
    fields: {},
    query: {},
    added: [],
    phones: [],
    customAttributes: [],
    filled: [],
    problems: [],
    warnings: [],
  };
}

/** An id has no shape by which it could be told from a password. */
function userOf({ email, userId }: RowBuilder, secret: boolean): string {
  return email ?? (secret ? undefined : userId) ?? '';
}

function invalid(
  { action }: RowBuilder,
  row: RawRow,
  problems: readonly Problem[],
  user: string,
): CheckedRow {
  const { line, lastLine } = row;
  const lines = lastLine > line && !row.broken ? [describeLines(row)] : [];
  return { kind: 'invalid', line, action, user, problems: [...problems, ...lines] };
}

function toTask({ line, action, email, userId, fields, query, added, warnings }: RowBuilder): Task {
  if (action === '') throw new Error('a row without an action was taken for valid');
  // An address in user_id is the same user as in email, and must have the same place in the order of rows.
  const address = email ?? (userId?.includes('@') ? userId : undefined);
  const id = userId?.toLowerCase() === address?.toLowerCase() ? undefined : userId;
  const common = { line, action, user: address ?? id ?? '', fields, query, warnings };
  const task = added.length > 0 ? { ...common, added } : common;
  if (address === undefined) return id === undefined ? task : { ...task, userId: id };
  return id === undefined ? { ...task, email: address } : { ...task, email: address, userId: id };
}
