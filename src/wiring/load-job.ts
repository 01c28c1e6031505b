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
    /** As people know it. */
    readonly name: string;
    /** Absolute path, when it came from a file. */
    readonly file?: string;
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
  const order = orderOf(await importJob(file, input), `the job ${input}`, path.dirname(file));
  return { ...order, ...(order.job && { job: { ...order.job, file } }) };
}

/**
 * The order that a job is. Its paths are relative to `folder`.
 * @throws {UsageError} when it is not a job
 */
export function orderOf(job: unknown, name: string, folder: string): Order {
  const result = jobSchema.safeParse(job);
  if (!result.success) {
    const problems = result.error.issues.map(
      ({ path: at, message }) => `  ${at.length > 0 ? `${at.join('.')}: ` : ''}${message}`,
    );
    throw new UsageError(`${name} cannot be used:\n${problems.join('\n')}`);
  }
  const { input, description, columns, ignore, compute, ...options } = result.data;
  const from = (given: string) => path.resolve(folder, given);
  const settled: Record<string, unknown> = { ...options };
  for (const option of PATHS)
    if (typeof settled[option] === 'string') settled[option] = from(settled[option]);
  return {
    input: input === '-' ? '-' : from(input),
    mapping: { ...(columns && { columns }), ...(ignore && { ignore }), ...(compute && { compute }) },
    job: { name, options: settled, ...(description && { description }) },
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
