import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InputMapping } from '../core/job.ts';
import { UsageError } from '../core/usage-error.ts';
import { readJob } from './read-job.ts';

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

const PATHS = ['out', 'state', 'logFile', 'envFile'] as const;

/** @throws {UsageError} when the job cannot be read or is not one */
export async function loadOrder(input: string): Promise<Order> {
  if (!JOB_FILE.test(input)) return { input: input === '-' ? '-' : path.resolve(input), mapping: {} };
  const file = path.resolve(input);
  const order = orderOf(await importJob(file, input), `The job ${input}`, path.dirname(file));
  return { ...order, ...(order.job && { job: { ...order.job, file } }) };
}

/**
 * The order that a job is. Its paths are relative to `folder`.
 * @throws {UsageError} when it is not a job
 */
export function orderOf(job: unknown, name: string, folder: string): Order {
  const { input, description, mapping, options } = readJob(job, name);
  const from = (given: string) => path.resolve(folder, given);
  const settled: Record<string, unknown> = { ...options };
  for (const option of PATHS)
    if (typeof settled[option] === 'string') settled[option] = from(settled[option]);
  return {
    input: input === '-' ? '-' : from(input),
    mapping,
    job: { name, options: settled, ...(description && { description }) },
  };
}

async function importJob(file: string, shown: string): Promise<unknown> {
  try {
    if (!(await stat(file)).isFile()) throw new Error('it is a folder');
    if (/\.json$/i.test(file)) return JSON.parse(await readFile(file, 'utf8'));
    const module: { default?: unknown } = await import(pathToFileURL(file).href);
    if (module.default !== undefined) return module.default;
  } catch (error) {
    throw new UsageError(`The job ${shown} cannot be read: ${explain(error, file)}`);
  }
  throw new UsageError(`The job ${shown} exports nothing by default; write: export default defineJob({ … })`);
}

function explain(error: unknown, file: string): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' && 'path' in error && error.path === file) {
    return 'there is no such file: check the spelling and the folder.';
  }
  if (code === 'ERR_MODULE_NOT_FOUND' && error.message.includes("'zoom-provision'")) {
    return "the package zoom-provision is not installed beside it. Install it there, or leave defineJob out: export default { input: 'people.csv' }.";
  }
  return error.message;
}
