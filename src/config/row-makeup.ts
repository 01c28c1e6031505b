import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mergeMapping } from './input-options.ts';
import { isPassword } from './is-password.ts';
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
  const defaults = Object.entries(settings.default).filter(([column]) => !isPassword(column));
  const parts: Record<Part, readonly unknown[]> = {
    columns: inOrder(Object.entries(columns)),
    ignore: [...inOrder(ignore), ...(settings.ignoreUnknown ? [true] : [])],
    compute: inOrder(functions),
    module: functions.length > 0 && job?.file !== undefined ? textsOf(job.file) : [],
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

/** `from './names.ts'`, `import './names.ts'` and `import('./names.ts')`. */
const IMPORT = /\b(?:from|import|require)\s*\(?\s*(["'])(\.{1,2}\/[^"'\n]+)\1/g;

/** A module and those of its own that it imports, each once. */
function textsOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const text = textOf(file);
  const imports = [...text.matchAll(IMPORT)].map(([, , from = '']) => path.resolve(path.dirname(file), from));
  return [text, ...imports.flatMap((imported) => textsOf(imported, seen))];
}

/** Empty for what is no file: `import('./names')` in a comment, for one. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
