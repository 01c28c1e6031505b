import type { Ledger } from '../core/ledger.ts';
import type { ForgettableRun } from '../core/ledger-records.ts';
import { type ChosenRuns, chooseRuns } from './choose-runs.ts';
import { isUnfinished, newestUnfinished, runOverviews } from './open-runs.ts';

export type RunsToResume = {
  readonly runs: readonly { readonly id: string; readonly waitingOnly: boolean }[];
  /** Unfinished runs that are passed over, since they are of other accounts than the credentials. */
  readonly others: { readonly runs: number; readonly accounts: readonly string[] };
  /** What is not gone on with, or not with all of it, for another reason. */
  readonly overtaken: ChosenRuns['overtaken'];
  /** Nobody can go on with these, and some may be of the account. */
  readonly damaged: readonly ForgettableRun[];
};

/**
 * What `resume` goes on with that is given no id: the newest unfinished run, or every one, the oldest first.
 * @param account of the credentials; undefined when each run has its own, in the file that it read them from
 * @param maxAgeMs how long ago somebody must have touched a run, at most; undefined for the newest run alone
 */
export async function runsToResume(
  ledger: Ledger,
  account: string | undefined,
  maxAgeMs: number | undefined,
  now: number,
): Promise<RunsToResume> {
  const overviews = await runOverviews(ledger);
  const isOurs = (its: string) => account === undefined || its === account;
  const others = overviews.filter((run) => isUnfinished(run) && !isOurs(run.record.account));
  const ours = overviews.filter(({ record }) => isOurs(record.account));
  const { chosen, overtaken } = chooseRuns(ours, maxAgeMs ?? Number.POSITIVE_INFINITY, now);
  const newest = newestUnfinished(chosen.toReversed());
  const taken = maxAgeMs !== undefined ? chosen : newest ? [newest] : [];
  return {
    runs: taken.map(({ record, waitingOnly }) => ({ id: record.id, waitingOnly })),
    others: { runs: others.length, accounts: [...new Set(others.map(({ record }) => record.account))] },
    overtaken,
    damaged: await ledger.damagedRuns(),
  };
}
