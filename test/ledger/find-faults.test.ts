import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open-sqlite-ledger.ts';
import { folderWith } from '../support/folder.ts';
import { addRun, finishedRow, holdAccount, openLedger } from '../support/ledger-rig.ts';
import { newRows } from './contract/sample-rows.ts';

/** The folder of a ledger with a run of so many rows, which nobody has open. */
async function ledgerFolder(rows: number): Promise<string> {
  const folder = folderWith();
  const ledger = await openSqliteLedger(folder);
  const account = await ledger.hold('acme');
  if (!account) throw new Error('somebody else holds acme');
  const run = await addRun(account, { id: 'r-1' });
  await account.rows(run).insert(newRows(rows));
  await account.rows(run).finish(finishedRow());
  await account.release();
  await ledger.close();
  return folder;
}

async function faultsOf(folder: string): Promise<string[]> {
  return (await openLedger(folder)).faults();
}

describe('a ledger', () => {
  it('is sound, empty or not, and while somebody writes', async () => {
    expect(await faultsOf(folderWith())).toEqual([]);
    const folder = await ledgerFolder(10);
    await (await holdAccount(await openLedger(folder))).invitations.add(['a@x.org']);
    expect(await faultsOf(folder)).toEqual([]);
  });

  it.each([
    [
      "UPDATE rows SET outcome = 'made' WHERE line = 2",
      'Run r-1: 1 rows have no outcome that is known, the first on line 2.',
    ],
    [
      'UPDATE rows SET outcome = NULL WHERE line = 2',
      'Run r-1: 1 rows have no outcome that is known, the first on line 2.',
    ],
    [
      'UPDATE rows SET state = 7 WHERE line > 3',
      'Run r-1: 8 rows have no outcome that is known, the first on line 4.',
    ],
    [
      "UPDATE runs SET settings = 'plan: pro'",
      'Run r-1: what it was asked to do, or how it ended, cannot be read.',
    ],
    ["UPDATE runs SET stop = '{'", 'Run r-1: what it was asked to do, or how it ended, cannot be read.'],
    [
      "UPDATE rows SET reason = 'no' WHERE line = 2",
      'Run r-1: reasons or warnings of its rows cannot be read.',
    ],
    ['PRAGMA foreign_keys = OFF; DELETE FROM runs', '10 entries belong to runs that are not there.'],
  ])('is not sound after %s', async (sql, fault) => {
    const folder = await ledgerFolder(10);
    const database = new DatabaseSync(path.join(folder, 'ledger.db'));
    database.exec(sql);
    database.close();
    expect(await faultsOf(folder)).toEqual([fault]);
  });

  it('is not sound when a part of its file was overwritten', async () => {
    const folder = await ledgerFolder(2_000);
    const file = path.join(folder, 'ledger.db');
    const bytes = readFileSync(file);
    bytes.fill(0x5a, bytes.length - 8_192);
    writeFileSync(file, bytes);
    const faults = await faultsOf(folder);
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).toMatch(/^The file is damaged: /);
  });
});
