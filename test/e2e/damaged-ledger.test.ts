import { rmSync, statSync, truncateSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs, until } from '../support/cli-rig.ts';

const STATE = ['.local', 'state', 'zoom-provision'] as const;

const ledgerOf = (rig: Rig, suffix = '') => rig.path(...STATE, `ledger.db${suffix}`);

/** Changes the ledger behind the program's back, as a disk does that fails. */
function damage(rig: Rig, sql: string): void {
  const database = new DatabaseSync(ledgerOf(rig));
  database.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
  database.close();
}

function idOf(rig: Rig): string {
  const database = new DatabaseSync(ledgerOf(rig));
  const id = database.prepare('SELECT id FROM runs').get()?.id;
  database.close();
  return String(id);
}

const FLIPPED = "UPDATE rows SET outcome = 'createe' WHERE line = 3";

describe('a damaged ledger', AT_ONCE, () => {
  it('makes one row unknown, about which resume asks the account, and nothing is sent twice', async () => {
    await using rig = await Rig.open();
    const input = rig.write('input.csv', manyRows(3));
    expect((await rig.cli(runArgs(input))).code).toBe(0);
    damage(rig, FLIPPED);
    const reported = await rig.cli(['report', '--json']);
    expect(reported.code).toBe(1);
    expect(JSON.parse(reported.stdout)).toMatchObject({
      outcomes: { created: 2, unknown: 1 },
      damaged_rows: 1,
    });
    expect(rig.cells(['line', 'outcome', 'user_id']).map((row) => row.trim())[1]).toBe('3 unknown');
    const checked = await rig.cli(['runs', '--check', '--json']);
    expect(checked.code).toBe(2);
    expect(JSON.parse(checked.stdout).faults).toEqual([
      expect.stringContaining('of 1 row is damaged (line 3)'),
    ]);
    const resumed = await rig.cli(['resume', idOf(rig)]);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toContain('on record of 1 row is damaged');
    expect(rig.cells(['line', 'outcome'])).toEqual(['2 created', '3 created', '4 created']);
    expect(rig.effects()).toHaveLength(3);
    expect((await rig.cli(['runs', '--check'])).code).toBe(0);
  });

  it('leaves a row alone that a later one of the same user has overtaken', async () => {
    await using rig = await Rig.open();
    const input = rig.write('input.csv', [
      'action,email,type,dept',
      'ssoCreate,a@example.com,basic,',
      'update,a@example.com,,Sales',
      'update,a@example.com,,Finance',
      'update,a@example.com,,Legal',
    ]);
    expect((await rig.cli(runArgs(input))).code).toBe(0);
    const before = rig.effects().length;
    damage(rig, FLIPPED);
    const resumed = await rig.cli(['resume', idOf(rig)]);
    expect(resumed.code).toBe(1);
    expect(rig.cells(['line', 'outcome'])).toEqual(['2 created', '3 unknown', '4 updated', '5 updated']);
    expect(rig.effects()).toHaveLength(before);
  });

  it.each([
    ['a run', "UPDATE runs SET settings = '{ }'", ['report', 'resume', 'runs'], /run \S+ is damaged/],
    ['the rows of a run', 'DELETE FROM rows WHERE line = 3', ['report'], /has 2 rows on record, and had 3/],
    ['the schema', 'DROP TABLE quota', ['quota'], /is damaged: no such table/],
  ])('says in a sentence that %s is damaged', async (_, sql, commands, why) => {
    await using rig = await Rig.open();
    expect((await rig.cli(runArgs(rig.write('input.csv', manyRows(3))))).code).toBe(0);
    damage(rig, sql);
    for (const command of commands) {
      const said = await rig.cli([command]);
      expect([command, said.code]).toEqual([command, 2]);
      expect(said.stderr).toMatch(why);
      expect(said.stderr).not.toMatch(/should not have happened|\n\s+at /);
    }
  });
});

describe('runs --check', AT_ONCE, () => {
  it('says of a file that cannot even be opened that it is damaged, and does not send to itself', async () => {
    await using rig = await Rig.open();
    expect((await rig.cli(runArgs(rig.write('input.csv', manyRows(3))))).code).toBe(0);
    truncateSync(ledgerOf(rig), 20_000);
    const told = await rig.cli(['runs', '--check']);
    expect([told.code, told.stderr]).toEqual([2, '']);
    expect(told.stdout).toMatch(/^The ledger is not sound:\n {2}- The file is damaged: .*malformed\./);
    expect(told.stdout).not.toContain('runs --check');
    const { sound, faults } = JSON.parse((await rig.cli(['runs', '--check', '--json'])).stdout);
    expect([sound, faults.length]).toEqual([false, 1]);
  });
});

describe('a ledger that is gone', AT_ONCE, () => {
  it('is noticed by run and resume, and nothing is sent', async () => {
    await using rig = await Rig.open();
    const input = rig.write('input.csv', manyRows(2));
    expect((await rig.cli(runArgs(input))).code).toBe(0);
    const { requests } = rig.simulator.stats();
    rmSync(ledgerOf(rig));
    for (const args of [runArgs(input), ['resume']]) {
      const said = await rig.cli(args);
      expect(said.code).toBe(2);
      expect(said.stderr).toMatch(
        /knows nothing of run \S+, which was begun in it: .* remove \S*ledger\.mark/,
      );
    }
    expect(rig.simulator.stats().requests).toBe(requests);
    rmSync(rig.path(...STATE, 'ledger.mark'));
    expect((await rig.cli(runArgs(input, '--on-exists', 'skip'))).code).toBe(0);
  });

  it('is no proof that there is nothing to resume, where there is a report of a run that never ended', async () => {
    await using rig = await Rig.open();
    rig.simulator.fault({ kind: 'hang', match: { user: 'u2@example.com' } });
    const run = rig.start(['run', rig.write('input.csv', manyRows(2))]);
    await until(() => rig.simulator.stats().requests >= 3, 'the run sends');
    run.child.kill('SIGKILL');
    await run.ended;
    const id = idOf(rig);
    rmSync(rig.path('.local'), { recursive: true });
    for (const args of [['resume'], ['resume', id]]) {
      const said = await rig.cli(args);
      expect(said.code).toBe(2);
      expect(said.stderr).toContain(
        `knows nothing of run ${id}, whose report is in reports/${id}: was it deleted`,
      );
    }
  });
});

it(
  'asks about what was perhaps sent when the newest commits of a run that was killed are damaged',
  AT_ONCE,
  async () => {
    await using rig = await Rig.open();
    const input = rig.write('input.csv', manyRows(12));
    rig.simulator.fault({ kind: 'hang', match: { user: 'u12@example.com' } });
    const run = rig.start(runArgs(input));
    await until(() => rig.simulator.stats().requests >= 13, 'the run sends');
    run.child.kill('SIGKILL');
    await run.ended;
    const commits = ledgerOf(rig, '-wal');
    truncateSync(commits, statSync(commits).size - 30_000);
    expect((await rig.cli(['resume'])).code).toBe(0);
    expect(rig.cells(['outcome'])).toEqual(Array(12).fill('created'));
    expect(rig.effects()).toHaveLength(12);
  },
);
