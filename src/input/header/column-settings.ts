import { UsageError } from '../../core/usage-error.ts';
import { CLEAR, isClear } from '../../fields/clear-word.ts';
import { describeColumn } from '../../fields/columns.ts';
import { ROSTER_FIELDS } from '../../fields/fields.ts';
import type { PhoneCountry } from '../../fields/phone-numbers.ts';
import { readText } from '../../fields/read-text.ts';
import { quote } from '../../support/characters.ts';
import type { Compute } from '../job-row.ts';
import { describeUnknownAction, findAction } from '../rows/find-action.ts';
import { findColumn } from './column-names.ts';
import { describeMistyped } from './mistyped.ts';

/** What a job and the command line say about columns. */
export type ColumnSettings = {
  readonly columns?: Readonly<Record<string, string>> | undefined;
  readonly ignore?: readonly string[] | undefined;
  /** Pass over every column that is not known. */
  readonly ignoreUnknown?: boolean | undefined;
  readonly defaults?: Readonly<Record<string, string>> | undefined;
  readonly compute?: Readonly<Partial<Record<string, Compute>>> | undefined;
  /** Of phone numbers that name none. */
  readonly defaultCountry?: PhoneCountry | undefined;
};

/** The same with column names in their one spelling. */
export type CheckedSettings = {
  /** Header in the file to column name. */
  readonly columns: ReadonlyMap<string, string>;
  readonly ignore: readonly string[];
  readonly ignoreUnknown: boolean;
  readonly defaults: ReadonlyMap<string, string>;
  readonly compute: ReadonlyMap<string, Compute>;
  readonly defaultCountry: PhoneCountry | undefined;
};

/** @throws {UsageError} with every unknown column and every default that no row could have. */
export function checkSettings({
  columns,
  ignore = [],
  ignoreUnknown = false,
  defaults,
  compute,
  defaultCountry,
}: ColumnSettings): CheckedSettings {
  const problems: string[] = [];
  const resolve = <T>(
    what: string,
    entries: readonly (readonly [string, T | undefined])[],
  ): Map<string, T> => {
    const resolved = new Map<string, T>();
    for (const [name, value] of entries) {
      const column = findColumn(name);
      if (column === undefined) problems.push(describeUnknown(what, name));
      else if (value !== undefined) resolved.set(column, value);
    }
    return resolved;
  };
  const mapped = new Map<string, string>();
  for (const [header, name] of Object.entries(columns ?? {})) {
    const column = findColumn(name);
    if (column !== undefined) mapped.set(header, column);
    else problems.push(describeUnknown(`${quote(header)} is mapped to a column that`, name));
  }
  const checked = {
    columns: mapped,
    ignore,
    ignoreUnknown,
    defaults: resolve('A default is given for a column that', Object.entries(defaults ?? {})),
    compute: resolve('The job computes a column that', Object.entries(compute ?? {})),
    defaultCountry,
  };
  for (const [column, text] of checked.defaults) {
    problems.push(...findDefaultProblems(column, text, defaultCountry));
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'), problems);
  return checked;
}

function describeUnknown(what: string, name: string): string {
  return `${what} does not exist, ${quote(name)}: ${describeMistyped(name)}`;
}

function findDefaultProblems(column: string, text: string, country: PhoneCountry | undefined): string[] {
  if (column === 'email' || column === 'user_id' || column in ROSTER_FIELDS) {
    return [`There can be no default for ${column}: every row would be about the same user.`];
  }
  if (column === 'action') {
    const known = text === '' || findAction(text) !== undefined;
    return known ? [] : [`The default for action ${describeUnknownAction(text, false)}.`];
  }
  if (isClear(text))
    return [`The default for ${column} cannot be ${CLEAR}: it would empty the field of every user.`];
  const { field } = describeColumn(column, country);
  if (!field || text === '') return [];
  const result = readText(field, text);
  return 'messages' in result
    ? [`The default for ${column} cannot be used: ${result.messages.join('; ')}.`]
    : [];
}
