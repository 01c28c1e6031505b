import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs } from '../support/cli-rig.ts';

type Case = {
  readonly args: readonly string[];
  readonly says: RegExp;
  readonly input?: readonly string[];
  /** In the place of the simulator's. */
  readonly env?: (env: Readonly<Record<string, string>>) => Record<string, string>;
};

const RUN = runArgs('input.csv');
const without =
  (...names: string[]) =>
  (env: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));

const CASES: Readonly<Record<string, Case>> = {
  'no command': { args: [], says: /^Usage: zoom-provision/ },
  'an unknown command': { args: ['rnu', 'input.csv'], says: /unknown command 'rnu'\n\(Did you mean run/ },
  'the help of an unknown command': {
    args: ['help', 'rnu'],
    says: /^unknown command 'rnu'\n\(Did you mean run\?\)\n/,
  },
  'the help of what is near no command': {
    args: ['help', 'foo'],
    says: /^unknown command 'foo'\n\(zoom-provision --help/,
  },
  'an unknown command that is asked for its help': {
    args: ['foo', '--help'],
    says: /^unknown command 'foo'/,
  },
  'an unknown option': {
    args: [...RUN, '--concurency', '4'],
    says: /--concurency.*\n\(Did you mean --concurrency/,
  },
  'a file that is not there': { args: ['run', 'inputs.csv'], says: /inputs\.csv/ },
  ...Object.fromEntries(
    [
      'job.yaml',
      'job.YML',
      'job.toml',
      'job.jsonc',
      'job.tsx',
      'job.py',
      'rows.jsonl',
      'rows.xml',
      'zoom.env',
    ].map((name) => [
      `${name}, which is no input`,
      {
        args: ['run', name],
        says: new RegExp(`^${name.replace('.', '\\.')} (?:is|holds) .*(?:write|give) `),
      },
    ]),
  ),
  'a job that does not parse': {
    args: ['run', 'broken.json'],
    says: /^The job broken\.json cannot be read: line 2, column 1: /,
  },
  'two bad values': {
    args: [...RUN, '--body', 'xml', '--concurrency', '0'],
    says: /--concurrency: found "0"[^\n]*\n--body: found "xml"/,
  },
  'a bad value in the environment': {
    args: RUN,
    env: (env) => ({ ...env, ZOOM_PROVISION_ON_EXISTS: 'ignore' }),
    says: /ZOOM_PROVISION_ON_EXISTS: found "ignore"; write one of fail, skip, update, reactivate\./,
  },
  'a list in one --protect': {
    args: [...RUN, '--protect', 'ceo@example.com,cfo@example.com'],
    says: /^--protect: found "ceo@example\.com,cfo@example\.com"; write each address by itself/,
  },
  'a pattern in the environment that would protect nobody': {
    args: RUN,
    env: (env) => ({ ...env, ZOOM_PROVISION_PROTECT: 'ceo@example.com,@board.example.com' }),
    says: /^ZOOM_PROVISION_PROTECT: found "@board\.example\.com"; write \*@board\.example\.com\.$/m,
  },
  'a default for a column that there is not': {
    args: [...RUN, '--default', 'departmnt=IT'],
    says: /"departmnt".*"dept"/,
  },
  'a setting that there is not': {
    args: RUN,
    env: (env) => ({ ...env, ZOOM_PROVISION_MAX_DEACTIVATION: '5' }),
    says: /^ZOOM_PROVISION_MAX_DEACTIVATION is no setting: did you mean ZOOM_PROVISION_MAX_DEACTIVATE\?$/m,
  },
  'a country that there is not': {
    args: [...RUN, '--default-country', 'UK'],
    says: /^--default-country: found "UK"; write the two letters of a country/,
  },
  'a default that would empty a field of everybody': {
    args: [...RUN, '--default', 'dept=(clear)'],
    says: /^The default for dept cannot be \(clear\)/,
  },
  'credentials with typographic quotes': {
    args: RUN,
    env: (env) => ({ ...env, ZOOM_CLIENT_SECRET: `“${env.ZOOM_CLIENT_SECRET}”` }),
    says: /^ZOOM_CLIENT_SECRET has quotes round it: write it without them\.$/m,
  },
  'a misspelt credential': {
    args: RUN,
    env: ({ ZOOM_ACCOUNT_ID = '', ...env }) => ({ ...env, ZOOM_ACOUNT_ID: ZOOM_ACCOUNT_ID }),
    says: /^Not set: ZOOM_ACCOUNT_ID\. Found ZOOM_ACOUNT_ID: did you mean ZOOM_ACCOUNT_ID\?/,
  },
  'missing credentials': {
    args: RUN,
    env: without('ZOOM_ACCOUNT_ID', 'ZOOM_CLIENT_SECRET'),
    says: /^Not set: ZOOM_ACCOUNT_ID, ZOOM_CLIENT_SECRET\./,
  },
  'an address that is not https': {
    args: RUN,
    env: (env) => ({ ...env, ZOOM_API_URL: 'http://zoom.example/v2' }),
    says: /^ZOOM_API_URL: found "http:\/\/zoom\.example\/v2"; write an address that begins with https:\/\//,
  },
  // As an option, node itself would look for the file first, and end with 9 when it is not there.
  'an environment file that is not there': {
    args: RUN,
    env: (env) => ({ ...env, ZOOM_PROVISION_ENV_FILE: 'no.env' }),
    says: /--env-file: no\.env cannot be read \(ENOENT\)/,
  },
  'every problem of a header at once': {
    args: RUN,
    input: ['action,E-mail,Mail,tpye,shoe_size', 'ssoCreate,a@example.com,,basic,44'],
    says: /(?=[\s\S]*"E-mail".*"Mail")(?=[\s\S]*"tpye".*"type")(?=[\s\S]*"shoe_size")/,
  },
  'a header without anybody': { args: RUN, input: ['action,type', 'ssoCreate,basic'], says: /email/ },
  'a job with an unknown setting': {
    args: ['run', 'job.json'],
    says: /^[Tt]he job job\.json cannot be used:\n.*"onExist"/,
  },
  'a report folder that cannot be made': {
    args: ['run', 'input.csv', '--out', 'input.csv/out'],
    says: /--out <dir>/,
  },
  'a log file that cannot be written': {
    args: [...RUN, '--log-file', 'input.csv/run.log'],
    says: /^The log cannot be written: .*--log-file <file>/,
  },
  'a run to resume that there is not': {
    args: ['resume', '20260101-000000-abcd'],
    says: /^There is no run 20260101-000000-abcd in the ledger/,
  },
  'a run to report that there is not': { args: ['report', 'x'], says: /^There is no run x in the ledger/ },
  'an age to prune that is no number': {
    args: ['runs', '--prune', 'old'],
    says: /^--prune: found "old"; write a number of days/,
  },
  'a port that there is not': { args: ['simulate', '--port', '70000'], says: /^--port: found "70000"/ },
};

describe('exit 2, a sentence and not one request', AT_ONCE, () => {
  it.each(Object.entries(CASES))('for %s', async (_name, { args, says, input, env }) => {
    await using rig = await Rig.open();
    rig.write('input.csv', input ?? manyRows(3));
    rig.write('broken.json', ['{ "input": "input.csv",', '}']);
    rig.write('job.json', '{ "input": "input.csv", "onExist": "skip" }');
    const end = await rig.cli(args, env && { env: env(rig.simulator.env) });
    expect(end).toMatchObject({ code: 2, stdout: '' });
    const isHelp = args.length === 0;
    expect(end.stderr.startsWith('zoom-provision: ')).toBe(!isHelp);
    expect(end.stderr.replace('zoom-provision: ', '')).toMatch(says);
    expect(end.stderr).not.toMatch(/^\s+at |should not have happened/m);
    expect(rig.simulator.stats()).toMatchObject({ requests: 0, tokenRequests: 0 });
    expect(existsSync(rig.path('out', 'results.csv'))).toBe(false);
    if (existsSync(rig.path('.local'))) {
      expect((await rig.cli(['runs'])).stdout).toBe('There are no runs in the ledger yet.\n');
    }
  });
});

describe('exit 0', AT_ONCE, () => {
  it.each([
    ['--version', /^\d+\.\d+\.\d+\n$/],
    ['--help', /preview [\s\S]* resume [\s\S]* simulate /],
  ])('for %s, which writes to standard output', async (option, says) => {
    await using rig = await Rig.open();
    const end = await rig.cli([option]);
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).toMatch(says);
  });

  it('for resume when there is nothing to resume', async () => {
    await using rig = await Rig.open();
    const nothing = { code: 0, stdout: '', stderr: 'There is nothing to resume.\n' };
    expect(await rig.cli(['resume', '--all'])).toMatchObject(nothing);
  });
});
