import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig } from '../support/cli-rig.ts';

const MIXED = [
  'action,email,type',
  'ssoCreate,ann@example.com,basic',
  'ssoCreate,bob@example.com,gold',
  'create,cem@example.com,basic',
];

describe('standard output', AT_ONCE, () => {
  it('has with --json one line, which is summary.json, and nothing else; people read standard error', async () => {
    await using rig = await Rig.open();
    const { code, stdout, stderr } = await rig.run(rig.write('input.csv', MIXED), '--json');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^\{.*\}\n$/);
    const summary = JSON.parse(stdout);
    expect(summary).toEqual(rig.summary());
    expect(summary).toEqual({
      run_id: expect.stringMatching(/^\d{8}-\d{6}-[0-9a-f]{4}$/),
      status: 'completed',
      input: rig.path('input.csv'),
      plan: 'business',
      started_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      finished_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      rows: 3,
      outcomes: { created: 2, invalid: 1 },
      requests: 3,
      retries: 0,
      rate_limited: { per_second: 0, daily: 0, concurrent: 0 },
      requests_per_second: expect.any(Number),
      resume_after: null,
    });
    expect(stderr).toContain('2 of 3 rows went through');
  });

  it('has nothing without it, and standard error no line that rewrites itself where there is no terminal', async () => {
    await using rig = await Rig.open();
    const { stdout, stderr } = await rig.run(rig.write('input.csv', MIXED));
    expect(stdout).toBe('');
    expect(stderr).toContain('2 of 3 rows went through');
    for (const character of ['\r', '\u001B']) expect(stderr).not.toContain(character);
  });

  it('has the table of a preview, which sends nothing and says what run --dry-run says', async () => {
    await using rig = await Rig.open();
    const input = rig.write('input.csv', MIXED);
    const previewed = await rig.cli(['preview', input, '--out', 'preview'], { env: {} });
    const dry = await rig.cli(['run', input, '--dry-run', '--out', 'dry-run']);
    expect(previewed).toMatchObject({ code: 1, stderr: '' });
    expect(previewed.stdout).toContain('Preview of ');
    expect(previewed.stdout).toContain('nothing was sent');
    expect(previewed.stdout).toMatch(/line 3 +bob@example\.com: .*"gold"/);
    expect(dry).toEqual({ ...previewed, stdout: previewed.stdout.replaceAll('/preview/', '/dry-run/') });
    expect(rig.results('dry-run')).toEqual(rig.results('preview'));
    expect(rig.cells(['line', 'outcome', 'attempts'], 'preview')).toEqual([
      '2 not_attempted 0',
      '3 invalid 0',
      '4 not_attempted 0',
    ]);
    expect(rig.simulator.stats()).toMatchObject({ requests: 0, tokenRequests: 0 });
  });

  it('has the table of a preview where no report can be written, unless one is asked for', async () => {
    await using rig = await Rig.open();
    rig.write('input.csv', MIXED);
    rig.write('reports', 'no folder');
    const said = await rig.cli(['preview', 'input.csv'], { env: {} });
    expect(said).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Warning: No report is written\. /),
    });
    expect(said.stdout).toContain('3 rows: 2 good');
    expect(said.stdout).not.toMatch(/^Report/m);
    expect((await rig.cli(['preview', 'input.csv', '--json'], { env: {} })).stdout).toMatch(
      /^\{.*"rows":3.*\}\n$/,
    );
    const asked = await rig.cli(['preview', 'input.csv', '--out', 'reports/mine'], { env: {} });
    expect(asked).toMatchObject({ code: 2, stdout: '' });
    expect(asked.stderr).toMatch(/^zoom-provision: The report's folder cannot be made: /);
  });

  it('is read from a job in CommonJS', async () => {
    await using rig = await Rig.open();
    rig.write('input.csv', manyRows(2));
    rig.write('job.cjs', "module.exports = { input: 'input.csv', out: 'out' };");
    expect((await rig.cli(['preview', 'job.cjs'], { env: {} })).code).toBe(0);
    expect(rig.summary()).toMatchObject({ rows: 2 });
  });

  it('has the JSON of a preview', async () => {
    await using rig = await Rig.open();
    const end = await rig.cli(['preview', '-', '--json', '--out', 'out'], {
      env: {},
      stdin: manyRows(5).join('\n'),
    });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(end.stdout)).toEqual(rig.summary());
    expect(rig.summary()).toMatchObject({ input: '-', rows: 5, outcomes: { not_attempted: 5 }, requests: 0 });
  });
});

describe('settings', AT_ONCE, () => {
  it.each([
    ['the command line', ['--plan', 'business'], { ZOOM_PROVISION_PLAN: 'free' }, 'business'],
    ['the environment', [], { ZOOM_PROVISION_PLAN: 'free' }, 'free'],
    ['the job', [], {}, 'business'],
  ])('come from %s before all that comes after it', async (_from, options, env, plan) => {
    await using rig = await Rig.open();
    rig.write('input.csv', manyRows(1));
    rig.write('job.mjs', `export default { input: 'input.csv', plan: 'business', out: 'out', json: true };`);
    const end = await rig.cli(['preview', 'job.mjs', ...options], { env });
    expect(end.code).toBe(0);
    expect(JSON.parse(end.stdout)).toEqual(rig.summary());
    expect(rig.summary().plan).toBe(plan);
  });

  it('of every kind can be given by the environment', async () => {
    await using rig = await Rig.open();
    for (const name of ['ann', 'bob']) rig.simulator.seed({ email: `${name}@example.com` });
    rig.write('input.csv', [
      'email;type;dept',
      'ann@example.com;basic;',
      'bob@example.com;;Sales',
      'cem@board.example.com;basic;',
    ]);
    const env = {
      ...rig.simulator.env,
      ZOOM_PROVISION_PLAN: 'business',
      ZOOM_PROVISION_OUT: 'report',
      ZOOM_PROVISION_STATE: 'ledger',
      ZOOM_PROVISION_ON_EXISTS: 'skip',
      ZOOM_PROVISION_PROTECT: '*@board.example.com,*@elsewhere.example',
      ZOOM_PROVISION_DEFAULT: 'action=ssoCreate,type=licensed',
      ZOOM_PROVISION_DELIMITER: ';',
      ZOOM_PROVISION_BODY: 'multipart',
      ZOOM_PROVISION_CONCURRENCY: '1',
      ZOOM_PROVISION_YES: 'true',
      ZOOM_PROVISION_JSON: 'true',
      ZOOM_PROVISION_LOG_LEVEL: 'silent',
    };
    const end = await rig.cli(['run', 'input.csv'], { env });
    expect(end.code).toBe(0);
    expect(JSON.parse(end.stdout)).toEqual(rig.summary('report'));
    expect(rig.cells(['user', 'outcome', 'attempts'], 'report')).toEqual([
      'ann@example.com skipped 1',
      'bob@example.com skipped 1',
      'cem@board.example.com skipped 0',
    ]);
    expect(readFileSync(rig.path('report', 'run.log'), 'utf8')).toBe('');
    expect((await rig.cli(['runs', '--state', 'ledger', '--json'])).stdout).toContain('"completed"');
  });

  it('and credentials come from --env-file, below the environment', async () => {
    await using rig = await Rig.open();
    const { ZOOM_ACCOUNT_ID, ...others } = rig.simulator.env;
    const lines = Object.entries({ ...others, ZOOM_ACCOUNT_ID: 'wrong', ZOOM_PROVISION_PLAN: 'business' });
    const file = rig.write('zoom.env', ['# Zoom', ...lines.map(([name, value]) => `${name}="${value}"`)]);
    const args = ['run', rig.write('input.csv', manyRows(2)), '--out', 'out', '--env-file', file];
    const end = await rig.cli(args, { env: { ZOOM_ACCOUNT_ID: String(ZOOM_ACCOUNT_ID) } });
    expect(end.code).toBe(0);
    expect(rig.summary()).toMatchObject({ plan: 'business', outcomes: { created: 2 } });
  });
});

describe('what the ledger knows', AT_ONCE, () => {
  it('is listed by runs, written again by report, and forgotten by runs --prune', async () => {
    await using rig = await Rig.open();
    const { simulator } = rig;
    simulator.seed({ email: 'dan@example.com' });
    simulator.fault({ kind: 'daily', headers: {}, match: { user: 'dan@example.com' } });
    await rig.run(rig.write('first.csv', MIXED));
    const second = rig.write('second.csv', ['action,email,dept', 'update,dan@example.com,IT']);
    expect((await rig.cli(['run', second, '--out', 'second'])).code).toBe(3);

    const { runs: listed } = JSON.parse((await rig.cli(['runs', '--json'])).stdout);
    const id = expect.stringMatching(/^\d{8}-\d{6}-[0-9a-f]{4}$/);
    const started_at = expect.stringMatching(/Z$/);
    const common = { id, account: 'simulated-account', started_at, not_sent: 0, held_back: 0 };
    expect(listed).toMatchObject([
      { ...common, input: second, plan: 'pro', status: 'deferred', rows: 1, deferred: 1, invalid: 0 },
      {
        ...common,
        input: rig.path('first.csv'),
        plan: 'business',
        status: 'completed',
        rows: 3,
        deferred: 0,
        invalid: 1,
      },
    ]);
    expect(listed[0].continue_with).toBe(`zoom-provision resume ${listed[0].id}`);
    expect(listed[1].continue_with).toBe(null);
    const table = await rig.cli(['runs']);
    expect(table.stdout).toMatch(
      /1 deferred +\S*second\.csv\n.*nothing +\S*first\.csv\n[\s\S]*zoom-provision resume /,
    );

    const before = rig.results();
    const report = await rig.cli(['report', listed[1].id, '--out', 'again', '--json']);
    expect(report.code).toBe(0);
    expect(rig.results('again')).toEqual(before);
    expect(JSON.parse(report.stdout)).toEqual(rig.summary());

    const kept = await rig.cli(['runs', '--prune', '1', '--json']);
    expect(JSON.parse(kept.stdout).runs).toHaveLength(2);
    const pruned = await rig.cli(['runs', '--prune', '0']);
    expect(pruned.stdout).toContain('second.csv');
    expect(pruned.stdout).not.toContain('first.csv');
    expect(pruned.stderr).toContain(
      '1 settled run older than 0 days forgotten.\n1 run older than 0 days kept:\n',
    );
    expect(pruned.stderr).toContain(`  ${listed[0].id}  1 deferred\n`);
    const forget = ['runs', '--forget', listed[0].id];
    const refused = await rig.cli(forget);
    expect(refused).toMatchObject({ code: 6, stdout: '' });
    expect(refused.stderr).toMatch(
      /has rows left \(1 deferred\), .* no terminal to ask on\. Nothing was forgotten\./,
    );
    const forgotten = await rig.cli([...forget, '--yes']);
    expect(forgotten).toMatchObject({ code: 0, stdout: 'There are no runs in the ledger yet.\n' });
    expect((await rig.cli([...forget, '--yes'])).code).toBe(2);
    expect(JSON.parse((await rig.cli(['quota', '--json'])).stdout)).toMatchObject({
      quotas: [{ used: 1 }],
    });
  });

  it('is its summary of today for quota: what was sent, what is left, and when it is there again', async () => {
    await using rig = await Rig.open({ accountId: 'one' });
    const midnight = new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000).toISOString();
    expect((await rig.cli(['quota'], { env: {} })).stdout).toContain('No account has been used yet');
    await rig.run(rig.write('input.csv', [...manyRows(3, 'create'), 'ssoCreate,u4@example.com,basic']));
    // What Zoom refuses for another reason does not count, and the newest run says which plan it is.
    const refused = rig.write('refused.csv', ['action,email,type', 'create,u1@example.com,basic']);
    expect((await rig.cli(['run', refused, '--out', 'refused'])).code).toBe(1);
    const quota = await rig.cli(['quota', '--json']);
    expect(JSON.parse(quota.stdout)).toEqual({
      quotas: [{ account: 'one', plan: 'pro', used: 3, limit: 1500, left: 1497, resets_at: midnight }],
    });
    const table = (await rig.cli(['quota', '--plan', 'business'])).stdout;
    expect(table).toMatch(/^account +plan +left today +sent +of\none +business +9,997 +3 +10,000\n/);
    expect(table).toContain(`resets ${midnight.slice(0, 10)} 00:00 UTC`);
  });
});
