import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs, until } from '../support/cli-rig.ts';

const PEOPLE = [
  'action,email,type,dept,job_title',
  'create,ann@example.com,basic,Sales,Controller',
  'update,bob@example.com,,Legal,',
  'update,bob@example.com,,,Clerk',
];

const patches = (rig: Rig) => rig.effects().filter((effect) => !effect.startsWith('POST'));

/** The bytes of the ledger. */
function onDisk(rig: Rig): string {
  const names = readdirSync(rig.folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.includes('ledger.db'));
  return files.map((name) => readFileSync(rig.path(name), 'latin1')).join('');
}

/** Ann and Bob are invited and have accepted by now. */
async function invitedAndAccepted(rig: Rig, rows = PEOPLE): Promise<void> {
  rig.simulator.seed({ email: 'bob@example.com', status: 'pending' });
  expect((await rig.run(rig.write('export.csv', rows))).code).toBe(3);
  rig.simulator.acceptInvitation('ann@example.com');
  rig.simulator.acceptInvitation('bob@example.com');
}

describe('what waits for an invitation', AT_ONCE, () => {
  it.each<[string, (rig: Rig) => void]>([
    ['is overwritten', (rig) => void rig.write('export.csv', ['action,email', 'deactivate,ann@example.com'])],
    ['is gone', (rig) => rmSync(rig.path('export.csv'))],
  ])('is sent though the file %s', async (_what, change) => {
    await using rig = await Rig.open();
    await invitedAndAccepted(rig);
    change(rig);
    expect(onDisk(rig)).toContain('Controller');
    const end = await rig.cli(['resume', '--all', '--out', 'second']);
    expect(end.code).toBe(0);
    expect(patches(rig)).toEqual(['PATCH ann@example.com', 'PATCH bob@example.com', 'PATCH bob@example.com']);
    expect(rig.simulator.user('ann@example.com')?.fields).toMatchObject({
      dept: 'Sales',
      job_title: 'Controller',
    });
    const [run] = JSON.parse((await rig.cli(['runs', '--json'])).stdout).runs;
    expect(rig.cells(['outcome'], `second/${run.id}`)).toEqual(['created', 'updated', 'updated']);
    expect(onDisk(rig)).not.toMatch(/Controller|Legal|Clerk/);
    expect(run).toMatchObject({ not_sent: 0, deferred: 0, held_back: 0 });
  });

  it('is sent while other rows need the old file, which are named, and then from that', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'dan@example.com' });
    rig.simulator.fault({ kind: 'daily', headers: {}, match: { user: 'dan@example.com' } });
    await invitedAndAccepted(rig, [...PEOPLE, 'update,dan@example.com,,IT,']);
    renameSync(rig.path('export.csv'), rig.path('old.csv'));
    rig.write('export.csv', manyRows(1));
    const end = await rig.cli(['resume', '--all']);
    expect(end.code).toBe(3);
    expect(end.stderr).toContain('its content has changed');
    expect(end.stderr).toContain('1 row cannot be taken up: line 5.');
    expect(patches(rig)).toHaveLength(3);

    const refused = await rig.cli(['resume', '--all']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('Nothing was sent.');
    expect((await rig.cli(['resume', '--input', 'old.csv', '--out', 'third'])).code).toBe(0);
    expect(patches(rig).at(-1)).toBe('PATCH dan@example.com');
    expect(rig.cells(['line', 'outcome'], 'third')).toEqual([
      '2 created',
      '3 updated',
      '4 updated',
      '5 updated',
    ]);
  });

  it('is sent of standard input, too, and never a password', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'bob@example.com', status: 'pending' });
    const rows = [
      'action,email,type,dept,password',
      'create,ann@example.com,basic,Sales,',
      'password,bob@example.com,,,Hidden-123',
    ];
    expect((await rig.cli(runArgs('-', '--yes'), { stdin: rows.join('\n') })).code).toBe(3);
    expect(rig.cells(['message']).at(-1)).toContain('a password is not kept');
    expect(onDisk(rig)).not.toContain('Hidden-123');
    rig.simulator.acceptInvitation('ann@example.com');
    rig.simulator.acceptInvitation('bob@example.com');
    const end = await rig.cli(['resume']);
    expect(end.code).toBe(3);
    expect(end.stderr).toContain('1 row cannot be taken up: line 3.');
    expect(patches(rig)).toEqual(['PATCH ann@example.com']);
    expect((await rig.cli(['resume', '--input', '-'], { stdin: rows.join('\n') })).code).toBe(0);
    expect(patches(rig).at(-1)).toBe('PUT bob@example.com');
  });
});

/** Runs an input until its first rows are sent, and is killed over the second. */
async function killedRun(rig: Rig, args: readonly string[]): Promise<void> {
  rig.simulator.fault({ kind: 'hang', match: { user: 'u2@example.com' } });
  const run = rig.start(args);
  await until(() => rig.simulator.stats().requests >= 3, 'the run sends');
  run.child.kill('SIGKILL');
  await run.ended;
}

describe('resume', AT_ONCE, () => {
  it('refuses a job that makes up its rows in another way by now', async () => {
    await using rig = await Rig.open();
    rig.write('input.csv', manyRows(3));
    const job = (suffix: string) =>
      rig.write('job.mjs', [
        `const suffix = '${suffix}';`,
        "export default { input: 'input.csv', compute: { display_name: (row) => row.email + suffix } };",
      ]);
    job(' (ext)');
    await killedRun(rig, ['run', 'job.mjs', '--out', 'out', '--plan', 'business']);
    job(' (int)');
    const requests = rig.simulator.stats().requests;
    for (const which of [[], ['--all']]) {
      const end = await rig.cli(['resume', ...which]);
      expect(end.code).toBe(2);
      expect(end.stderr).toMatch(/made up in another way .*\n {2}the file of the job/);
    }
    expect(rig.simulator.stats().requests).toBe(requests);
    const told = await rig.cli(['resume', '--default', 'dept=Sales']);
    expect([told.code, told.stderr]).toEqual([2, expect.stringContaining('the defaults (--default)')]);
    job(' (ext)');
    expect((await rig.cli(['resume'])).code).toBe(0);
  });

  it('--all passes over a run that was started again, and one that nobody has touched for long', async () => {
    await using rig = await Rig.open();
    for (const user of ['u1', 'u2', 'u3']) rig.simulator.seed({ email: `${user}@example.com` });
    const leavers = rig.write('leavers.csv', [
      'action,email',
      'deactivate,u1@example.com',
      'deactivate,u2@example.com',
      'deactivate,u3@example.com',
    ]);
    await killedRun(rig, runArgs(leavers, '--yes'));
    expect((await rig.run(leavers, '--yes')).code).toBe(0);
    const effects = rig.effects().length;
    const end = await rig.cli(['resume', '--all']);
    expect(end.code).toBe(0);
    expect(end.stderr).toMatch(/^Run \S+ is passed over: run \S+ began later with the very same rows\./);
    expect((await rig.cli(['resume'])).stderr).toContain('There is nothing to resume.');
    expect(rig.effects()).toHaveLength(effects);

    const later = rig.write('later.csv', ['action,email,dept', 'update,u1@example.com,Sales']);
    rig.simulator.fault({ kind: 'daily', headers: {}, match: { user: 'u1@example.com' } });
    expect((await rig.run(later)).code).toBe(3);
    const old = await rig.cli(['resume', '--all', '--max-age', '0s']);
    expect(old.stderr).toContain('nobody has touched it since');
    expect(rig.effects()).toHaveLength(effects);
    expect((await rig.cli(['resume', '--all', '--max-age', '1d'])).code).toBe(0);
    expect(rig.effects()).toHaveLength(effects + 1);
  });

  it('--all goes on with the others when one run cannot, and its exit code is that of the worst', async () => {
    await using rig = await Rig.open();
    for (const name of ['a', 'b']) {
      const email = `${name}@example.com`;
      rig.simulator.seed({ email });
      rig.simulator.fault({ kind: 'daily', headers: {}, match: { user: email } });
      const input = rig.write(`${name}.csv`, ['action,email,dept', `update,${email},Sales`]);
      expect((await rig.run(input, '--out', name)).code).toBe(3);
    }
    // Another header does not hide what has happened.
    rig.write('a.csv', ['Who,What', 'a,b']);
    const end = await rig.cli(['resume', '--all']);
    expect(end.code).toBe(2);
    expect(end.stderr).toMatch(
      /a\.csv is not the file .* 1 row cannot be taken up: line 2\. Put the old file back/,
    );
    expect(end.stderr).not.toContain('Who');
    expect(rig.effects()).toEqual(['PATCH b@example.com']);
  });

  it.each([
    [['--max-age', '7d'], '--max-age goes with --all.'],
    [['--all', '--max-age', 'week'], '--max-age: found "week"; write a duration, such as 36h or 14d.'],
    [['r1', '--all'], 'Give the id of a run, or --all, but not both.'],
  ])('%j is refused', async (args, said) => {
    await using rig = await Rig.open();
    const end = await rig.cli(['resume', ...args]);
    expect([end.code, end.stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});
