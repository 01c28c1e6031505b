import { openDatabase } from '../../src/ledger/sqlite/open-database.ts';
import { RowStore } from '../../src/ledger/sqlite/row-store.ts';
import { listRuns } from '../../src/ledger/sqlite/run-store.ts';

/**
 * As if the newest run in the ledger's folder had gone on: each row has an outcome, but for the last ones.
 * @returns the run's id
 */
export function settleAllBut(folder: string, left: number): string {
  const database = openDatabase(folder);
  const [record] = listRuns(database);
  if (!record) throw new Error('the run is not in the ledger');
  const rows = new RowStore(database, record.number);
  const lines = rows.count().rows;
  for (let line = 2; line < 2 + lines - left; line++) {
    rows.finish({
      line,
      outcome: 'updated',
      httpStatus: 204,
      zoomCode: undefined,
      message: '',
      attempts: 1,
      userId: '',
      trackingId: `v=2.0;clid=us02;rid=WEB_${String(line).padStart(32, '0')}`,
      startedAt: record.startedAt,
      finishedAt: record.startedAt,
      awaitingInvitation: false,
      afterLine: undefined,
    });
  }
  database.close();
  return record.id;
}
