import { readdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { failLedger } from '../support/failing-machine.ts';
import { folderWith } from '../support/folder.ts';
import { addRun, holdAccount, NEW_ROW, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

const FULL = [13, 'database or disk is full', { at: 1, andAllAfter: true }] as const;

/** A ledger with a run that could not be deleted. */
async function disownOne({ begins = false } = {}) {
  const folder = folderWith();
  const account = await holdAccount(await openLedger(folder));
  const run = await addRun(account);
  await account.rows(run).insert([NEW_ROW]);
  if (begins) await account.beginRun(run);
  using _ = failLedger(...FULL);
  await account.deleteUnbegun(run);
  return folder;
}

const markers = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('disowned-'));

describe('a run that never began, and could not be deleted', () => {
  it('is deleted when the ledger is opened next', async () => {
    const folder = await disownOne();
    expect(markers(folder)).toEqual([`disowned-${NEW_RUN.id}`]);
    expect(await (await openLedger(folder)).runs()).toEqual([]);
    expect(markers(folder)).toEqual([]);
    const database = new DatabaseSync(path.join(folder, 'ledger.db'));
    expect(database.prepare('SELECT count(*) AS rows FROM rows').get()).toEqual({ rows: 0 });
    database.close();
  });

  it('is on record for nobody as long as it cannot be', async () => {
    const folder = await disownOne();
    const { prototype } = await import('node:sqlite').then(({ StatementSync }) => StatementSync);
    const { run } = prototype;
    prototype.run = () => {
      throw Object.assign(new Error('full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
    };
    const ledger = await openLedger(folder).finally(() => {
      prototype.run = run;
    });
    expect([await ledger.runs(), await ledger.findRun(NEW_RUN.id)]).toEqual([[], undefined]);
    expect(markers(folder)).toHaveLength(1);
  });

  it('is kept when it has begun, whatever the file beside the ledger says', async () => {
    const folder = await disownOne({ begins: true });
    expect(await (await openLedger(folder)).runs()).toMatchObject([{ id: NEW_RUN.id, status: 'running' }]);
    expect(markers(folder)).toEqual([]);
  });
});
