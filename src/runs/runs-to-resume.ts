import type { Ledger } from '../core/ledger.ts';
import { isUnfinished, newestUnfinished, runOverviews } from './open-runs.ts';

export type RunsToResume = {
  readonly ids: readonly string[];
  /** Unfinished runs that are passed over, since they are of other accounts than the credentials. */
  readonly others: { readonly runs: number; readonly accounts: readonly string[] };
};

/**
 * What `resume` goes on with that is given no id: the newest unfinished run, or every one, the oldest first.
 * @param account of the credentials; undefined when each run has its own, in the file that it read them from
 */
export async function runsToResume(
  ledger: Ledger,
  account: string | undefined,
  all: boolean,
): Promise<RunsToResume> {
  const isOurs = (its: string) => account === undefined || its === account;
  const unfinished = (await runOverviews(ledger)).filter(isUnfinished);
  const ours = unfinished.filter(({ record }) => isOurs(record.account));
  const others = unfinished.filter(({ record }) => !isOurs(record.account));
  const newest = newestUnfinished(ours);
  const chosen = all ? ours.toReversed() : newest ? [newest] : [];
  return {
    ids: chosen.map(({ record }) => record.id),
    others: { runs: others.length, accounts: [...new Set(others.map(({ record }) => record.account))] },
  };
}
