import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AccountLost } from '../../src/core/ledger.ts';
import { folderWith } from '../support/folder.ts';
import {
  AT,
  addRun,
  finishedRow,
  holdAccount,
  NEW_ROW,
  openLedger,
  startProcess,
} from '../support/ledger-rig.ts';
import { newRows } from './contract/sample-rows.ts';

const DAY = '2026-11-22';

/** A run with rows on lines 2 to 6, whose account nobody holds. */
async function makeRun(folder: string) {
  const ledger = await openLedger(folder);
  const account = await holdAccount(ledger);
  const run = await addRun(account);
  await account.rows(run).insert(newRows(5));
  await account.release();
  return { ledger, run };
}

describe('an account that another process holds', () => {
  it('is refused, and free as soon as that process is killed', async () => {
    const folder = folderWith();
    const ledger = await openLedger(folder);
    const holder = startProcess('hold', folder, 'acme');
    expect(await holder.ready()).toEqual(['held\n']);
    expect(await ledger.hold('acme')).toBeUndefined();
    const second = startProcess('hold', folder, 'acme');
    expect(await second.ready()).toEqual(['refused\n']);
    await second.kill();
    expect(await ledger.holder('acme')).toMatchObject({ pid: holder.pid, runId: undefined });
    // The one that was refused must not have let go what it never had.
    expect(await ledger.hold('acme')).toBeUndefined();
    await holder.kill();
    expect(await ledger.holder('acme')).toBeUndefined();
    expect((await holdAccount(ledger)).account).toBe('acme');
  });

  it('may be read all the same, while others are written', async () => {
    const folder = folderWith();
    const { ledger, run } = await makeRun(folder);
    await startProcess('hold', folder, 'acme').ready();
    expect((await ledger.count(run)).rows).toBe(5);
    const other = await holdAccount(ledger, 'other');
    expect((await addRun(other, { id: 'other' })).account).toBe('other');
  });
});

describe('a process that is killed', () => {
  it('leaves every row where it was, and the account to the next', async () => {
    const folder = folderWith();
    const { ledger, run } = await makeRun(folder);
    const worker = startProcess('work', folder, run.id);
    expect(await worker.ready()).toEqual(['ready\n']);
    await worker.kill();

    const account = await holdAccount(ledger);
    const states = await account.rows(run).between(2, 6);
    expect(
      states.map(({ line, state, outcome, created, userId, attempts }) => [
        line,
        state,
        outcome,
        created,
        userId,
        attempts,
      ]),
    ).toEqual([
      [2, 'started', undefined, false, '', 1],
      [3, 'started', undefined, true, 'id', 1],
      [4, 'pending', undefined, false, '', 1],
      [5, 'done', 'updated', false, 'id', 1],
      [6, 'pending', undefined, false, '', 0],
    ]);
    expect((await ledger.findRun(run.id))?.status).toBe('running');
    const results = (await Array.fromAsync(ledger.results(run))).flat();
    expect(results.map(({ line, outcome, reason }) => [line, outcome, reason])).toEqual([
      [2, 'unknown', { kind: 'interrupted' }],
      [3, 'unknown', { kind: 'afterCreate', reason: { kind: 'interrupted' } }],
      [4, 'not_attempted', { kind: 'notReached', stop: undefined, after: 'refused' }],
      [5, 'updated', undefined],
      [6, 'not_attempted', { kind: 'notReached', stop: undefined }],
    ]);
  });
});

describe('a lock file that is taken away while its account is held', () => {
  it.each([
    ['alone', (name: string) => name.endsWith('.lock')],
    ['with the file beside it', (name: string) => name.startsWith('account-')],
  ])('%s lets another process have the account, and the first record nothing more', async (_, goes) => {
    const folder = folderWith();
    const ledger = await openLedger(folder);
    const first = await holdAccount(ledger);
    const run = await addRun(first);
    const rows = first.rows(run);
    await rows.insert([NEW_ROW]);
    for (const name of readdirSync(folder).filter(goes)) rmSync(path.join(folder, name));

    expect(await startProcess('hold', folder, 'acme').ready()).toEqual(['held\n']);
    const before = [await ledger.runs(), await rows.get(2), await ledger.quotaDay('acme', DAY, 'create')];
    await expect(rows.start(2, 1, AT)).rejects.toThrow(new AccountLost('acme'));
    await expect(rows.finish(finishedRow())).rejects.toThrow(new AccountLost('acme'));
    await expect(first.quotas.take(DAY, 'create', 9)).rejects.toThrow(new AccountLost('acme'));
    await expect(first.beginRun(run)).rejects.toThrow(new AccountLost('acme'));
    expect([await ledger.runs(), await rows.get(2), await ledger.quotaDay('acme', DAY, 'create')]).toEqual(
      before,
    );
    // What the first one lets go is not what the second one holds.
    await first.release();
    expect(await ledger.hold('acme')).toBeUndefined();
  });
});

describe('a quota', () => {
  it('is given out no more than once to processes that take the account from each other', async () => {
    const folder = folderWith();
    const ledger = await openLedger(folder);
    const takers = [1, 2, 3].map(() => startProcess('take', folder, 'acme', DAY, '150', '100'));
    const taken = await Promise.all(takers.map(async ({ end }) => Number(await end())));
    expect(taken.reduce((sum, count) => sum + count)).toBe(150);
    expect(await ledger.quotaDay('acme', DAY, 'create')).toEqual({ used: 150, closed: false });
  });
});
