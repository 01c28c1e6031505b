import type { Task } from './task.ts';

/**
 * What a row is beside one whose digest is on record: the same; another one; or the same but for its password, which is another
 * one or cannot be compared.
 */
export type Sameness = 'same' | 'other' | 'otherSecret';

/** Knows a row again by what would be sent of it. */
export type RowDigester = {
  /** For the ledger: neither what the row says nor a password can be found out from it. */
  digest(task: Task): string;
  /** @param recorded undefined when nothing is on record, and no row can be known again */
  compare(task: Task, recorded: string | undefined): Sameness;
};
