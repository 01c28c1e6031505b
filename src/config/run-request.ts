import path from 'node:path';
import { UsageError } from '../core/usage-error.ts';
import type { Environment } from './environment.ts';
import type { InputMapping } from './job.ts';
import { isJobFile, jobFrom, type LoadedJob, loadJob } from './load-job.ts';
import { describeOtherFile } from './other-files.ts';
import { type Resolved, resolveSettings } from './resolve-settings.ts';

/** What was asked for, resolved from all its sources: all that a run or a preview needs to know of it. */
export type RunRequest = Resolved & {
  /** Absolute path of the input, or `-`. */
  readonly input: string;
  readonly mapping: InputMapping;
  /** The job that asked for it, if one did. */
  readonly job?: Pick<LoadedJob, 'file' | 'description' | 'options'>;
};

/**
 * What a command line asks for.
 * @param given an input file, `-`, or a job's file
 * @throws {UsageError} when the job or a setting cannot be used
 */
export async function requestFromCommandLine(
  given: string,
  commandLine: Readonly<Record<string, unknown>>,
  environment: Environment,
): Promise<RunRequest> {
  if (isJobFile(given)) return requestFromJob(await loadJob(given), commandLine, environment);
  const otherFile = describeOtherFile(given);
  if (otherFile !== undefined) throw new UsageError(otherFile);
  const input = given === '-' ? '-' : path.resolve(given);
  return { ...resolveSettings({ commandLine, environment }), input, mapping: {} };
}

/**
 * What a job asks for that is no file. Its paths are relative to `folder`.
 * @throws {UsageError} when it is no job, or a setting cannot be used
 */
export function requestFromValue(job: unknown, folder: string, environment: Environment): RunRequest {
  return requestFromJob(jobFrom(job, 'The job', folder), {}, environment);
}

function requestFromJob(
  job: LoadedJob,
  commandLine: Readonly<Record<string, unknown>>,
  environment: Environment,
): RunRequest {
  const { input, mapping } = job;
  return { ...resolveSettings({ commandLine, environment, job }), input, mapping, job };
}
