import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { InputMapping } from '../core/job.ts';
import { UsageError } from '../core/usage-error.ts';
import { OPTIONS } from './options.ts';

/** What a command was pointed at: an input file, or a job that names one. */
export type Order = {
  /** Absolute path of the input, or `-`. */
  readonly input: string;
  readonly mapping: InputMapping;
  readonly job?: {
    readonly file: string;
    readonly options: Readonly<Record<string, unknown>>;
    readonly description?: string;
  };
};

const JOB_FILE = /\.(ts|mts|js|mjs|json)$/i;

const texts = z.record(z.string(), z.string());
const jobSchema = z.strictObject({
  input: z.string().min(1),
  description: z.string().optional(),
  columns: texts.optional(),
  ignore: z.array(z.string()).optional(),
  compute: z
    .record(
      z.string(),
      z.custom<(row: object) => string | undefined>((value) => typeof value === 'function'),
    )
    .optional(),
  // The options are checked where all their sources come together.
  ...Object.fromEntries(Object.keys(OPTIONS).map((name) => [name, z.unknown().optional()])),
});

const PATHS = ['out', 'state', 'logFile', 'envFile'] as const;

/** @throws {UsageError} when the job cannot be read or is not one */
export async function loadOrder(input: string): Promise<Order> {
  if (!JOB_FILE.test(input)) return { input: input === '-' ? '-' : path.resolve(input), mapping: {} };
  const file = path.resolve(input);
  const result = jobSchema.safeParse(await importJob(file, input));
  if (!result.success) {
    const problems = result.error.issues.map(
      ({ path: at, message }) => `  ${at.length > 0 ? `${at.join('.')}: ` : ''}${message}`,
    );
    throw new UsageError(`The job ${input} cannot be used:\n${problems.join('\n')}`);
  }
  const { input: source, description, columns, ignore, compute, ...options } = result.data;
  const from = (name: string) => path.resolve(path.dirname(file), name);
  const settled: Record<string, unknown> = { ...options };
  for (const name of PATHS) if (typeof settled[name] === 'string') settled[name] = from(settled[name]);
  return {
    input: source === '-' ? '-' : from(source),
    mapping: { ...(columns && { columns }), ...(ignore && { ignore }), ...(compute && { compute }) },
    job: { file: input, options: settled, ...(description && { description }) },
  };
}

async function importJob(file: string, shown: string): Promise<unknown> {
  try {
    if (/\.json$/i.test(file)) return JSON.parse(await readFile(file, 'utf8'));
    const module: { default?: unknown } = await import(pathToFileURL(file).href);
    if (module.default !== undefined) return module.default;
  } catch (error) {
    throw new UsageError(
      `The job ${shown} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  throw new UsageError(`The job ${shown} exports nothing by default; write: export default defineJob({ … })`);
}
