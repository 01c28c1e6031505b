import type { z } from 'zod';

/** What an option is about: under that heading the help of a command has it. */
export type OptionGroup = 'what' | 'limits' | 'safety' | 'files' | 'output';

/** One option: how it is written on the command line, what it takes and what it means. */
export type Option = {
  /** As commander writes it. */
  readonly flags: string;
  readonly group: OptionGroup;
  readonly meaning: string;
  readonly default?: string;
  /** May be given several times; in an environment variable it is a list, as `readList` takes it. */
  readonly repeatable?: true;
  /** Neither a job nor its env file can say it: it is for whoever starts the job. */
  readonly operatorOnly?: true;
  /** Where only these can be written, for whoever completes them. */
  readonly values?: readonly string[];
  /** What to write, for those who wrote something else; the schema's own errors say it more exactly where they can. */
  readonly write: string;
  readonly schema: z.ZodType;
};

/** What to write, for a switch. */
export const TRUE_OR_FALSE = 'true or false';

/** What to write, for one of a few words. */
export function anyOf(values: readonly string[]): string {
  return `one of ${values.join(', ')}`;
}
