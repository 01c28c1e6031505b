import type { ActionColumns, RowRules } from '../../core/action.ts';
import { ACTION_NAMES, type ActionName } from '../../core/vocabulary.ts';
import { CellReader } from '../../fields/cell-reader.ts';
import { type ColumnKind, describeColumn } from '../../fields/columns.ts';
import type { Field } from '../../fields/fields.ts';
import type { PhoneCountry } from '../../fields/phone-numbers.ts';
import type { PlacedColumn } from '../header/lay-out.ts';
import type { Compute } from '../job-row.ts';

/** A column of the rows to check, whether the file has it or a default or the job gives it. */
export type ColumnPlan = {
  /** Where its cell stands in a row; -1 when the file has no such column. */
  readonly index: number;
  readonly name: string;
  /** How messages call it. */
  readonly header: string;
  readonly kind: ColumnKind;
  /** Absent for the action and for what is not sent, as is `cells`. */
  readonly field: Field | undefined;
  readonly cells: CellReader | undefined;
  readonly takenBy: ReadonlySet<ActionName>;
  /** Actions for whose rows a default counts. */
  readonly defaultFor: ReadonlySet<ActionName>;
  /** The text for an empty cell, or ''. */
  readonly fallback: string;
  readonly compute: Compute | undefined;
};

export type ColumnPlanOptions = {
  readonly columns: readonly PlacedColumn[];
  /** By column name. */
  readonly defaults: ReadonlyMap<string, string>;
  readonly compute: ReadonlyMap<string, Compute>;
  /** Of phone numbers that name none. */
  readonly defaultCountry: PhoneCountry | undefined;
  readonly actions: Readonly<Record<ActionName, RowRules>>;
};

export function planColumns({
  columns,
  defaults,
  compute,
  defaultCountry,
  actions,
}: ColumnPlanOptions): ColumnPlan[] {
  const placed = new Set(columns.map(({ name }) => name));
  const added = [...defaults.keys(), ...compute.keys()].filter((name) => !placed.has(name));
  const elsewhere = [...new Set(added)].map((name) => ({ index: -1, name, header: name }));
  return [...columns, ...elsewhere].map((column) => {
    const takers = ACTION_NAMES.filter((action) => takes(actions[action].columns, column.name));
    // A type is given by default since creates need one; somebody who exists would lose a licence by it.
    const defaultFor = column.name === 'type' ? takers.filter((action) => actions[action].makesUser) : takers;
    const { kind, field } = describeColumn(column.name, defaultCountry);
    return {
      ...column,
      ...{ kind, field, cells: field && new CellReader(field) },
      takenBy: new Set(takers),
      defaultFor: new Set(defaultFor),
      fallback: defaults.get(column.name) ?? '',
      compute: compute.get(column.name),
    };
  });
}

/** Whether rows of an action may fill a column. */
function takes({ required, optional, who }: ActionColumns, name: string): boolean {
  const { kind } = describeColumn(name);
  if (kind === 'action' || kind === 'group' || name === 'email') return true;
  if (name === 'user_id') return who === 'either';
  const column = kind === 'phone' ? 'phone_numbers' : kind === 'custom' ? 'custom_attributes' : name;
  return required.includes(column) || optional.includes(column);
}
