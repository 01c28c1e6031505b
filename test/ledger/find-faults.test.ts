import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { NO_COUNTS } from '../../src/core/run-counts.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open-sqlite-ledger.ts';
import { folderWith } from '../support/folder.ts';
import { AT, addRun, finishedRow, holdAccount, openLedger } from '../support/ledger-rig.ts';
import { newRows } from './contract/sample-rows.ts';

/** The folder of a ledger with a run of so many rows, which nobody has open. */
async function ledgerFolder(rows: number): Promise<string> {
  const folder = folderWith();
  const ledger = await openSqliteLedger(folder);
  const account = await ledger.hold('acme');
  if (!account) throw new Error('somebody else holds acme');
  const run = await addRun(account, { id: 'r-1' });
  await account.rows(run).insert(newRows(rows));
  await account.beginRun(run);
  await account.rows(run).finish(finishedRow({ awaitsInvitation: true, kept: TASK }));
  await account.recordSession(run, { seenAt: AT, activeMs: 1, counts: NO_COUNTS });
  await account.recordTimeline(run, { startedAt: AT, step: 1, points: {}, marks: [] });
  await account.quotas.take('2026-11-22', 'create', 10);
  await account.invitations.add(['a@x.org']);
  await account.release();
  await ledger.close();
  return folder;
}

async function faultsOf(folder: string): Promise<string[]> {
  const ledger = await openSqliteLedger(folder, { evenDamaged: true });
  const faults = await ledger.faults();
  await ledger.close();
  return faults;
}

const TASK = { line: 2, action: 'create', user: 'a@x.org', fields: {}, query: {}, warnings: [] } as const;

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
      'Run r-1: the record of 1 row is damaged (line 2): unknown in its report, and `zoom-provision resume r-1` asks the account where that can tell.',
    ],
    [
      'UPDATE rows SET held_back = 0 WHERE line = 2',
      'Run r-1: the record of 1 row is damaged (line 2): unknown in its report, and `zoom-provision resume r-1` asks the account where that can tell.',
    ],
    [
      "UPDATE rows SET user = 'b@x.org' WHERE line > 3",
      'Run r-1: the record of 8 rows is damaged (line 4, 5, 6, 7, 8 …): unknown in its report, and `zoom-provision resume r-1` asks the account where that can tell.',
    ],
    [
      'UPDATE rows SET seal = NULL WHERE line = 5',
      'Run r-1: the record of 1 row is damaged (line 5): unknown in its report, and `zoom-provision resume r-1` asks the account where that can tell.',
    ],
    [
      'DELETE FROM rows WHERE line = 5',
      'Run r-1: rows of it are missing or not in their place: put back a copy of the ledger, or `zoom-provision runs --forget r-1` forgets it.',
    ],
    [
      'UPDATE rows SET line = 5000 WHERE line = 5',
      'Run r-1: the record of 1 row is damaged (line 5000): unknown in its report, and `zoom-provision resume r-1` asks the account where that can tell.',
    ],
    [
      "UPDATE runs SET settings = '{}  '",
      'Run r-1: what is on record of it as a whole is damaged, so it can be neither reported nor gone on with: put back a copy of the ledger, or `zoom-provision runs --forget r-1` forgets it.',
    ],
    [
      'UPDATE quota SET used = 2',
      'The quota create of 2026-11-22 of the account acme is damaged: nothing is left of it until that day is over.',
    ],
    [
      "UPDATE invited SET user = 'b'",
      'An invitation of the account acme is damaged: the account is asked who has accepted, as it is about others.',
    ],
    ['UPDATE holders SET pid = 1', 'Who holds the account acme is damaged: its next run puts that right.'],
    [
      "UPDATE sessions SET counts = '{}'",
      'Run r-1: what its last session counted is damaged, and missing in its report.',
    ],
    [
      "UPDATE timelines SET sent = '{}'",
      'Run r-1: what a session sent over time is damaged, and missing in the chart of its report.',
    ],
    [
      "UPDATE kept SET task = '{}'",
      'Run r-1: what is kept of line 2 is damaged: `resume` needs the input for that row.',
    ],
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
