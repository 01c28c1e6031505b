import { openSqliteLedger } from '../../src/ledger/sqlite/open-sqlite-ledger.ts';

/**
 * As if the newest run in the ledger's folder had gone on: each row has an outcome, but for the last ones.
 * @returns the run's id
 */
export async function finishAllBut(folder: string, left: number): Promise<string> {
  const ledger = await openSqliteLedger(folder);
  const [record] = await ledger.runs();
  if (!record) throw new Error('the run is not in the ledger');
  const account = await ledger.hold(record.account);
  if (!account) throw new Error('the account is held by another run');
  const rows = account.rows(record);
  const lines = (await rows.count()).rows;
  for (let line = 2; line < 2 + lines - left; line++) {
    await rows.finish({
      line,
      outcome: 'updated',
      httpStatus: 204,
      warnings: [],
      awaitsInvitation: false,
      attempts: 1,
      userId: '',
      trackingId: `v=2.0;clid=us02;rid=WEB_${String(line).padStart(32, '0')}`,
      startedAt: record.startedAt,
      finishedAt: record.startedAt,
    });
  }
  await account.release();
  await ledger.close();
  return record.id;
}
