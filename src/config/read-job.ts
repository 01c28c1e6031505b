import { z } from 'zod';
import { UsageError } from '../core/usage-error.ts';
import type { Compute } from '../input/job-row.ts';
import { quote } from '../support/characters.ts';
import { isClose, nearest } from '../support/nearest.ts';
import { describeFound } from './describe-found.ts';
import type { InputMapping } from './job.ts';
import type { Option } from './option.ts';
import { flagOf, OPTIONS, type OptionName, variableOf } from './options.ts';

/** What a job says, apart from the values of its options, which are checked where all their sources come together. */
export type JobContent = {
  readonly input: string;
  readonly description: string | undefined;
  readonly isSync: boolean;
  readonly mapping: InputMapping;
  readonly options: Readonly<Record<string, unknown>>;
};

const schema = z.object({
  input: z.string().min(1),
  description: z.string().optional(),
  sync: z.boolean().optional(),
  columns: z.record(z.string(), z.string()).optional(),
  map: z.record(z.string(), z.string()).optional(),
  ignore: z.array(z.string()).optional(),
  compute: z
    .record(
      z.string(),
      z.custom<Compute>((value) => typeof value === 'function'),
    )
    .optional(),
});

/** What to write, for those who wrote something else. */
const COLUMNS = 'the headers of the file with their columns, such as { "Cost Centre Code": "cost_center" }';
const WRITE: Readonly<Record<string, string>> = {
  input: 'the path of the file, or - for standard input',
  description: 'a sentence',
  sync: 'true for a job whose input is a list of people',
  columns: COLUMNS,
  map: COLUMNS,
  ignore: 'a list of headers, such as ["Hire Date", "Comments"]',
  compute: 'functions by column, such as { display_name: (row) => row.first_name }, in a .ts or .js job',
};

const NAMES = Object.keys(OPTIONS) as OptionName[];
const FOR_THE_OPERATOR = NAMES.filter((name) => (OPTIONS[name] as Option).operatorOnly);
const KEYS = [
  ...new Set([...Object.keys(schema.shape), ...NAMES.filter((name) => !FOR_THE_OPERATOR.includes(name))]),
];

/**
 * Reads what a job's file exports, or what the library was given.
 * @throws {UsageError} with everything that makes it no job: where, what was found and what to write
 */
export function readJob(job: unknown, name: string): JobContent {
  refuseOther(job, name, "{ input: 'people.csv' }");
  const unknown = findUnknown(job, KEYS, 'a job');
  const { data, error } = schema.safeParse(job, {
    error: ({ path: [key = ''] = [] }) => `write ${WRITE[String(key)]}`,
  });
  if (data === undefined || unknown.length > 0) {
    const problems = [
      ...(error?.issues ?? []).map(({ path, message }) => describeProblem(job, path, message)),
      ...unknown,
    ];
    throw new UsageError([`${name} cannot be used:`, ...problems].join('\n  '), problems);
  }
  const { input, description, sync = false, columns, map, ignore, compute } = data;
  const options = Object.entries(job).filter(([key]) => key in OPTIONS && !(key in schema.shape));
  return {
    input,
    description,
    isSync: sync,
    // Other spellings of a column are as good as its name here.
    mapping: {
      ...((columns || map) && { columns: { ...columns, ...map } }),
      ...(ignore && { ignore }),
      ...(compute && { compute }),
    } as InputMapping,
    options: Object.fromEntries(options),
  };
}

function describeProblem(job: object, path: readonly PropertyKey[], advice: string): string {
  const isMissing = path.length === 1 && (job as Record<PropertyKey, unknown>)[path[0] ?? ''] === undefined;
  const found = isMissing ? '' : `found ${describeFound(job, path)}; `;
  return `${path.join('.')}: ${found}${advice}.`;
}

/**
 * Refuses what is no object with only these keys.
 * @throws {UsageError} that names what there is instead
 */
export function checkKeys(value: unknown, name: string, keys: readonly string[], example: string): void {
  refuseOther(value, name, example);
  const unknown = findUnknown(value, keys, name);
  if (unknown.length > 0) throw new UsageError(unknown.join('\n'), unknown);
}

function refuseOther(value: unknown, name: string, example: string): asserts value is object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw new UsageError(
    `${name} cannot be used: found ${describeFound(value)}; write an object, such as ${example}.`,
  );
}

function findUnknown(value: object, keys: readonly string[], who: string): string[] {
  return Object.keys(value)
    .filter((key) => !keys.includes(key))
    .map((key) => {
      const meant = keys === KEYS ? FOR_THE_OPERATOR.find((name) => plain(name) === plain(key)) : undefined;
      if (meant) {
        return `${quote(key)} is for whoever starts a job to say, with ${flagOf(meant)} or ${variableOf(meant)}: delete it.`;
      }
      const near = nearest(plain(key), keys.map(plain));
      const known = keys.find((name) => plain(name) === near?.word) ?? keys[0];
      const hint =
        near && isClose(plain(key), near) ? `did you mean ${known}?` : `the nearest known one is ${known}.`;
      return `${quote(key)} is nothing that ${who} can say: ${hint}`;
    });
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
