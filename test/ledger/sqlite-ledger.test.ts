import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open-sqlite-ledger.ts';
import { folderWith } from '../support/folder.ts';
import { addRun, finishedRow, holdAccount, openLedger } from '../support/ledger-rig.ts';
import { newRows } from './contract/sample-rows.ts';
import { describeLedgerContract } from './contract.ts';

describeLedgerContract('the ledger in SQLite', () => openLedger());

describe('the ledger in a folder', () => {
  it('keeps what is in it when it is opened again', async () => {
    const folder = folderWith();
    const first = await openSqliteLedger(folder);
    const account = await first.hold('acme');
    const run = account && (await addRun(account));
    await account?.release();
    await first.close();
    expect(await (await openLedger(folder)).runs()).toEqual([run]);
  });

  it('is one for all who open it, each with an account', async () => {
    const folder = folderWith();
    const [one, other] = [await openLedger(folder), await openLedger(folder)];
    const [acme, beta] = [await holdAccount(one, 'acme'), await holdAccount(other, 'beta')];
    expect([await one.hold('beta'), await other.hold('acme')]).toEqual([undefined, undefined]);
    const runs = [await addRun(acme, { id: 'of acme' }), await addRun(beta, { id: 'of beta' })];
    expect(await one.runs()).toEqual(runs.toReversed());
    expect(await other.runs()).toEqual(runs.toReversed());
  });

  it('can be written to while results are read from it and others write, too', async () => {
    const folder = folderWith();
    const [one, other] = [await openLedger(folder), await openLedger(folder)];
    const [acme, beta] = [await holdAccount(one, 'acme'), await holdAccount(other, 'beta')];
    const run = await addRun(acme);
    await acme.rows(run).insert(newRows(1_500));
    let batches = 0;
    for await (const _ of one.results(run)) {
      await beta.invitations.add([`${batches++}@x.org`]);
      await acme.rows(run).finish(finishedRow());
    }
    expect(batches).toBeGreaterThan(1);
    expect((await acme.rows(run).get(2))?.state).toBe('done');
  });

  it('keeps an account that somebody can write about, though the account itself is garbage', async () => {
    const ledger = await openLedger();
    const holdForRows = async () => {
      const account = await ledger.hold('acme');
      return account?.rows(await addRun(account));
    };
    const rows = await holdForRows();
    await collectGarbage();
    expect(await ledger.hold('acme')).toBeUndefined();
    await rows?.insert(newRows(1));
    expect((await rows?.count())?.rows).toBe(1);
  });

  it('lets an account go that it could not take', async () => {
    const folder = folderWith();
    const closed = await openSqliteLedger(folder);
    await closed.close();
    await expect(closed.hold('acme')).rejects.toThrow('database is not open');
    expect((await holdAccount(await openLedger(folder))).account).toBe('acme');
  });

  it('may be closed twice', async () => {
    const ledger = await openSqliteLedger(folderWith());
    await ledger.close();
    await ledger.close();
  });
});

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What is collected is finalized in a turn of its own.
  for (let turn = 0; turn < 5; turn++) {
    collect();
    await sleep(5);
  }
}
