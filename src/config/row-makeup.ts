import { createHash } from 'node:crypto';
import { mergeMapping } from './input-options.ts';
import { isSecretColumn } from './is-secret-column.ts';
import { modulesOf } from './job-modules.ts';
import type { RunRequest } from './run-request.ts';

/** What makes up the rows beside the file, in the words of whoever has changed it. */
const PARTS = {
  columns: 'what the headers mean (columns, --map)',
  ignore: 'which columns are passed over (ignore, --ignore, --ignore-unknown)',
  compute: 'the functions that compute columns (compute)',
  module: 'the file of the job, or one that it imports, which compute columns',
  default: 'the defaults (--default)',
  defaultCountry: 'the country of phone numbers (--default-country)',
  delimiter: 'the delimiter (--delimiter)',
  encoding: 'the encoding (--encoding)',
} as const;

type Part = keyof typeof PARTS;

/** A digest of each part that says something. Nothing of what it says can be read from it, and no password is in it. */
export type RowMakeup = Readonly<Partial<Record<Part, string>>>;

export function makeupOf({
  job,
  mapping,
  settings,
}: Pick<RunRequest, 'job' | 'mapping' | 'settings'>): RowMakeup {
  const { columns, ignore, compute = {} } = mergeMapping(mapping, settings);
  const functions = Object.entries(compute).map(([column, its]) => [column, String(its)]);
  const defaults = Object.entries(settings.default).filter(([column]) => !isSecretColumn(column));
  const parts: Record<Part, readonly unknown[]> = {
    columns: inOrder(Object.entries(columns)),
    ignore: [...inOrder(ignore), ...(settings.ignoreUnknown ? [true] : [])],
    compute: inOrder(functions),
    module: functions.length > 0 && job?.file !== undefined ? [...modulesOf(job.file).values()] : [],
    default: inOrder(defaults),
    defaultCountry: given(settings.defaultCountry),
    delimiter: given(settings.delimiter),
    encoding: given(settings.encoding),
  };
  const digests = Object.entries(parts).flatMap(([part, its]) =>
    its.length > 0 ? [[part, digest(its)]] : [],
  );
  return Object.fromEntries(digests);
}

/** What differs between what makes up the rows at two times. */
export function differences(one: RowMakeup, other: RowMakeup): string[] {
  return (Object.keys(PARTS) as Part[])
    .filter((part) => one[part] !== other[part])
    .map((part) => PARTS[part]);
}

function given(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}

/** In an order that does not depend on how it was written. */
function inOrder(values: readonly unknown[]): unknown[] {
  return [...new Set(values.map((value) => JSON.stringify(value)))].sort();
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
}
