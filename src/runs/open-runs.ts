import type { DatabaseSync } from 'node:sqlite';
import { type RowCounts, RowStore } from '../ledger/sqlite/row-store.ts';
import { listRuns, type RunRecord } from '../ledger/sqlite/run-store.ts';
import { isSimulated } from './simulated-account.ts';

export type RunOverview = { readonly record: RunRecord; readonly counts: RowCounts };

/** Every run with how its rows stand, newest first. */
export function runOverviews(database: DatabaseSync): RunOverview[] {
  return listRuns(database).map((record) => overviewOf(database, record));
}

/** An unfinished run of the account over the same bytes. */
export function unfinishedRunOfSameInput(
  database: DatabaseSync,
  account: string,
  digest: string,
): RunRecord | undefined {
  return listRuns(database).find(
    (record) =>
      record.account === account && record.digest === digest && isUnfinished(overviewOf(database, record)),
  );
}

function overviewOf(database: DatabaseSync, record: RunRecord): RunOverview {
  return { record, counts: new RowStore(database, record.number).count() };
}

/** Whether `resume` has something to do for a run. */
export function isUnfinished({ record, counts }: RunOverview): boolean {
  if (isSimulated(record.account)) return false;
  return (
    record.status === 'checking' || counts.open > 0 || counts.deferred > 0 || counts.awaitingInvitation > 0
  );
}

/** The run that `resume` takes without an id: the newest with rows left over, else one that waits for invitations. */
export function newestUnfinished(standings: readonly RunOverview[]): RunOverview | undefined {
  const unfinished = standings.filter(isUnfinished);
  return (
    unfinished.find(
      ({ record, counts }) => record.status === 'checking' || counts.open + counts.deferred > 0,
    ) ?? unfinished[0]
  );
}
