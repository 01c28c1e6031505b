import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SeedUser } from '../../src/simulator/simulator.ts';
import { AT_ONCE, Rig, until } from '../support/cli-rig.ts';

const PEOPLE = ['ann', 'bob', 'cem', 'dan', 'eve', 'fay', 'gil', 'hal'];
const HEADER = 'email,first_name,last_name,dept,job_title,type';
const LONG_AGO = '2020-01-01T00:00:00Z';

const rowOf = (name: string, dept = 'Sales', title = 'Buyer') =>
  `${name}@example.com,${name},X,${dept},${title},`;

function userOf(name: string, more: Partial<SeedUser> = {}): SeedUser {
  const fields = {
    first_name: name,
    last_name: 'X',
    display_name: `${name} X`,
    dept: 'Sales',
    job_title: 'Buyer',
  };
  return { email: `${name}@example.com`, createdAt: LONG_AGO, type: 2, fields, ...more };
}

async function openAccount(names = PEOPLE): Promise<Rig> {
  const rig = await Rig.open();
  for (const name of names) rig.simulator.seed(userOf(name));
  return rig;
}

function sync(rig: Rig, roster: string, ...more: readonly string[]) {
  return rig.cli(['sync', roster, '--out', 'out', '--plan', 'business', '--default', 'type=basic', ...more]);
}

const LEAVERS = ['--leavers', 'deactivate', '--scope', '*@example.com', '--yes'];

describe('sync', AT_ONCE, () => {
  it('makes the account as the roster says, leaves actions.csv, and has nothing to do the next time', async () => {
    await using rig = await openAccount();
    rig.simulator.seed(userOf('zoe', { status: 'inactive' }));
    rig.simulator.seed(userOf('owner', { roles: ['owner'] }));
    const rows = [
      ...PEOPLE.slice(0, 6).map((name) => rowOf(name)),
      rowOf('gil', 'Finance', '(clear)'),
      rowOf('zoe'),
    ];
    const roster = rig.write('roster.csv', [HEADER, ...rows, 'kim@example.com,Kim,X,Sales,Buyer,licensed']);
    const end = await sync(rig, roster, '--create-as', 'ssoCreate', ...LEAVERS);
    expect(end).toMatchObject({ code: 0, stdout: '' });
    expect(end.stderr).toContain('1 row: deactivate a user\n    hal@example.com: not in the roster');
    const actions = readFileSync(rig.path('out', 'actions.csv'), 'utf8');
    const id = rig.simulator.user('hal@example.com')?.id ?? '';
    expect(actions.replace(/'?-?[\w-]{20,}(?=,,)/, '<id>').split('\n')).toEqual([
      'action,email,user_id,new_email,first_name,last_name,dept,job_title,type,reason',
      'deactivate,hal@example.com,<id>,,,,,,,not in the roster',
      'update,gil@example.com,,,,,Finance,(clear),,"dept: Sales → Finance, job_title: Buyer → (empty)"',
      'activate,zoe@example.com,,,,,,,,inactive but in the roster',
      'ssoCreate,kim@example.com,,,Kim,X,Sales,Buyer,licensed,not in the account',
      '',
    ]);
    expect(actions).toContain(id);
    expect(rig.cells(['action', 'user', 'outcome'])).toEqual([
      'deactivate hal@example.com deactivated',
      'update gil@example.com updated',
      'activate zoe@example.com activated',
      'ssoCreate kim@example.com created',
    ]);
    expect(rig.simulator.user('gil@example.com')).toMatchObject({
      type: 2,
      fields: { dept: 'Finance', job_title: '' },
    });
    expect(rig.simulator.user('owner@example.com')?.status).toBe('active');

    const before = rig.effects().length;
    const again = await sync(rig, roster, '--create-as', 'ssoCreate', ...LEAVERS);
    expect(again).toMatchObject({ code: 0 });
    expect(again.stderr).toContain('Nothing is to be done: the account is as the roster says.');
    expect(rig.effects()).toHaveLength(before);
  });

  it('with --dry-run writes actions.csv, shows it and changes nothing; the file is an input like any other', async () => {
    await using rig = await openAccount();
    const roster = rig.write('roster.csv', [
      HEADER,
      rowOf('ann', 'Finance'),
      ...PEOPLE.slice(1, 7).map((name) => rowOf(name)),
    ]);
    const end = await sync(rig, roster, ...LEAVERS, '--dry-run');
    expect(end).toMatchObject({ code: 0 });
    expect(end.stdout).toMatch(
      /^2 rows of actions.csv\n {2}1 row: deactivate a user\n {4}hal@example.com: not in the roster\n/m,
    );
    expect(end.stdout).toContain('1 row: change a user\n    ann@example.com: dept: Sales → Finance');
    expect(end.stdout).toContain('6 as the roster says already');
    expect(rig.effects()).toEqual([]);
    expect(existsSync(rig.path('out', 'results.csv'))).toBe(false);

    const json = await sync(rig, roster, '--dry-run', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      sync: {
        people: 7,
        rows: 1,
        groups: [{ what: 'changes', count: 1 }],
        problems: { count: 0 },
        refusal: null,
      },
    });

    const run = await rig.run('out/actions.csv', '--out', 'later');
    expect(run.code).toBe(0);
    expect(rig.cells(['action', 'user', 'outcome'], 'later')).toEqual(['update ann@example.com updated']);
  });

  it('reads the roster as its columns, defaults and job say, and the run of actions.csv goes by none of them', async () => {
    await using rig = await openAccount(['ann', 'bob']);
    rig.write('roster.csv', [
      'Mail;Cost Code;Kostenstelle;Reason',
      'ann@example.com;Sales;;x',
      'bob@example.com;;C2;y',
    ]);
    rig.write('job.json', [
      JSON.stringify({
        input: 'roster.csv',
        sync: true,
        columns: { 'Cost Code': 'dept' },
        ignore: ['Reason'],
        default: { company: 'Acme, "Inc"', transfer_email: 'ann@example.com' },
        createAs: 'nothing',
      }),
    ]);
    const end = await rig.cli(['run', 'job.json', '--out', 'out', '--plan', 'business']);
    expect(end).toMatchObject({ code: 0 });
    expect(rig.simulator.user('ann@example.com')?.fields).toMatchObject({
      dept: 'Sales',
      company: 'Acme, "Inc"',
    });
    expect(rig.simulator.user('bob@example.com')?.fields).toMatchObject({
      cost_center: 'C2',
      company: 'Acme, "Inc"',
    });
    const again = await rig.cli(['sync', 'job.json', '--out', 'again', '--plan', 'business']);
    expect(again.stderr).toContain('Nothing is to be done');
  });

  it('reports rows of the roster that are wrong, does the rest, and ends with 1; with --on-invalid fail does nothing', async () => {
    await using rig = await openAccount(['ann', 'bob']);
    const roster = rig.write('roster.csv', [
      HEADER,
      rowOf('ann', 'Finance'),
      'bob@example.com,Bob,X,Sales,Buyer,oops',
    ]);
    const refused = await sync(rig, roster, ...LEAVERS, '--on-invalid', 'fail');
    expect(refused).toMatchObject({ code: 2 });
    expect(rig.effects()).toEqual([]);
    const end = await sync(rig, roster, ...LEAVERS);
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(
      /1 row of the roster with problems[\s\S]*line 3 {2}bob@example.com: type: found "oops"/,
    );
    expect(readFileSync(rig.path('out', 'roster-problems.csv'), 'utf8')).toMatch(
      /^line,user,problem\n3,bob@example.com,"type: /,
    );
    expect(rig.effects()).toEqual(['PATCH ann@example.com']);
  });

  it('works on a simulated account, without credentials', async () => {
    await using rig = await Rig.open();
    const roster = rig.write('roster.csv', [HEADER, ...PEOPLE.map((name) => rowOf(name))]);
    const end = await rig.cli(
      ['sync', roster, '--simulate', '--out', 'out', '--default', 'type=basic', ...LEAVERS],
      { env: {} },
    );
    expect(end).toMatchObject({ code: 0 });
    expect(rig.cells(['action', 'outcome'])).toEqual([
      'deactivate deactivated',
      'deactivate deactivated',
      'update updated',
      'create created',
    ]);
  });
});

describe('a sync is refused, and nothing is changed,', AT_ONCE, () => {
  it.each([
    [
      'for leavers without a scope',
      [rowOf('ann')],
      ['--leavers', 'deactivate'],
      2,
      '--leavers deactivate needs a --scope',
    ],
    ['for an emptied roster', [], LEAVERS, 6, 'names nobody: was the export empty?'],
    ['for an emptied roster, leavers or not', [], [], 6, 'names nobody'],
    [
      'for the roster of another company',
      ['kim@elsewhere.example,Kim,X,Sales,Buyer,'],
      LEAVERS,
      6,
      'falls under --scope *@example.com: is it the roster of others',
    ],
    [
      'for more leavers than 10 % of the account',
      [rowOf('ann')],
      [...LEAVERS, '--max-deactivate', '10%'],
      6,
      'deactivates 7 of 8 users',
    ],
    [
      'without consent',
      PEOPLE.slice(1).map((name) => rowOf(name)),
      LEAVERS.slice(0, -1),
      6,
      'no terminal to ask on',
    ],
    [
      'for removals',
      PEOPLE.slice(1).map((name) => rowOf(name)),
      ['--leavers', 'disassociate', ...LEAVERS.slice(2)],
      6,
      '--max-remove',
    ],
    ['for a list of actions', [], [], 2, 'for `zoom-provision run`', 'action,email'],
    ['for a column of secrets', [], [], 2, 'no secret is written into actions.csv', 'email,Password'],
    [
      'for a column that says nothing about a person',
      [],
      [],
      2,
      'says nothing about a person',
      'email,new_email',
    ],
    [
      'without what people are matched by',
      [],
      ['--match', 'employee_unique_id'],
      2,
      'has no column "employee_unique_id"',
      'email,dept',
    ],
  ] as const)('%s', async (_name, rows, options, code, says, header: string = HEADER) => {
    await using rig = await openAccount();
    const end = await sync(rig, rig.write('roster.csv', [header, ...rows]), ...options);
    expect(end).toMatchObject({ code, stdout: '' });
    expect(end.stderr).toContain(says);
    expect(rig.effects()).toEqual([]);
  });

  it('for a halved roster, unless the command line says how many may go', async () => {
    await using rig = await openAccount();
    const all = rig.write('all.csv', [HEADER, ...PEOPLE.map((name) => rowOf(name))]);
    const half = rig.write('half.csv', [HEADER, ...PEOPLE.slice(0, 3).map((name) => rowOf(name))]);
    expect(await sync(rig, all, ...LEAVERS)).toMatchObject({ code: 0 });
    const refused = await sync(rig, half, ...LEAVERS);
    expect(refused).toMatchObject({ code: 6 });
    expect(refused.stderr).toContain(
      'names 3 people, less than half of the 8 whom the last sync of this account with this --scope named',
    );
    const job = rig.write('job.json', [
      JSON.stringify({
        input: 'half.csv',
        sync: true,
        leavers: 'deactivate',
        scope: ['*@example.com'],
        maxDeactivate: 8,
        yes: true,
      }),
    ]);
    expect(await rig.cli(['sync', job]), 'a job says it every night').toMatchObject({ code: 6 });
    expect(await sync(rig, half, '--yes'), 'another scope').toMatchObject({ code: 0 });
    expect(await sync(rig, half, ...LEAVERS, '--max-deactivate', '4')).toMatchObject({ code: 6 });
    expect(rig.effects()).toEqual([]);
    expect(await sync(rig, half, ...LEAVERS, '--max-deactivate', '5')).toMatchObject({ code: 0 });
    expect(rig.effects()).toHaveLength(5);
    expect(await sync(rig, half, ...LEAVERS), 'the next one goes by the new number').toMatchObject({
      code: 0,
    });
  });
});

describe('a sync that dies', AT_ONCE, () => {
  it('is gone on with by its actions.csv, whatever has become of the roster', async () => {
    await using rig = await Rig.open({ latencyMs: 30 });
    const names = Array.from({ length: 300 }, (_, index) => `u${index}`);
    const header = 'email,dept,type';
    const roster = rig.write('roster.csv', [header, ...names.map((name) => `${name}@example.com,Sales,`)]);
    const running = rig.start(
      [
        'sync',
        roster,
        '--out',
        'out',
        '--plan',
        'business',
        '--default',
        'type=basic',
        '--create-as',
        'ssoCreate',
      ],
      {
        env: { ...rig.simulator.env, ZOOM_PROVISION_DEFAULT: 'company=Acme', ZOOM_PROVISION_DELIMITER: ',' },
      },
    );
    await until(() => rig.effects().length > 50, 'some are made');
    running.child.kill('SIGKILL');
    await running.ended;
    writeFileSync(roster, `${header}\nnobody@example.com,Sales,\n`);
    const actions = readFileSync(rig.path('out', 'actions.csv'), 'utf8');
    const end = await rig.cli(['resume'], {
      env: { ...rig.simulator.env, ZOOM_PROVISION_DEFAULT: 'company=Other', ZOOM_PROVISION_DELIMITER: ';' },
    });
    expect(end.code).toBe(0);
    expect(rig.results().map(({ outcome }) => outcome)).toEqual(names.map(() => 'created'));
    expect(rig.simulator.users()).toHaveLength(300);
    expect(readFileSync(rig.path('out', 'actions.csv'), 'utf8')).toBe(actions);
  });

  it('while it reads the account has changed nothing, and the next one takes the reading up', async () => {
    await using rig = await Rig.open({ latencyMs: 40 });
    for (let number = 0; number < 60; number++) rig.simulator.seed(userOf(`u${number}`));
    const rows = Array.from({ length: 60 }, (_, number) => rowOf(`u${number}`));
    const roster = rig.write('roster.csv', [HEADER, ...rows]);
    const asked = () => rig.simulator.journal.filter(({ method, user }) => method === 'GET' && user).length;
    const running = rig.start(['sync', roster, '--out', 'out', '--plan', 'pro']);
    await until(() => asked() >= 10, 'some users were asked about');
    running.child.kill('SIGKILL');
    await running.ended;
    const before = asked();
    const end = await sync(rig, roster);
    expect(end).toMatchObject({ code: 0 });
    expect(asked() - before).toBeLessThan(60 - 5);
    expect(rig.effects()).toEqual([]);
  });
});
