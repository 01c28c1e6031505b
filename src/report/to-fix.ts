import type { ResultRow } from '../core/result-row.ts';
import { mustBeCorrected } from './advice.ts';

/** The rows that a person has to look at, in a file of their own. */
export type RowsToFix = {
  readonly rows: number;
  /** Its path; undefined when there are none, no files were wanted, or the file could not be written. */
  readonly file: string | undefined;
  /** Why there is no file of the rows, though it was wanted: a part of a sentence. */
  readonly why: string | undefined;
};

/**
 * Whether a person must correct a row before it can be sent again, or look whether it needs to be; in a preview, whether it
 * would be so. A row that is left out after such a one has to be run again with it.
 */
export function isToFix(row: ResultRow): boolean {
  const { outcome, reason } = row;
  if (reason?.kind === 'foreseen') {
    if (reason.what === 'existsSame') return false;
    const isBehind = reason.what === 'behind' && reason.outcome === 'skipped';
    return isBehind || isToFix({ ...row, outcome: reason.outcome, reason: undefined });
  }
  if (outcome === 'skipped' && reason?.kind === 'earlierRow') {
    return isToFix({ ...row, outcome: reason.outcome, reason: undefined });
  }
  return outcome === 'exists' || mustBeCorrected(row);
}

/** Headers of the columns in which something is wrong; undefined when the row passed validation. */
export function wrongColumns({ reason }: ResultRow): string[] | undefined {
  if (reason?.kind !== 'invalid') return undefined;
  return reason.problems.flatMap(({ column }) => column ?? []);
}
