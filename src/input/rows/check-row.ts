import type { RowRules } from '../../core/action.ts';
import type { Problem } from '../../core/problem.ts';
import type { CheckedRow, Task } from '../../core/task.ts';
import type { ActionName } from '../../core/vocabulary.ts';
import { FirstLines } from '../../support/first-lines.ts';
import type { RawRow } from '../csv/read-rows.ts';
import type { Layout } from '../header/lay-out.ts';
import { checkTogether } from './check-together.ts';
import type { ColumnPlan } from './column-plan.ts';
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
import { type Hides, Secrets } from './secrets.ts';

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
  const secrets = new Secrets(plans, layout);

  return (row) => {
    if (row.broken) return invalid(newRowBuilder(row.line, undefined), row, [row.broken], '');
    const gathered = gather(row.cells);
    const actionCell = gathered.texts[actionAt] ?? '';
    const builder = newRowBuilder(row.line, findAction(actionCell));
    const isShort = isTooShort(row, layout);
    builder.hides = isShort ? secrets.hides : secrets.hidesIn(builder.action, gathered.texts);
    fillRow(builder, plans, gathered);
    const misreadings = findMisreadings(row, layout, delimiter);
    if (misreadings.length > 0) {
      return invalid(builder, row, misreadings, userOfUnsure(builder));
    }
    if (row.quoteFaults) checkBareMarks(builder, plans, row);
    if (builder.action) checkTogether(builder, actions[builder.action]);
    else builder.problems.unshift(unknownAction(actionCell, builder.hides));
    if (layout.unnamed.length > 0) builder.problems.push(...findUnnamed(row, layout));
    if (isShort && (builder.problems.length > 0 || secrets.setsMissing(builder.filled, row.cells))) {
      const problems = [...builder.problems, describeWidth(row, layout, delimiter)];
      return invalid(builder, row, problems, userOfUnsure(builder));
    }
    if (builder.problems.length > 0) return invalid(builder, row, builder.problems, userOf(builder));
    if (swallowsRows(row, layout, delimiter)) return invalid(builder, row, [], userOf(builder));
    if (row.cells.length !== layout.width) builder.warnings.push(...describeEnd(row, layout));
    const task = toTask(builder, secrets.in(builder.fields));
    const problems = actions[task.action].check?.(task) ?? [];
    if (problems.length > 0) return invalid(builder, row, problems, userOf(builder));
    const firstLine = rememberCreate(builder);
    if (firstLine) return invalid(builder, row, [createdTwice(firstLine)], userOf(builder));
    return { kind: 'task', line: row.line, task };
  };

  /** Of a row whose cells may stand in other columns than their own not even an address is sure to be one. */
  function userOfUnsure(builder: RowBuilder): string {
    const user = userOf(builder);
    return secrets.hides(user) ? '' : user;
  }

  function unknownAction(cell: string, hides: Hides): Problem {
    return { column: plans[actionAt]?.header ?? 'action', message: describeUnknownAction(cell, hides(cell)) };
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
    hides: () => false,
    problems: [],
    warnings: [],
  };
}

/** An id has no shape by which it could be told from a password. */
function userOf({ email, userId = '', hides }: RowBuilder): string {
  return email ?? (hides(userId) ? '' : userId);
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

function toTask(
  { line, action, email, userId, fields, query, added, warnings }: RowBuilder,
  secret: readonly string[],
): Task {
  if (action === '') throw new Error('a row without an action was taken for valid');
  // An address in user_id is the same user as in email, and must have the same place in the order of rows.
  const address = email ?? (userId?.includes('@') ? userId : undefined);
  const id = userId?.toLowerCase() === address?.toLowerCase() ? undefined : userId;
  const task = {
    ...{ line, action, user: address ?? id ?? '', fields, query, warnings },
    ...(added.length > 0 && { added }),
    ...(secret.length > 0 && { secret }),
  };
  if (address === undefined) return id === undefined ? task : { ...task, userId: id };
  return id === undefined ? { ...task, email: address } : { ...task, email: address, userId: id };
}
