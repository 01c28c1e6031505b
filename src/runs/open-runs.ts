import type { Ledger, RowCounts, RunRecord } from '../core/ledger.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';

export type RunOverview = { readonly record: RunRecord; readonly counts: RowCounts };

/** Every run with how its rows stand, newest first. */
export async function runOverviews(ledger: Ledger): Promise<RunOverview[]> {
  const records = await ledger.runs();
  return Promise.all(records.map(async (record) => ({ record, counts: await ledger.count(record) })));
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

/** Whether `resume` has something to do for a run. One that got no further than its checks has sent nothing. */
export function isUnfinished({ record, counts }: RunOverview): boolean {
  if (isSimulatedAccount(record.account)) return false;
  if (record.status === 'checking') return false;
  return counts.open > 0 || counts.deferred > 0 || counts.awaitingInvitation > 0;
}

/** The run that `resume` takes without an id: the newest with rows left over, else one that only awaits invitations. */
export function newestUnfinished(overviews: readonly RunOverview[]): RunOverview | undefined {
  const unfinished = overviews.filter(isUnfinished);
  return unfinished.find(({ counts }) => counts.open + counts.deferred > 0) ?? unfinished[0];
}
