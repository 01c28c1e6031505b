import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { AT_ONCE, Rig, until } from '../support/cli-rig.ts';

const MIXED = [
  'action,email,dept,type,password,job_title',
  'update,ann@example.com,Finance,,,Boss',
  'update,bob@example.com,,basic,,',
  'password,ann@example.com,,,Planted-word-7,',
  'deactivate,cy@example.com,,,,',
  'create,new@example.com,Sales,basic,,',
  'update,ann@exampel.com,IT,,,',
];

async function openAccount(): Promise<Rig> {
  const rig = await Rig.open();
  rig.simulator.seed({ email: 'ann@example.com', type: 2, fields: { dept: 'Sales', job_title: 'Clerk' } });
  rig.simulator.seed({ email: 'bob@example.com', type: 2 });
  rig.simulator.seed({ email: 'cy@example.com', status: 'inactive' });
  return rig;
}

const LOOK = ['--out', 'look', '--plan', 'business'];

it(
  'a live preview says of every row what would happen, the worst first, and changes nothing',
  AT_ONCE,
  async () => {
    await using rig = await openAccount();
    const file = rig.write('people.csv', MIXED);
    const { code, stdout, stderr } = await rig.cli(['preview', '--live', file, ...LOOK]);
    expect(code, 'a row would not go through').toBe(1);
    expect(rig.cells(['line', 'message'], 'look')).toEqual([
      '2 would change dept: Sales → Finance, job_title: Clerk → Boss',
      '3 would take away a licence: type: Licensed → Basic',
      '4 would set the password',
      '5 already inactive',
      expect.stringMatching(
        /^6 would create the user; the other columns would wait for an invitation to be accepted; on \d{4}-/,
      ),
      '7 no such user: the nearest address in the account is ann@example.com',
    ]);
    expect(stdout.indexOf('would take away a licence')).toBeLessThan(stdout.indexOf('no such user'));
    expect(stdout.indexOf('no such user')).toBeLessThan(stdout.indexOf('would change the user'));
    expect(stderr).toContain('1 user is asked about one by one, since');
    expect(rig.effects()).toEqual([]);
    const written = readdirSync(rig.path('look')).map((name) => readFileSync(rig.path('look', name), 'utf8'));
    expect([stdout, stderr, ...written].join('\n')).not.toContain('Planted-word-7');
  },
);

it.each([
  ['before the file', (file: string) => ['preview', '--live', file]],
  ['after it', (file: string) => ['preview', file, '--live']],
  ['with how', (file: string) => ['preview', '--live=list', file]],
  ['with a dry run', (file: string) => ['run', '--dry-run', '--live', file]],
  ['by a variable', (file: string) => ['preview', file]],
])('the option stands where it likes: %s', AT_ONCE, async (_, args) => {
  await using rig = await openAccount();
  const file = rig.write('people.csv', ['action,email,dept', 'update,ann@example.com,Sales']);
  const line = args(file);
  const env = { ...rig.simulator.env, ...(line.length === 2 && { ZOOM_PROVISION_LIVE: 'true' }) };
  const { code } = await rig.cli([...line, ...LOOK], { env });
  expect(code).toBe(0);
  expect(rig.cells(['message'], 'look')).toEqual(['nothing to change']);
});

it('with --json there is one object, whose live part has counts and the first of each', AT_ONCE, async () => {
  await using rig = await openAccount();
  const file = rig.write('people.csv', MIXED);
  const { stdout } = await rig.cli(['preview', '--live', '--json', file, ...LOOK]);
  const told = JSON.parse(stdout);
  expect(told).toMatchObject({
    requests: expect.any(Number),
    live: {
      account: rig.simulator.env.ZOOM_ACCOUNT_ID,
      users: { active: 2, inactive: 1, pending: 0 },
      refused: 1,
    },
  });
  expect(told.live.groups[0]).toEqual({
    what: 'takesLicence',
    count: 1,
    first: { line: 3, user: 'bob@example.com', message: 'would take away a licence: type: Licensed → Basic' },
  });
});

it('ends with exit code 4 and the scope where the app may not read, and sends nothing', AT_ONCE, async () => {
  await using rig = await Rig.open({ scopes: ['user:update:user:admin'] });
  const file = rig.write('people.csv', ['action,email,dept', 'update,ann@example.com,IT']);
  const preview = await rig.cli(['preview', '--live', file, ...LOOK]);
  expect(preview).toMatchObject({ code: 4, stderr: expect.stringContaining('user:read:list_users:admin') });
  const run = await rig.run(file, '--skip-unchanged');
  expect(run).toMatchObject({ code: 4, stderr: expect.stringContaining('without --skip-unchanged') });
  const json = await rig.cli(['preview', '--live', '--json', file, ...LOOK]);
  expect(JSON.parse(json.stdout)).toMatchObject({ error: { kind: 'sign_in_refused', exit_code: 4 } });
  expect(rig.effects()).toEqual([]);
});

it('is no option of a run, which sends', AT_ONCE, async () => {
  await using rig = await openAccount();
  const file = rig.write('people.csv', ['action,email,dept', 'update,ann@example.com,IT']);
  expect(await rig.run(file, '--live')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('preview --live'),
  });
  expect(rig.effects()).toEqual([]);
});

it('goes on where it was killed', AT_ONCE, async () => {
  await using rig = await Rig.open({ latencyMs: 100 });
  for (let at = 0; at < 1_500; at++) rig.simulator.seed({ email: `u${at}@example.com` });
  const file = rig.write('people.csv', ['action,email,dept', 'update,u1@example.com,IT']);
  const pages = () => rig.simulator.journal.filter(({ path }) => path.includes('status=active')).length;
  const { child, ended } = rig.start(['preview', '--live', file, ...LOOK]);
  await until(() => pages() >= 4, 'three pages of 300 came');
  child.kill('SIGKILL');
  await ended;
  const before = pages();
  expect(await rig.cli(['preview', '--live', file, ...LOOK])).toMatchObject({ code: 0 });
  expect(pages() - before, 'of five pages').toBeLessThan(5);
  expect(rig.cells(['message'], 'look')).toEqual(['would change dept: (empty) → IT']);
});

it(
  'carries out its plan once, and refuses the second time since there is nothing left of it',
  AT_ONCE,
  async () => {
    await using rig = await openAccount();
    const file = rig.write('people.csv', MIXED.slice(0, 3));
    await rig.cli(['preview', '--live', file, ...LOOK]);
    const plan = ['--plan-file', rig.path('look', 'plan.json')];
    expect(await rig.run(file, ...plan)).toMatchObject({ code: 0 });
    expect(rig.simulator.user('ann@example.com')?.fields).toMatchObject({
      dept: 'Finance',
      job_title: 'Boss',
    });
    const again = await rig.run(file, ...plan);
    expect(again).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('2 rows would do something else now'),
    });
    expect(rig.effects()).toHaveLength(2);
  },
);
