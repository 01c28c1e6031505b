import type { RowRules } from '../../core/action.ts';
import { LICENCE_FIELDS } from '../../core/licence-fields.ts';
import type { Match } from '../../core/roster.ts';
import { UsageError } from '../../core/usage-error.ts';
import { GROUP_NAME_COLUMNS, isSecret } from '../../fields/columns.ts';
import { PHONE_COLUMNS } from '../../fields/fields.ts';
import { quote } from '../../support/characters.ts';
import type { CheckedSettings } from '../header/column-settings.ts';
import type { Layout } from '../header/lay-out.ts';
import type { InputOptions } from '../open-input.ts';
import type { ColumnPlan } from '../rows/column-plan.ts';

/** What a roster says of a person: what an update takes, but for what goes to the query string, and secrets. */
export function rosterRules({ update }: InputOptions['actions']): RowRules {
  const optional = update.columns.optional.filter((name) => !OF_NO_PERSON.has(name) && !isSecret(name));
  return {
    makesUser: false,
    columns: { who: 'either', required: [], optional: [...optional, 'employee_unique_id'] },
  };
}

const OF_NO_PERSON: ReadonlySet<string> = new Set(['login_type', 'remove_tsp_credentials']);

/** By default they are meant for somebody new. */
export const LICENCES: readonly string[] = LICENCE_FIELDS;

/** Whether a column is about a person, and not about who that is. */
export function saysSomething({ name, kind }: ColumnPlan): boolean {
  return (kind === 'body' || kind === 'phone' || kind === 'custom') && name !== 'employee_unique_id';
}

/** @throws {UsageError} for what a job and the command line say of columns that a roster does not have */
export function refuseSettings({ defaults, compute }: CheckedSettings): void {
  const given = [...defaults.keys(), ...compute.keys()];
  if (!given.includes('action')) return;
  throw new UsageError(
    'A roster has no actions, so there can be no default for action: --create-as says how new people are made.',
  );
}

/** @throws {UsageError} that names every column that says nothing about a person */
export function refuseColumns(
  name: string,
  { columns }: Layout,
  { defaults, compute }: CheckedSettings,
  rules: RowRules,
) {
  const { optional } = rules.columns;
  const isOfPerson = (column: string) =>
    ['email', 'user_id'].includes(column) || optional.includes(fieldOf(column));
  const inFile = columns.filter((column) => !isOfPerson(column.name)).map(describeColumnOf);
  const added = [...new Set([...defaults.keys(), ...compute.keys()])]
    .filter((column) => !isOfPerson(column))
    .map((column) => `There is a value for "${column}", which a roster does not have: leave it out.`);
  const problems = [...inFile, ...added];
  if (problems.length === 0) return;
  throw new UsageError([`${name} cannot be used as a roster:`, ...problems].join('\n- '), problems);
}

function describeColumnOf({ name, header }: Layout['columns'][number]): string {
  const found = quote(header);
  if (name === 'action') {
    return `It has a column ${found}: that is a list of actions, for \`zoom-provision run\`. A roster says how people are to be.`;
  }
  if (isSecret(name)) {
    const advice =
      name === 'password' ? ' (a first password for autoCreate: --default-file password=<file>)' : '';
    return `Column ${found} is a secret, and no secret is written into actions.csv: pass it over (--ignore)${advice}.`;
  }
  return `Column ${found} (${name}) says nothing about a person: pass it over (--ignore).`;
}

/** The field of Zoom's to which a column gives its value. */
function fieldOf(column: string): string {
  if (column.startsWith('custom.')) return 'custom_attributes';
  if (GROUP_NAME_COLUMNS.includes(column)) return 'group_id';
  return column in PHONE_COLUMNS ? 'phone_numbers' : column;
}

/** @throws {UsageError} when no row can say who it is about */
export function requireMatch(
  name: string,
  { columns }: Layout,
  { compute }: CheckedSettings,
  match: Match,
): void {
  const needed = match === 'employee_unique_id' ? ['employee_unique_id', 'email'] : [match];
  const missing = needed.filter(
    (column) => !compute.has(column) && !columns.some((its) => its.name === column),
  );
  if (missing.length === 0) return;
  const names = missing.map((column) => `"${column}"`).join(' and ');
  throw new UsageError(
    `${name} has no column ${names}, which --match ${match} needs: add it, or map a header to it.`,
  );
}
