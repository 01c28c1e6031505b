import { UsageError } from '../core/usage-error.ts';
import type { RowObjects } from '../input/row-objects.ts';
import { withDefaultFiles } from './default-files.ts';
import type { Environment } from './environment.ts';
import type { InputMapping } from './job.ts';
import { allowedFolders, refuseOutside } from './job-paths.ts';
import { isJobFile, jobFrom, type LoadedJob, loadJob } from './load-job.ts';
import { describeOtherFile } from './other-files.ts';
import { type Resolved, resolveSettings } from './resolve-settings.ts';
import { inputPath } from './standard-input.ts';

/** What stands for the path of rows that a program gives: no path does, since those are absolute. */
export const GIVEN_ROWS = 'rows';

/** What was asked for, resolved from all its sources: all that a run or a preview needs to know of it. */
export type RunRequest = Resolved & {
  /** Absolute path of the input, `-`, or `rows`. */
  readonly input: string;
  /** Given by a program, in the place of a file. */
  readonly objects?: RowObjects | undefined;
  readonly mapping: InputMapping;
  /** Its input is the `actions.csv` of a sync. */
  readonly ofSync?: true;
  /** The job that asked for it, if one did. */
  readonly job?: Pick<LoadedJob, 'file' | 'description' | 'options' | 'isSync'>;
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
  const input = inputPath(given);
  return { ...complete(resolveSettings({ commandLine, environment })), input, mapping: {} };
}

/**
 * What a job asks for that is no file. Its paths are relative to `folder`.
 * @throws {UsageError} when it is no job, or a setting cannot be used
 */
export function requestFromValue(job: unknown, folder: string, environment: Environment): RunRequest {
  const objects = (job as { readonly input?: unknown } | null | undefined)?.input;
  if (!areRows(objects)) return requestFromJob(jobFrom(job, 'The job', folder), {}, environment);
  const withoutRows = { ...(job as object), input: '-' };
  const request = requestFromJob(jobFrom(withoutRows, 'The job', folder), {}, environment);
  return { ...request, input: GIVEN_ROWS, objects };
}

/** Whether an input is rows, and no path. */
export function areRows(input: unknown): input is RowObjects {
  return (
    typeof input === 'object' && input !== null && (Symbol.iterator in input || Symbol.asyncIterator in input)
  );
}

function requestFromJob(
  job: LoadedJob,
  commandLine: Readonly<Record<string, unknown>>,
  environment: Environment,
): RunRequest {
  const { mapping } = job;
  const resolved = resolveSettings({ commandLine, environment, job });
  const input = inputOfJob(job, resolved.settings.allowPath);
  return { ...complete(resolved), input, mapping, job };
}

/** The input of a job. @throws {UsageError} when it is a file that the job may not use */
export function inputOfJob({ name, input, limits }: LoadedJob, allowPath: readonly string[]): string {
  const paths = input === '-' ? [] : [{ name: 'input', where: `${name}: input`, given: input } as const];
  if (limits) refuseOutside(paths, allowedFolders(limits, allowPath));
  return input;
}

/** With what the settings only name. */
function complete(resolved: Resolved): Resolved {
  return { ...resolved, settings: withDefaultFiles(resolved.settings) };
}
