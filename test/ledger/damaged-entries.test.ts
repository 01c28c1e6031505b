import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { NO_COUNTS } from '../../src/core/run-counts.ts';
import { ledgerFile } from '../../src/ledger/sqlite/open-database.ts';
import { folderWith } from '../support/folder.ts';
import { AT, addRun, finishedRow, holdAccount, NEW_ROW, openLedger } from '../support/ledger-rig.ts';
import { KEPT } from './contract/sample-rows.ts';

const DAY = '2026-11-22';

/** What a ledger says after its file was changed behind its back. */
async function damagedBy(sql: string) {
  const folder = folderWith();
  const before = await openLedger(folder);
  const writer = await holdAccount(before);
  const run = await addRun(writer);
  await writer.rows(run).insert([NEW_ROW]);
  await writer.beginRun(run);
  await writer.rows(run).finish(finishedRow({ awaitsInvitation: true, kept: KEPT }));
  await writer.recordSession(run, { seenAt: AT, activeMs: 1, counts: { ...NO_COUNTS, requests: 7 } });
  await writer.recordTimeline(run, { startedAt: AT, step: 1, points: {}, marks: [] });
  await writer.quotas.take(DAY, 'create', 100);
  await writer.invitations.add(['a@x.org']);
  await writer.release();
  await before.close();
  const database = new DatabaseSync(ledgerFile(folder));
  database.exec(sql);
  database.close();
  const ledger = await openLedger(folder);
  return { ledger, held: await holdAccount(ledger), run };
}

it.each([
  ['its count', 'UPDATE quota SET used = 0', DAY],
  ['that it is closed', 'UPDATE quota SET closed = 2', DAY],
  ['its day, so that the other passes for unused', "UPDATE quota SET day = '2026-11-23'", DAY],
  ['the day that another seems to be', "UPDATE quota SET day = '2026-11-23'", '2026-11-23'],
  ['its account', "UPDATE quota SET account = 'acmf'", DAY],
])(
  'nothing is left of a quota when %s is damaged, and what is counted then hides nothing',
  async (_, sql, day) => {
    const { ledger, held } = await damagedBy(sql);
    const damaged = { used: 0, closed: true, damaged: true };
    expect(await held.quotas.take(day, 'create', 100)).toBe(false);
    await held.quotas.raise(day, 'create', 5);
    await held.quotas.close(day, 'create');
    expect(await held.quotas.get(day, 'create')).toEqual(damaged);
    expect(await ledger.quotaDay('acme', day, 'create')).toEqual(damaged);
  },
);

it('the account is asked about somebody whose invitation is damaged', async () => {
  const { held } = await damagedBy('UPDATE invited SET seal = seal + 8');
  expect(await held.invitations.hasAny(['a@x.org'])).toBe(true);
});

it('only the input knows what waits when that is damaged', async () => {
  const { held, run } = await damagedBy("UPDATE kept SET task = replace(task, 'Sales', 'Salts')");
  expect(await held.rows(run).waitingAfter(0, 9)).toEqual([{ line: 2, user: 'a@x.org', kept: undefined }]);
});

it('what a session counted is left out, and said to be, when it is damaged', async () => {
  const { ledger, run } = await damagedBy("UPDATE sessions SET counts = replace(counts, '7', '9')");
  expect(await ledger.findRun(run.id)).toMatchObject({ hasLostCounts: true, counts: { requests: 0 } });
});

it('what a session sent over time is left out when it is damaged', async () => {
  const { ledger, run } = await damagedBy("UPDATE timelines SET sent = replace(sent, '1', '2')");
  expect(await ledger.timelines(run)).toEqual([]);
});

it('nobody is named as the holder of an account when that is damaged, and the next one is', async () => {
  const { ledger, held } = await damagedBy("UPDATE holders SET host = 'elsewhere'");
  expect(await ledger.holder('acme')).toMatchObject({ pid: process.pid });
  await held.release();
});

it('a row that is damaged is never changed, which would hide it', async () => {
  const { held, run } = await damagedBy("UPDATE rows SET outcome = 'updated'");
  await expect(held.rows(run).finish(finishedRow())).rejects.toThrow(
    /its record of a row \(1, 2\) has changed by itself/,
  );
  expect([await held.rows(run).verify(), (await held.rows(run).count()).open]).toEqual([1, 1]);
});
