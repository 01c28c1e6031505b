import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../core/usage-error.ts';
import { NotAFile } from '../support/files/kind.ts';
import { readFile } from '../support/files/read-file.ts';
import { explainRefusal, Refused } from '../support/files/refused.ts';
import { type Demands, OWN, SHARED } from '../support/files/trust.ts';
import { decodeUnicode } from '../support/unicode.ts';
import type { InputMapping } from './job.ts';
import { modulesOf } from './job-modules.ts';
import { type JobLimits, limitsOf } from './job-paths.ts';
import { placeInJson, placeInModule } from './place-of-error.ts';
import { readJob } from './read-job.ts';
import { inputPath } from './standard-input.ts';

/** A job, ready to be carried out. */
export type LoadedJob = {
  /** As people know it. */
  readonly name: string;
  /** Absolute path, when it came from a file. */
  readonly file?: string;
  readonly description?: string;
  /** Its input is a roster. */
  readonly isSync?: true;
  /** Absolute path of its input, or `-`. */
  readonly input: string;
  readonly mapping: InputMapping;
  /** Its settings as they were given, with absolute paths. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What holds for a job from a file. */
  readonly limits?: JobLimits;
};

const JOB_FILE = /\.([cm]?[jt]s|json)$/i;

/** Settings that are paths. */
export const PATHS = ['out', 'state', 'logFile', 'envFile', 'planFile'] as const;

/** Whether a command was pointed at a job, and not at an input. */
export function isJobFile(given: string): boolean {
  return JOB_FILE.test(given);
}

/** Who names a job: somebody who has just typed it and knows it, or the record of a run. */
export type NamedBy = 'user' | 'record';

/**
 * A job is code, and runs as its user. One that anybody on the machine may change is none of the user's, whoever names it;
 * one that is on record is asked more, since nobody has looked where it is.
 */
const DEMANDS: Readonly<Record<NamedBy, Demands>> = { user: SHARED, record: OWN };

/** @throws {UsageError} when the job cannot be read, is not one, or others may change it */
export async function loadJob(given: string, namedBy: NamedBy = 'user'): Promise<LoadedJob> {
  const file = path.resolve(given);
  const folder = path.dirname(file);
  const value = await importJob(file, given, DEMANDS[namedBy]);
  return { ...jobFrom(value, `The job ${given}`, folder), file, limits: limitsOf(folder) };
}

/**
 * The job that a value is. Its paths are relative to `folder`.
 * @throws {UsageError} when it is not a job
 */
export function jobFrom(value: unknown, name: string, folder: string): LoadedJob {
  const { input, description, isSync, mapping, options } = readJob(value, name);
  const from = (given: string) => path.resolve(folder, given);
  const settled: Record<string, unknown> = { ...options };
  for (const option of PATHS)
    if (typeof settled[option] === 'string') settled[option] = from(settled[option]);
  return {
    name,
    ...(description && { description }),
    ...(isSync && { isSync }),
    input: inputPath(input, folder),
    mapping,
    options: settled,
  };
}

async function importJob(file: string, shown: string, demands: Demands): Promise<unknown> {
  try {
    const read = (its: string) => readFile(its, { demands: { file: demands, way: demands } });
    const { bytes } = read(file);
    if (/\.json$/i.test(file)) return JSON.parse(decodeUnicode(bytes));
    for (const [module, text] of modulesOf(file)) if (text !== '') read(module);
    const module: { default?: unknown } = await import(pathToFileURL(file).href);
    if (module.default !== undefined) return module.default;
  } catch (error) {
    throw new UsageError(`The job ${shown} cannot be read: ${await explain(error, file)}`);
  }
  throw new UsageError(`The job ${shown} exports nothing by default; write: export default defineJob({ … })`);
}

async function explain(error: unknown, file: string): Promise<string> {
  if (error instanceof NotAFile) return `it is ${error.kind}.`;
  if (error instanceof Refused) return explainRefusal(error, 'keep it where nobody else may change it');
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
  const source = decodeUnicode(readFile(file).bytes);
  return /\.json$/i.test(file) ? placeInJson(source) : placeInModule(error, file, source);
}
