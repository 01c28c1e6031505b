import type { Ledger } from '../core/ledger.ts';
import type { RowCounts, RunRecord } from '../core/ledger-records.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';
import { type RunState, stateOf } from './run-state.ts';

export type RunOverview = {
  readonly record: RunRecord;
  readonly counts: RowCounts;
  readonly state: RunState;
};

/** Every run with how it and its rows stand, newest first. */
export async function runOverviews(ledger: Ledger): Promise<RunOverview[]> {
  const records = await ledger.runs();
  return Promise.all(records.map((record) => runOverview(ledger, record)));
}

export async function runOverview(ledger: Ledger, record: RunRecord): Promise<RunOverview> {
  return { record, counts: await ledger.count(record), state: await stateOf(ledger, record) };
}

/** An unfinished run of the account over the same bytes. */
export async function unfinishedRunOfSameInput(
  ledger: Ledger,
  account: string,
  digest: string,
): Promise<RunRecord | undefined> {
  for (const record of await ledger.runs()) {
    if (record.account !== account || record.digest !== digest) continue;
    if (isUnfinished({ record, counts: await ledger.count(record) })) return record;
  }
  return undefined;
}

export type CountedRun = Pick<RunOverview, 'record' | 'counts'>;

/** Whether `resume` has something to do for a run. One that got no further than its checks has sent nothing. */
export function isUnfinished({ record, counts }: CountedRun): boolean {
  if (isSimulatedAccount(record.account)) return false;
  return record.status !== 'checking' && hasRowsLeft(counts);
}

/** Whether nothing is lost with a run but what it did: it is over, and nobody can go on with it. */
export function isSettled({ record, counts, state }: RunOverview): boolean {
  if (state.kind === 'underWay') return false;
  return isSimulatedAccount(record.account) || record.status === 'checking' || !hasRowsLeft(counts);
}

function hasRowsLeft({ open, deferred, awaitingInvitation }: RowCounts): boolean {
  return open + deferred + awaitingInvitation > 0;
}

/** The run that `resume` takes without an id: the newest with rows left over, else one that only awaits invitations. */
export function newestUnfinished<Run extends CountedRun>(overviews: readonly Run[]): Run | undefined {
  const unfinished = overviews.filter(isUnfinished);
  return unfinished.find(({ counts }) => counts.open + counts.deferred > 0) ?? unfinished[0];
}
