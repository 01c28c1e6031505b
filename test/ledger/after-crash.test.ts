import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { ledgerFile } from '../../src/ledger/sqlite/open-database.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open-sqlite-ledger.ts';
import { copyAsKilled } from '../support/damage-ledger.ts';
import { complaintOf, folderWith } from '../support/folder.ts';
import { addRun, finishedRow, holdAccount, openLedger } from '../support/ledger-rig.ts';
import { makeLedgers } from '../support/ledgers-to-damage.ts';

/** Rows of the run that was under way, by outcome. */
async function outcomesIn(folder: string): Promise<Readonly<Record<string, number>>> {
  const ledger = await openLedger(folder);
  const run = await ledger.findRun('r-2');
  const counted: Record<string, number> = {};
  for (const { outcome, reason } of run ? (await Array.fromAsync(ledger.results(run))).flat() : []) {
    const word = reason?.kind === 'interrupted' ? 'perhaps sent' : outcome;
    counted[word] = (counted[word] ?? 0) + 1;
  }
  return counted;
}

const commitsOf = (folder: string) => `${ledgerFile(folder)}-wal`;

describe('the newest commits of a process that was killed', () => {
  it.each([
    ['cut off', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    ['gone', (file: string) => rmSync(file)],
    ['emptied', (file: string) => truncateSync(file)],
    ['something else', (file: string) => writeFileSync(file, Buffer.alloc(50_000, 7))],
    [
      'overwritten at their begin',
      (file: string) => writeFileSync(file, Buffer.alloc(100, 7), { flag: 'r+' }),
    ],
  ])('leave no row that passes for one that was not sent when they are %s', async (_, lose) => {
    const { killed } = await makeLedgers(folderWith());
    const whole = readFileSync(commitsOf(killed));
    lose(commitsOf(killed));
    const told = await outcomesIn(killed).catch((error: Error) => ({ [error.message]: 0 }));
    expect(told).not.toHaveProperty('not_attempted');
    expect(whole.length).toBeGreaterThan(100_000);
  });

  it('are believed when they are whole', async () => {
    const { killed, truth } = await makeLedgers(folderWith());
    const ledger = await openLedger(killed);
    const run = await ledger.findRun('r-2');
    const results = run && (await Array.fromAsync(ledger.results(run))).flat();
    expect(results).toEqual(truth.runs.find(({ id }) => id === 'r-2')?.rows);
  });

  it('put no row in doubt that is behind a removal, which is never sent', async () => {
    const folder = folderWith();
    const [closed, killed] = ['closed', 'killed'].map((name) => path.join(folder, name)) as [string, string];
    mkdirSync(killed, { mode: 0o700 });
    const held = await holdAccount(await openLedger(closed));
    const run = await addRun(held, { id: 'r-2' });
    const rows = held.rows(run);
    const user = 'a@example.com';
    await rows.insert([
      { line: 2, action: 'disassociate', user },
      { line: 3, action: 'update', user },
      { line: 4, action: 'create', user: 'b@example.com' },
      { line: 5, action: 'update', user: 'b@example.com' },
    ]);
    await held.beginRun(run);
    await rows.finish(finishedRow({ line: 2, outcome: 'disassociated' }));
    await rows.finish(finishedRow({ line: 4, outcome: 'exists' }));
    for (const [line, earlier, outcome] of [
      [3, 2, 'disassociated'],
      [5, 4, 'exists'],
    ] as const) {
      const reason = { kind: 'earlierRow', line: earlier, outcome, awaitsInvitation: false } as const;
      await rows.finish(finishedRow({ line, outcome: 'skipped', reason, startedAt: undefined }));
    }
    copyAsKilled(closed, killed);
    truncateSync(commitsOf(killed), statSync(commitsOf(killed)).size - 1);
    expect(await outcomesIn(killed)).toEqual({
      disassociated: 1,
      exists: 1,
      skipped: 1,
      'perhaps sent': 1,
    });
  });

  it('are not looked at while somebody holds an account and writes them', async () => {
    const { closed } = await makeLedgers(folderWith());
    const ledger = await openLedger(closed);
    const held = await holdAccount(ledger);
    const [run] = await ledger.runs();
    if (!run) throw new Error('there is no run');
    await held.beginRun(run);
    writeFileSync(commitsOf(closed), Buffer.alloc(32, 7), { flag: 'r+' });
    const other = await openLedger(closed);
    expect((await other.count(run)).rows).toBe(60);
  });
});

it('refuses a file whose pages do not fit together, once a process has died on it', async () => {
  const { killed } = await makeLedgers(folderWith());
  const file = ledgerFile(killed);
  const { size } = statSync(file);
  for (let page = 2; page * 4096 < size; page += 3) {
    const zeros = Buffer.alloc(4096);
    const bytes = readFileSync(file);
    zeros.copy(bytes, page * 4096);
    writeFileSync(file, bytes);
  }
  expect(await complaintOf(() => openSqliteLedger(killed))).toMatch(
    /^The ledger \S+ledger\.db is damaged: .*`zoom-provision runs --check` says what of it can still be used/s,
  );
});

describe('a ledger in place of the one that a run was begun in', () => {
  it.each([
    ['nothing', (file: string) => rmSync(file)],
    ['an empty file', (file: string) => truncateSync(file)],
    [
      'an empty ledger',
      (file: string) => {
        const database = new DatabaseSync(file);
        database.exec('DELETE FROM runs');
        database.close();
      },
    ],
    [
      'an older copy',
      (file: string) => {
        const database = new DatabaseSync(file);
        database.exec("DELETE FROM rows WHERE run = 2; DELETE FROM runs WHERE id = 'r-2'");
        database.close();
      },
    ],
  ])('is refused: %s', async (_, replace) => {
    const { closed } = await makeLedgers(folderWith());
    replace(ledgerFile(closed));
    const complaint = await complaintOf(() => openSqliteLedger(closed));
    expect(complaint).toContain('knows nothing of run r-2, which was begun in it');
    const looked = await openSqliteLedger(closed, { evenDamaged: true });
    expect((await looked.faults())[0]).toContain('Run r-2, which was begun in it, is not there');
    await looked.close();
    rmSync(path.join(closed, 'ledger.mark'));
    await openLedger(closed);
  });

  it('is not refused when the run was forgotten, or nothing was begun', async () => {
    const { closed } = await makeLedgers(folderWith());
    const ledger = await openSqliteLedger(closed);
    const held = await ledger.hold('acme');
    for (const run of await ledger.runs()) await held?.deleteRun(run);
    await held?.release();
    await ledger.close();
    rmSync(ledgerFile(closed));
    await openLedger(closed);
    mkdirSync(path.join(closed, 'elsewhere'));
  });
});
