import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs, until } from '../support/cli-rig.ts';

type Case = {
  readonly args: readonly string[];
  readonly code: number;
  readonly kind: string;
  readonly says: RegExp;
  readonly env?: Readonly<Record<string, string>>;
};

const RUN = runArgs('input.csv');
const JSON_BY_ENV = { ZOOM_PROVISION_JSON: 'true' };
const JSON_ENV = 'ZOOM_PROVISION_JSON=true\n';
const LEAVERS = runArgs('leavers.csv');

const CASES: Readonly<Record<string, Case>> = {
  'an unknown option': {
    args: [...RUN, '--json', '--concurency', '4'],
    code: 2,
    kind: 'unusable',
    says: /concurency/,
  },
  'an unknown command': {
    args: ['rnu', '--json'],
    code: 2,
    kind: 'unusable',
    says: /^unknown command 'rnu'/,
  },
  'the help of an unknown command': {
    args: ['help', 'rnu', '--json'],
    code: 2,
    kind: 'unusable',
    says: /^unknown command 'rnu'/,
  },
  'a missing argument': { args: ['run', '--json'], code: 2, kind: 'unusable', says: /input/ },
  'a bad value': {
    args: [...RUN, '--json', '--body', 'xml'],
    code: 2,
    kind: 'unusable',
    says: /--body: found "xml"/,
  },
  'a bad value, told by the environment': {
    args: [...RUN, '--body', 'xml'],
    env: JSON_BY_ENV,
    code: 2,
    kind: 'unusable',
    says: /--body: found "xml"/,
  },
  'a guard, told by a job': {
    args: ['run', 'job.json'],
    code: 6,
    kind: 'guard_refused',
    says: /deactivates 11 of 11/,
  },
  'a missing consent': {
    args: [...LEAVERS, '--max-deactivate', '11', '--json'],
    code: 6,
    kind: 'guard_refused',
    says: /no terminal/,
  },
  'a file to preview that is not there': {
    args: ['preview', 'no.csv', '--json'],
    code: 2,
    kind: 'unusable',
    says: /no\.csv/,
  },
  'a run to resume that there is not': {
    args: ['resume', 'x', '--json'],
    code: 2,
    kind: 'unusable',
    says: /no run x/,
  },
  'an option that resume does not take': {
    args: ['resume', '--max-remove', '4', '--json'],
    code: 2,
    kind: 'unusable',
    says: /^--max-remove: /,
  },
  'a report that there is not': {
    args: ['report', 'x', '--json'],
    code: 2,
    kind: 'unusable',
    says: /no run x/,
  },
  'runs that cannot be pruned': {
    args: ['runs', '--prune', 'old', '--json'],
    code: 2,
    kind: 'unusable',
    says: /old/,
  },
  'a quota of a plan that there is not': {
    args: ['quota', '--plan', 'gold', '--json'],
    code: 2,
    kind: 'unusable',
    says: /gold/,
  },
  'a quota whose ledger cannot be used, told by an env file': {
    args: ['quota', '--env-file', 'json.env', '--state', 'input.csv'],
    code: 2,
    kind: 'unusable',
    says: /input\.csv/,
  },
  'a file for a job that is not there': {
    args: ['init', 'no.csv', '--json'],
    code: 2,
    kind: 'unusable',
    says: /no\.csv/,
  },
  'a simulator that cannot begin': {
    args: ['simulate', '--port', '70000', '--json'],
    code: 2,
    kind: 'unusable',
    says: /^--port: found "70000"/,
  },
  'a check without credentials': {
    args: ['check', '--json'],
    env: { ZOOM_ACCOUNT_ID: '' },
    code: 2,
    kind: 'unusable',
    says: /Not set: ZOOM_ACCOUNT_ID/,
  },
  'a sign-in that is refused': {
    args: ['preview', 'input.csv', '--live', '--json'],
    env: { ZOOM_CLIENT_SECRET: 'wrong' },
    code: 4,
    kind: 'sign_in_refused',
    says: /Zoom refused the sign-in/,
  },
  'a place for what Node compiles that others may change': {
    args: ['runs', '--json'],
    env: { NODE_COMPILE_CACHE: 'open' },
    code: 2,
    kind: 'unusable',
    says: /^NODE_COMPILE_CACHE: /,
  },
  'missing credentials': {
    args: [...RUN, '--json'],
    env: { ZOOM_ACCOUNT_ID: '' },
    code: 2,
    kind: 'unusable',
    says: /Not set: ZOOM_ACCOUNT_ID/,
  },
};

describe('with --json standard output has one object', AT_ONCE, () => {
  it.each(Object.entries(CASES))('for %s', async (_name, { args, code, kind, says, env }) => {
    await using rig = await Rig.open();
    rig.write('input.csv', manyRows(2));
    rig.write('leavers.csv', [
      'action,email',
      ...Array.from({ length: 11 }, (_, index) => `deactivate,u${index}@example.com`),
    ]);
    rig.write('json.env', JSON_ENV);
    mkdirSync(rig.path('open'));
    chmodSync(rig.path('open'), 0o777);
    rig.write('job.json', '{ "input": "leavers.csv", "json": true, "yes": true }');
    const end = await rig.cli(args, { env: { ...rig.simulator.env, ...env } });
    expect(end.code).toBe(code);
    expect(end.stdout).toMatch(/^\{.*\}\n$/);
    const problems = expect.arrayContaining([expect.stringMatching(says)]);
    expect(JSON.parse(end.stdout)).toEqual({
      error: { kind, message: expect.stringMatching(says), problems, exit_code: code },
    });
    expect(end.stderr.replace('zoom-provision: ', '')).toMatch(says);
  });

  it('for what has no rows', async () => {
    await using rig = await Rig.open({ accountId: 'one' });
    const input = rig.write('people.csv', ['email,first_name', 'ann@example.com,Ann']);
    const said = async (...args: string[]) => JSON.parse((await rig.cli([...args, '--json'])).stdout);
    expect(await said('runs')).toEqual({ runs: [], damaged: [] });
    expect(await said('runs', '--check')).toEqual({ sound: true, faults: [] });
    expect(await said('quota')).toMatchObject({ quotas: [{ account: 'one', used: 0 }] });
    expect(await said('init', input)).toEqual({ file: 'people.job.ts', undecided: 0 });
    expect(await said('check')).toMatchObject({ account: 'one', exit_code: 0 });
  });

  it('for a command that is interrupted', async () => {
    await using rig = await Rig.open();
    const { child, ended } = rig.start(['preview', '-', '--json'], { stdin: null });
    const simulate = rig.start(['simulate', '--json'], { env: {} });
    await until(() => simulate.stderr().includes('Ctrl-C ends it'), 'it listens');
    child.kill('SIGTERM');
    simulate.child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect(code).toBe(143);
    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'interrupted', exit_code: 143 } });
    expect(JSON.parse((await simulate.ended).stdout)).toMatchObject({
      env: { ZOOM_ACCOUNT_ID: expect.any(String) },
      api_url: expect.stringContaining('http://127.0.0.1:'),
    });
  });

  it('for resume --all, whatever becomes of each run', async () => {
    await using rig = await Rig.open();
    const resumed = async (...args: string[]) => {
      const end = await rig.cli(['resume', ...args, '--json']);
      return { code: end.code, out: JSON.parse(end.stdout) };
    };
    expect(await resumed('--all')).toEqual({ code: 0, out: { runs: [] } });
    expect(await resumed()).toEqual({ code: 0, out: { runs: [] } });
    rig.simulator.fault({ kind: 'daily', headers: {}, times: 2 });
    for (const name of ['one', 'two']) {
      rig.write(`${name}.csv`, ['action,email,type', `ssoCreate,${name}@example.com,basic`]);
      expect((await rig.cli(['run', `${name}.csv`, '--out', name])).code).toBe(3);
    }
    rmSync(rig.path('one.csv'));
    const { code, out } = await resumed('--all');
    expect(code).toBe(2);
    expect(out).toEqual({
      runs: [
        {
          run_id: expect.any(String),
          error: {
            kind: 'unusable',
            message: expect.stringContaining('one.csv'),
            problems: [expect.stringContaining('one.csv')],
            exit_code: 2,
          },
        },
        expect.objectContaining({ status: 'completed', outcomes: { created: 1 } }),
      ],
    });
  });
});

/** Starts the command line with its standard output elsewhere. */
const OUTPUT_TO = (where: string) => ({ before: ['sh', '-c', `exec "$0" "$@" ${where}`] });

describe('standard output that cannot be written', AT_ONCE, () => {
  it.runIf(existsSync('/dev/full')).each([
    ['preview', ['preview', 'input.csv']],
    ['preview --json', ['preview', 'input.csv', '--json']],
    ['run --json', [...RUN, '--json']],
    ['resume --all --json', ['resume', '--all', '--json']],
    ['runs', ['runs']],
    ['runs --json', ['runs', '--json']],
    ['quota', ['quota']],
    ['--help', ['--help']],
    ['run --help', ['run', '--help']],
    ['--version', ['--version']],
    ['simulate', ['simulate']],
  ])('is an error of %s', async (_name, args) => {
    await using rig = await Rig.open();
    rig.write('input.csv', manyRows(2));
    const end = await rig.cli(args, { ...OUTPUT_TO('>/dev/full'), env: rig.simulator.env });
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/^zoom-provision: Standard output cannot be written: .*ENOSPC/m);
  });

  it('does not hide that a run was refused', async () => {
    await using rig = await Rig.open();
    const end = await rig.cli(['run', 'no.csv', '--json'], {
      ...OUTPUT_TO('>/dev/full'),
      env: rig.simulator.env,
    });
    expect(end.code).toBe(2);
  });

  it('is no news to whoever has gone', async () => {
    await using rig = await Rig.open();
    const { child, ended } = rig.start(['runs']);
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 1, stderr: '' });
  });
});
