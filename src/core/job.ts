import type { OnExists } from './action.ts';
import type { PlanName } from './labels.ts';

/** A row of the input as a computed column sees it: the cells by column name, empty texts where nothing is given. */
export type JobRow = Readonly<Record<string, string>>;

/** How a job reads its input. */
export type InputMapping = {
  /** The file's own header names and the columns they stand for: `{ 'Cost centre code': 'cost_center' }`. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Header names of the file that are passed over. */
  readonly ignore?: readonly string[];
  /** Columns made from others: `{ display_name: (row) => … }`. Nothing returned means that nothing is given. */
  readonly compute?: Readonly<Record<string, (row: JobRow) => string | undefined>>;
};

/**
 * A standing order: an input, how it is read, and the options of a run by the names of the command line. Paths are
 * relative to the job's own file. What the command line and the environment say wins.
 */
export type Job = InputMapping & {
  /** The file, or `-` for standard input. */
  readonly input: string;
  /** What the job is for, in a sentence; shown when it starts. */
  readonly description?: string;
  readonly plan?: PlanName;
  /** Such as `'50%'`. */
  readonly share?: number | string;
  readonly out?: string;
  readonly state?: string;
  readonly onExists?: OnExists;
  readonly onQuota?: 'defer' | 'wait';
  /** A number of users, or a percentage such as `'10%'`. */
  readonly maxDeactivate?: number | string;
  readonly protect?: readonly string[];
  readonly yes?: boolean;
  readonly concurrency?: number;
  /** Seconds. */
  readonly timeout?: number;
  readonly body?: 'json' | 'multipart';
  /** For cells that are empty and columns that are missing. */
  readonly default?: Readonly<Record<string, string>>;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly simulate?: boolean;
  readonly json?: boolean;
  readonly logLevel?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly logFile?: string;
  readonly envFile?: string;
  readonly dryRun?: boolean;
};

/** Gives a job its type: `export default defineJob({ … })`. */
export function defineJob(job: Job): Job {
  return job;
}
