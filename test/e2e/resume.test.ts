import { renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs, until } from '../support/cli-rig.ts';

/** Runs an input in which one row is killed over, so that something is left to do. */
async function killedRun(rig: Rig, args: readonly string[], stdin = ''): Promise<void> {
  rig.simulator.fault({ kind: 'hang', match: { user: 'u2@example.com' } });
  const run = rig.start(args, { stdin });
  await until(() => rig.simulator.stats().requests >= 3, 'the run sends');
  run.child.kill('SIGKILL');
  await run.ended;
}

const DONE = ['u1@example.com created', 'u2@example.com created', 'u3@example.com created'];

describe('resume', AT_ONCE, () => {
  it('refuses an input that is quite another one, and takes the old one from where it has moved to', async () => {
    await using rig = await Rig.open();
    const input = rig.write('input.csv', manyRows(3));
    await killedRun(rig, runArgs(input));
    renameSync(input, rig.path('moved.csv'));
    const gone = await rig.cli(['resume']);
    expect(gone).toMatchObject({ code: 2, stdout: '' });
    expect(gone.stderr).toMatch(/input\.csv: there is no such file/);

    rig.write('input.csv', manyRows(3, 'custCreate'));
    const changed = await rig.cli(['resume']);
    expect(changed.code).toBe(2);
    expect(changed.stderr).toMatch(
      /input\.csv is not the file that run \S+ began with .*its content has changed\. Nothing was sent\./,
    );
    expect(rig.simulator.stats().requests).toBe(3);

    expect((await rig.cli(['resume', '--input', 'moved.csv'])).code).toBe(0);
    expect(rig.cells(['user', 'outcome'])).toEqual(DONE);
    expect(rig.effects()).toHaveLength(3);
  });

  it('goes on with standard input only when it is given again', async () => {
    await using rig = await Rig.open();
    const rows = manyRows(3).join('\n');
    await killedRun(rig, runArgs('-'), rows);
    const without = await rig.cli(['resume']);
    expect(without.code).toBe(2);
    expect(without.stderr).toContain(
      'read standard input, which is gone: give the same rows again with --input <file>',
    );
    const others = manyRows(3, 'custCreate').join('\n');
    expect((await rig.cli(['resume', '--input', '-'], { stdin: others })).code).toBe(2);
    expect((await rig.cli(['resume', '--input', '-'], { stdin: rows })).code).toBe(0);
    expect(rig.cells(['user', 'outcome'])).toEqual(DONE);
    expect(rig.effects()).toHaveLength(3);
  });

  it('takes the settings that the run began with, unless others are given, and writes into its report', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'u3@example.com' });
    rig.write(
      'job.json',
      JSON.stringify({ input: 'input.csv', ignore: ['Shoe size'], plan: 'business', onExists: 'skip' }),
    );
    rig.write('input.csv', [
      'email;Shoe size',
      'u1@example.com;44',
      'u2@example.com;38',
      'u3@example.com;40',
    ]);
    const defaults = ['--default', 'action=ssoCreate', '--default', 'type=basic'];
    await killedRun(rig, ['run', 'job.json', '--out', 'out', '--concurrency', '3', ...defaults]);
    const end = await rig.cli(['resume', '--json', '--log-level', 'debug']);
    expect(end.code).toBe(0);
    expect(JSON.parse(end.stdout)).toMatchObject({ plan: 'business', outcomes: { created: 2, skipped: 1 } });
  });

  it('needs credentials of the same account', async () => {
    await using rig = await Rig.open();
    await killedRun(rig, runArgs(rig.write('input.csv', manyRows(3))));
    const env = { ...rig.simulator.env, ZOOM_ACCOUNT_ID: 'another' };
    const [{ id }] = JSON.parse((await rig.cli(['runs', '--json'])).stdout).runs;
    for (const all of [[], ['--all']]) {
      const without = await rig.cli(['resume', ...all], { env });
      expect(without.code).toBe(0);
      expect(without.stderr).toMatch(
        /^Passed over: 1 unfinished run of another account \(simulated-account\)\..*\nThere is nothing to resume\.\n$/,
      );
    }
    const end = await rig.cli(['resume', id], { env });
    expect(end.code).toBe(2);
    expect(end.stderr).toMatch(
      /is one of the account simulated-account, but the credentials are those of another/,
    );
  });

  it('takes the newest run without an id, one by its id, and with --all every one, oldest first', async () => {
    await using rig = await Rig.open();
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      const email = `${name}@example.com`;
      rig.simulator.seed({ email });
      rig.simulator.fault({ kind: 'daily', headers: {}, match: { user: email } });
      const input = rig.write(`${name}.csv`, ['action,email,dept', `update,${email},Sales`]);
      const end = await rig.cli(['run', input, '--out', name, '--json']);
      expect(end.code).toBe(3);
      ids.push(String(JSON.parse(end.stdout).run_id));
    }
    for (const which of [[], [String(ids[1])], ['--all']]) {
      expect((await rig.cli(['resume', ...which])).code).toBe(0);
    }
    expect(rig.effects()).toEqual(['d', 'b', 'a', 'c'].map((name) => `PATCH ${name}@example.com`));
    expect((await rig.cli(['resume', '--all'])).stderr).toBe('There is nothing to resume.\n');
  });

  it('refuses a run that was simulated, since its account is gone', async () => {
    await using rig = await Rig.open();
    const end = await rig.cli(['run', rig.write('input.csv', manyRows(1)), '--simulate', '--json'], {
      env: {},
    });
    expect(end.code).toBe(0);
    const resumed = await rig.cli(['resume', JSON.parse(end.stdout).run_id]);
    expect(resumed).toMatchObject({ code: 2, stdout: '' });
    expect(resumed.stderr).toContain('was simulated: its account ended with it');
    expect(rig.simulator.stats()).toMatchObject({ requests: 0, tokenRequests: 0 });
  });
});

describe('pending users', AT_ONCE, () => {
  it('get their further fields and updates from resume, once they have accepted', async () => {
    await using rig = await Rig.open();
    const { simulator } = rig;
    const input = rig.write('input.csv', [
      'action,email,type,first_name,dept,job_title',
      'create,ann@example.com,basic,Ann,Sales,',
      'create,bob@example.com,basic,Bob,,',
      'update,bob@example.com,,,Legal,',
      'update,ann@example.com,,,,Controller',
      'create,cem@example.com,basic,Cem,IT,',
    ]);
    const dept = (name: string) => simulator.user(`${name}@example.com`)?.fields.dept;
    expect((await rig.run(input)).code).toBe(3);
    expect(rig.cells(['line', 'outcome', 'message'])).toEqual([
      '2 created invited; the other columns are sent by `zoom-provision resume` once the invitation is accepted',
      '3 created',
      '4 deferred the user has not accepted the invitation; `zoom-provision resume` sends this after that',
      '5 deferred waits for line 2, an earlier row of the same user, which waits for the invitation to be accepted',
      '6 created invited; the other columns are sent by `zoom-provision resume` once the invitation is accepted',
    ]);
    expect(rig.effects()).toEqual(['ann', 'bob', 'cem'].map((name) => `POST ${name}@example.com`));

    simulator.acceptInvitation('ann@example.com');
    expect((await rig.cli(['resume'])).code).toBe(3);
    expect(rig.cells(['line', 'outcome'])).toEqual([
      '2 created',
      '3 created',
      '4 deferred',
      '5 updated',
      '6 created',
    ]);
    expect([dept('ann'), dept('bob'), dept('cem')]).toEqual(['Sales', undefined, undefined]);
    expect(simulator.user('ann@example.com')?.fields.job_title).toBe('Controller');

    simulator.acceptInvitation('bob@example.com');
    expect((await rig.cli(['resume', '--all'])).code).toBe(0);
    simulator.acceptInvitation('cem@example.com');
    expect((await rig.cli(['resume'])).code).toBe(0);
    expect([dept('ann'), dept('bob'), dept('cem')]).toEqual(['Sales', 'Legal', 'IT']);
    expect(rig.effects().filter((effect) => effect.startsWith('POST'))).toHaveLength(3);
    expect((await rig.cli(['resume'])).stderr).toBe('There is nothing to resume.\n');
  });

  it('are known as such to a later run of another file', async () => {
    await using rig = await Rig.open();
    await rig.run(rig.write('first.csv', ['action,email,type', 'create,ann@example.com,basic']));
    const later = rig.write('later.csv', ['action,email,dept', 'update,Ann@example.com,Sales']);
    expect((await rig.cli(['run', later, '--out', 'later'])).code).toBe(3);
    rig.simulator.acceptInvitation('ann@example.com');
    expect((await rig.cli(['resume'])).code).toBe(0);
    expect(rig.cells(['outcome'], 'later')).toEqual(['updated']);
    expect(rig.simulator.user('ann@example.com')?.fields.dept).toBe('Sales');
  });
});
