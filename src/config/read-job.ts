import { z } from 'zod';
import { UsageError } from '../core/usage-error.ts';
import type { Compute } from '../input/job-row.ts';
import { quote } from '../support/characters.ts';
import { isClose, nearest } from '../support/nearest.ts';
import { describeFound } from './describe-found.ts';
import type { InputMapping } from './job.ts';
import { OPTIONS } from './options.ts';

/** What a job says, apart from the values of its options, which are checked where all their sources come together. */
export type JobContent = {
  readonly input: string;
  readonly description: string | undefined;
  readonly mapping: InputMapping;
  readonly options: Readonly<Record<string, unknown>>;
};

const schema = z.object({
  input: z.string().min(1),
  description: z.string().optional(),
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
  columns: COLUMNS,
  map: COLUMNS,
  ignore: 'a list of headers, such as ["Hire Date", "Comments"]',
  compute: 'functions by column, such as { display_name: (row) => row.first_name }, in a .ts or .js job',
};

const KEYS = [...new Set([...Object.keys(schema.shape), ...Object.keys(OPTIONS)])];

/**
 * Reads what a job's file exports, or what the library was given.
 * @throws {UsageError} with everything that makes it no job: where, what was found and what to write
 */
export function readJob(job: unknown, name: string): JobContent {
  if (typeof job !== 'object' || job === null || Array.isArray(job)) {
    throw new UsageError(
      `${name} cannot be used: found ${describeFound(job)}; write an object, such as { input: 'people.csv' }.`,
    );
  }
  const unknown = Object.keys(job).filter((key) => !KEYS.includes(key));
  const { data, error } = schema.safeParse(job, {
    error: ({ path: [key = ''] = [] }) => `write ${WRITE[String(key)]}`,
  });
  if (data === undefined || unknown.length > 0) {
    const problems = (error?.issues ?? []).map(({ path, message }) => describeProblem(job, path, message));
    throw new UsageError(
      [`${name} cannot be used:`, ...problems, ...unknown.map(describeUnknown)].join('\n  '),
    );
  }
  const { input, description, columns, map, ignore, compute } = data;
  const options = Object.entries(job).filter(([key]) => key in OPTIONS && !(key in schema.shape));
  return {
    input,
    description,
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

function describeUnknown(key: string): string {
  const near = nearest(plain(key), KEYS.map(plain));
  const known = KEYS.find((name) => plain(name) === near?.word) ?? 'input';
  const hint =
    near && isClose(plain(key), near) ? `did you mean ${known}?` : `the nearest known one is ${known}.`;
  return `${quote(key)} is nothing that a job can say: ${hint}`;
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
