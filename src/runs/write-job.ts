import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { jobText } from '../config/job-text.ts';
import { isJobFile } from '../config/load-job.ts';
import type { Settings } from '../config/options.ts';
import { inputPath } from '../config/standard-input.ts';
import { asFailure } from '../core/system-failure.ts';
import { UsageError } from '../core/usage-error.ts';
import { meantTwice } from '../input/header/describe-header.ts';
import type { LaidOut } from '../input/header/lay-out.ts';
import { readColumns } from '../input/read-columns.ts';

export type JobToWrite = {
  /** The input as it was given, or `-`. */
  readonly input: string;
  /** Where the job goes, as it was given; undefined for a name after the input's. */
  readonly file: string | undefined;
  readonly settings: Pick<Settings, 'map' | 'ignore' | 'delimiter' | 'encoding'>;
  readonly stdin: NodeJS.ReadableStream;
  readonly signal?: AbortSignal;
};

export type WrittenJob = {
  readonly file: string;
  /** How many columns somebody has to decide about. */
  readonly undecided: number;
};

/**
 * Writes a job for an input.
 * @throws {UsageError} when the input's header cannot be read, or the job's file cannot be written or is there already
 */
export async function writeJob({ input, file, settings, stdin, signal }: JobToWrite): Promise<WrittenJob> {
  if (isJobFile(input)) throw new UsageError(`${input} is a job already: give the file that it is to read.`);
  const job = file ?? `${inputPath(input) === '-' ? 'input' : path.parse(input).name}.job.ts`;
  if (!/\.m?ts$/i.test(job)) throw new UsageError(`--out: found "${job}"; write a name that ends in .ts.`);
  const { map, ignore, delimiter, encoding } = settings;
  const from = inputPath(input);
  const source = from === '-' ? { stdin } : { path: from };
  const laidOut = await readColumns({ source, columns: map, ignore, delimiter, encoding, signal });
  writeNew(job, jobText({ input: inputFrom(job, from), laidOut, settings }));
  return { file: job, undecided: columnsToDecide(laidOut) };
}

function columnsToDecide({ layout, unknown, undecided }: LaidOut): number {
  return unknown.length + undecided.length + meantTwice(layout).flat().length;
}

/** The input's path from the folder of the job. */
function inputFrom(job: string, input: string): string {
  if (input === '-') return input;
  const folder = path.dirname(path.resolve(job));
  return path.relative(folder, input).replaceAll(path.sep, '/');
}

function writeNew(file: string, text: string): void {
  let isOurs = false;
  try {
    const descriptor = openSync(file, 'wx');
    isOurs = true;
    try {
      writeFileSync(descriptor, text, { flush: true });
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    // Half a job would be in the way of the next attempt, and could be taken for a whole one.
    if (isOurs) rmSync(file, { force: true });
    if (Object(error).code !== 'EEXIST') throw asFailure(error, 'job', file);
    throw new UsageError(
      `The job ${file} cannot be written: it is there already. Give another with --out <file>.`,
    );
  }
}
