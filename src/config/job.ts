import type { z } from 'zod';
import type { ColumnName } from '../fields/column-name.ts';
import type { Compute } from '../input/job-row.ts';
import type { OPTIONS, OptionName } from './options.ts';

/** How a job reads its input. */
export type InputMapping = {
  /** The file's own header names and the columns they stand for: `{ 'Cost centre code': 'cost_center' }`. */
  readonly columns?: Readonly<Record<string, ColumnName>>;
  /** Header names of the file that are passed over. */
  readonly ignore?: readonly string[];
  /** Columns made from others: `{ display_name: (row) => … }`. Nothing returned means that nothing is given. */
  readonly compute?: Readonly<Partial<Record<ColumnName, Compute>>>;
};

/** What a job cannot say. */
export type OperatorOption = {
  [Name in OptionName]: (typeof OPTIONS)[Name] extends { readonly operatorOnly: true } ? Name : never;
}[OptionName];

/** What an option takes in a job: as its schema in the table of options says. */
type OptionInput<Name extends OptionName> = Name extends 'default'
  ? Readonly<Partial<Record<ColumnName, string>>>
  : Exclude<z.input<(typeof OPTIONS)[Name]['schema']>, undefined>;

/** The options of a run by the names of the command line. */
export type JobOptions = {
  readonly [Name in Exclude<OptionName, 'map' | OperatorOption | keyof InputMapping>]?:
    | OptionInput<Name>
    | undefined;
};

/**
 * What is to be done again and again: an input, how it is read, and the options of a run by the names of the command line. Paths are
 * relative to the job's own file. What the command line and the environment say wins.
 */
export type Job = InputMapping & {
  /** Another word for `columns`, as the command line has it. */
  readonly map?: InputMapping['columns'];
  /** The file, or `-` for standard input. */
  readonly input: string;
  /** The input is a list of people, and the account is made as it says: `zoom-provision sync`. */
  readonly sync?: boolean;
  /** What the job is for, in a sentence; shown when it starts. */
  readonly description?: string;
} & JobOptions;

/** Gives a job its type: `export default defineJob({ … })`. */
export function defineJob(job: Job): Job {
  return job;
}
