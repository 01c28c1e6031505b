import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../core/usage-error.ts';
import { decodeUnicode } from '../support/unicode.ts';
import type { InputMapping } from './job.ts';
import { placeInJson, placeInModule } from './place-of-error.ts';
import { readJob } from './read-job.ts';

/** A job, ready to be carried out. */
export type LoadedJob = {
  /** As people know it. */
  readonly name: string;
  /** Absolute path, when it came from a file. */
  readonly file?: string;
  readonly description?: string;
  /** Absolute path of its input, or `-`. */
  readonly input: string;
  readonly mapping: InputMapping;
  /** Its settings as they were given, with absolute paths. */
  readonly options: Readonly<Record<string, unknown>>;
};

const JOB_FILE = /\.([cm]?[jt]s|json)$/i;

/** Settings that are paths. */
export const PATHS = ['out', 'state', 'logFile', 'envFile'] as const;

/** Whether a command was pointed at a job, and not at an input. */
export function isJobFile(given: string): boolean {
  return JOB_FILE.test(given);
}

/** @throws {UsageError} when the job cannot be read or is not one */
export async function loadJob(given: string): Promise<LoadedJob> {
  const file = path.resolve(given);
  return { ...jobFrom(await importJob(file, given), `The job ${given}`, path.dirname(file)), file };
}

/**
 * The job that a value is. Its paths are relative to `folder`.
 * @throws {UsageError} when it is not a job
 */
export function jobFrom(value: unknown, name: string, folder: string): LoadedJob {
  const { input, description, mapping, options } = readJob(value, name);
  const from = (given: string) => path.resolve(folder, given);
  const settled: Record<string, unknown> = { ...options };
  for (const option of PATHS)
    if (typeof settled[option] === 'string') settled[option] = from(settled[option]);
  return {
    name,
    ...(description && { description }),
    input: input === '-' ? '-' : from(input),
    mapping,
    options: settled,
  };
}

async function importJob(file: string, shown: string): Promise<unknown> {
  try {
    if (!(await stat(file)).isFile()) throw new Error('it is a folder');
    if (/\.json$/i.test(file)) return JSON.parse(decodeUnicode(await readFile(file)));
    const module: { default?: unknown } = await import(pathToFileURL(file).href);
    if (module.default !== undefined) return module.default;
  } catch (error) {
    throw new UsageError(`The job ${shown} cannot be read: ${await explain(error, file)}`);
  }
  throw new UsageError(`The job ${shown} exports nothing by default; write: export default defineJob({ … })`);
}

async function explain(error: unknown, file: string): Promise<string> {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' && 'path' in error && error.path === file) {
    return 'there is no such file: check the spelling and the folder.';
  }
  if (code === 'ERR_MODULE_NOT_FOUND' && error.message.includes("'zoom-provision'")) {
    return "the package zoom-provision is not installed beside it. Install it there, or leave defineJob out: export default { input: 'people.csv' }.";
  }
  if (code === 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING') {
    return 'Node runs no TypeScript below node_modules. Copy the job, and what it reads, to a folder of your own.';
  }
  const where = await placeOf(error, file).catch(() => undefined);
  return where === undefined ? error.message : `${where}: ${error.message}`;
}

async function placeOf(error: Error, file: string): Promise<string | undefined> {
  if (!(await stat(file)).isFile()) return undefined;
  const source = decodeUnicode(await readFile(file));
  return /\.json$/i.test(file) ? placeInJson(source) : placeInModule(error, file, source);
}
