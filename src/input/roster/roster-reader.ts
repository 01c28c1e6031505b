import type { RosterCell, RosterPerson } from '../../core/roster.ts';
import type { CheckedRow } from '../../core/task.ts';
import { isClear } from '../../fields/clear-word.ts';
import type { RawRow } from '../csv/read-rows.ts';
import type { Layout } from '../header/lay-out.ts';
import { type CheckOptions, rowChecker } from '../rows/check-row.ts';
import { tableChecker } from '../rows/check-table.ts';
import type { ColumnPlan } from '../rows/column-plan.ts';
import { cellGatherer } from '../rows/gather-cells.ts';
import { filledCells, headerRepeater, isRule } from '../rows/no-data-row.ts';
import { isBlank, isTooShort } from '../rows/row-shape.ts';
import { LICENCES, saysSomething } from './roster-columns.ts';

/** Makes people of the rows of a roster. */
export class RosterReader {
  readonly #asUpdate: CheckOptions;
  readonly #asCreate: CheckOptions | undefined;
  readonly #plans: readonly ColumnPlan[];

  constructor(asUpdate: CheckOptions, asCreate: CheckOptions | undefined, plans: readonly ColumnPlan[]) {
    this.#asUpdate = asUpdate;
    this.#asCreate = asCreate;
    this.#plans = plans;
  }

  /** For one pass over the file; undefined for what is no row. */
  begin(): (row: RawRow) => RosterPerson | undefined {
    const { layout } = this.#asUpdate;
    const { columns } = layout;
    const check = tableChecker(this.#asUpdate);
    const checkNew = this.#asCreate && rowChecker(this.#asCreate);
    const gather = cellGatherer(this.#plans, layout.ignored);
    const repeatsHeader = headerRepeater(layout);
    const blankForNew = columns.filter(({ name }) => name === 'user_id' || name === 'employee_unique_id');
    const isNoPerson = (row: RawRow, { action }: { readonly action: string }) => {
      if (action !== '' || row.broken) return false;
      const isCut = row.endsFile && isTooShort(row, layout);
      return repeatsHeader(row) || isRule(row) || (filledCells(row).length < 2 && !isCut);
    };
    let beforeHeader = true;
    return (row) => {
      if (isBlank(row)) return undefined;
      if (beforeHeader) {
        beforeHeader = false;
        return undefined;
      }
      const checked = check(withoutType(row, columns));
      if (checked.kind === 'invalid') {
        return unusable(checked, row, layout, isNoPerson(row, checked));
      }
      const { line, email, userId, fields } = checked.task;
      const { employee_unique_id: employeeId, ...others } = fields;
      const asNew = checkNew?.({ ...row, cells: cellsForNew(row.cells, blankForNew) });
      const { texts, defaulted } = gather(row.cells);
      const cells = this.#plans.flatMap((plan, at): RosterCell[] => {
        const text = texts[at] ?? '';
        if (text === '' || !saysSomething(plan)) return [];
        const onlyNew = defaulted.has(plan) && LICENCES.includes(plan.name);
        return [
          {
            column: plan.name,
            text,
            ...(onlyNew && { onlyNew: true as const }),
            ...(isClear(text) && { clears: true as const }),
          },
        ];
      });
      return {
        line,
        ...(email !== undefined && { email }),
        ...(userId !== undefined && { userId }),
        ...(employeeId !== undefined && { employeeId: String(employeeId) }),
        fields: others,
        cells,
        ...(asNew?.kind === 'invalid' && { problemsIfNew: asNew.problems }),
      };
    };
  }
}

const PLANS: readonly string[] = ['plan_united_type', 'zoom_one_type'];

/** Who is new needs a type beside a plan; of who is there Zoom changes one of them at a time, and the plan says more. */
function withoutType(row: RawRow, columns: Layout['columns']): RawRow {
  const type = columns.find(({ name }) => name === 'type')?.index;
  const hasPlan = columns.some(({ name, index }) => PLANS.includes(name) && row.cells[index]?.trim());
  if (type === undefined || !hasPlan) return row;
  return { ...row, cells: row.cells.map((cell, index) => (index === type ? '' : cell)) };
}

/** Of somebody new there is nothing to be emptied, and no id. */
function cellsForNew(cells: readonly string[], blank: readonly { readonly index: number }[]): string[] {
  const withoutClear = cells.map((cell) => (isClear(cell.trim()) ? '' : cell));
  for (const { index } of blank) if (withoutClear[index] !== undefined) withoutClear[index] = '';
  return withoutClear;
}

const ADDRESS = /[^\s@,;:<>()[\]"'|]+@[^\s@,;:<>()[\]"'|]+\.[^\s@,;:<>()[\]"'|]+/g;

/** A row that cannot be used: whoever it may be about is in the roster all the same. */
function unusable(
  { line, user, problems }: Extract<CheckedRow, { kind: 'invalid' }>,
  { cells }: RawRow,
  { columns }: Layout,
  isNoRow: boolean,
): RosterPerson {
  const at = columns.find(({ name }) => name === 'employee_unique_id')?.index;
  const employeeId = (at === undefined ? undefined : cells[at])?.trim();
  const mentions = [...new Set(cells.flatMap((cell) => cell.match(ADDRESS) ?? []))];
  const names = {
    ...(user !== '' && (user.includes('@') ? { email: user } : { userId: user })),
    ...(employeeId && { employeeId }),
  };
  const isAnybody = !isNoRow && Object.keys(names).length === 0 && mentions.length === 0;
  return {
    line,
    ...names,
    fields: {},
    cells: [],
    problems,
    ...(mentions.length > 0 && { mentions }),
    ...(isAnybody && { isAnybody: true }),
  };
}
