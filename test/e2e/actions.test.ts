import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

const INPUT = [
  'action,email,user_id,type,first_name,last_name,password,dept,zoom_one_type,custom.cbf_no,phone_office,login_type',
  'create,ann@example.com,,basic,Ann,Lee,,,,,,',
  'autoCreate,bob@example.com,,licensed,Bob,Ray,Teapot-Blue-58,,,,,',
  'custCreate,cem@example.com,,basic,Cem,Oz,,,,,,',
  'ssoCreate,dan@example.com,,licensed,Dan,Fry,,Sales,,E-1,+49 30 1234567,',
  'ssoCreate,eve@example.com,,licensed,Eve,Poe,,,72057594037927936,,,',
  'update,fay+1@example.com,,,,,,Finance,,,,100',
  'update,,-cn1DHGRRTSOlnVwyZNhKw,,,,,Legal,,,,',
  'activate,gil@example.com,,,,,,,,,,',
  'deactivate,hal@example.com,,,,,,,,,,',
  'password,ivy@example.com,,,,,Granite-Pillow-92,,,,,',
  'ssoCreate,fay+1@example.com,,basic,,,,,,,,',
  'update,nobody@example.com,,,,,,Sales,,,,',
  'deactivate,nobody@example.com,,,,,,,,,,',
  'deactivate,,,,,,,,,,,',
  'ssoCreate,kim@example.com,,none,Kim,Ito,,,,,,',
  'update,kim@example.com,,basic,,,,,,,,',
];

async function openAccount(): Promise<Rig> {
  const rig = await Rig.open();
  const { simulator } = rig;
  simulator.seed({ email: 'fay+1@example.com' });
  simulator.seed({ email: 'jon@example.com', id: '-cn1DHGRRTSOlnVwyZNhKw' });
  simulator.seed({ email: 'gil@example.com', status: 'inactive' });
  simulator.seed({ email: 'hal@example.com' });
  simulator.seed({ email: 'ivy@example.com', password: 'Former-Teapot-1' });
  return rig;
}

describe('run', AT_ONCE, () => {
  it.each(['json', 'multipart'])('does every action, with bodies in %s', async (body) => {
    await using rig = await openAccount();
    const { code } = await rig.run(rig.write('input.csv', INPUT), '--yes', '--body', body);
    expect(code).toBe(1);
    expect(rig.cells(['line', 'action', 'user', 'outcome', 'http_status', 'zoom_code', 'attempts'])).toEqual([
      '2 create ann@example.com created 201  1',
      '3 autoCreate bob@example.com created 201  1',
      '4 custCreate cem@example.com created 201  1',
      '5 ssoCreate dan@example.com created 201  2',
      '6 ssoCreate eve@example.com created 201  1',
      '7 update fay+1@example.com updated 204  1',
      "8 update '-cn1DHGRRTSOlnVwyZNhKw updated 204  1",
      '9 activate gil@example.com activated 204  1',
      '10 deactivate hal@example.com deactivated 204  1',
      '11 password ivy@example.com password_set 204  1',
      '12 ssoCreate fay+1@example.com exists 409 1005 1',
      '13 update nobody@example.com not_found 404 1001 1',
      '14 deactivate nobody@example.com skipped   0',
      '15 deactivate  invalid   0',
      '16 ssoCreate kim@example.com created 201  1',
      '17 update kim@example.com updated 204  1',
    ]);
    const { simulator } = rig;
    const held = simulator
      .users()
      .map(({ email, status, type, loginType, fields }) => ({ email, status, type, loginType, ...fields }))
      .sort((a, b) => (a.email < b.email ? -1 : 1));
    const active = { status: 'active', type: 1, loginType: 100 };
    const named = (first_name: string, last_name: string) => ({
      first_name,
      last_name,
      display_name: `${first_name} ${last_name}`,
    });
    expect(held).toEqual([
      { email: 'ann@example.com', ...active, status: 'pending', ...named('Ann', 'Lee') },
      { email: 'bob@example.com', ...active, type: 2, ...named('Bob', 'Ray') },
      { email: 'cem@example.com', ...active, loginType: 99, ...named('Cem', 'Oz') },
      {
        email: 'dan@example.com',
        ...active,
        type: 2,
        loginType: 101,
        ...named('Dan', 'Fry'),
        vanity_name: 'dan',
        dept: 'Sales',
        custom_attributes: [{ key: 'cbf_no', value: 'E-1' }],
        phone_numbers: [{ label: 'Office', code: '+49', number: '301234567' }],
      },
      {
        email: 'eve@example.com',
        ...active,
        type: 2,
        loginType: 101,
        ...named('Eve', 'Poe'),
        vanity_name: 'eve',
        zoom_one_type: 72057594037927936n,
      },
      { email: 'fay+1@example.com', ...active, dept: 'Finance', display_name: '' },
      { email: 'gil@example.com', ...active },
      { email: 'hal@example.com', ...active, status: 'inactive' },
      { email: 'ivy@example.com', ...active },
      { email: 'jon@example.com', ...active, dept: 'Legal', display_name: '' },
      { email: 'kim@example.com', ...active, loginType: 101, ...named('Kim', 'Ito') },
    ]);
    expect(simulator.passwordIs('bob@example.com', 'Teapot-Blue-58')).toBe(true);
    expect(simulator.passwordIs('ivy@example.com', 'Granite-Pillow-92')).toBe(true);
    // Two of them ask for the pending users, and whose the only id is.
    expect(simulator.stats()).toMatchObject({ maxInFlightPerUser: 1, tokens: 1, requests: 17 });
    expect(simulator.journal.find(({ user }) => user === 'fay+1@example.com')?.path).toBe(
      '/v2/users/fay%2B1%40example.com?login_type=100',
    );
  });

  it("gives every row the times, Zoom's id of the user and Zoom's id of the answer", async () => {
    await using rig = await openAccount();
    await rig.run(rig.write('input.csv', INPUT), '--yes');
    for (const { line, attempts, user, outcome, ...row } of rig.results()) {
      const isSent = attempts !== '0';
      expect(row.tracking_id, line).toMatch(isSent ? /^v=2\.0;clid=us02;rid=WEB_[0-9a-f]{32}$/ : /^$/);
      expect(row.started_at, line).toMatch(isSent ? /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ : /^$/);
      if (isSent)
        expect(Date.parse(row.finished_at), line).toBeGreaterThanOrEqual(Date.parse(row.started_at));
      if (outcome === 'created') expect(row.user_id, line).toBe(escaped(rig.simulator.user(user)?.id));
    }
  });

  it.each([
    ['fail', 1, ['2 exists 409', '3 exists 409', '4 exists 409', '5 skipped', '6 created 201'], {}],
    ['skip', 0, ['2 skipped 409', '3 skipped 409', '4 skipped 409', '5 updated 204', '6 created 201'], {}],
    [
      'update',
      3,
      ['2 updated 204', '3 updated 204', '4 deferred', '5 updated 204', '6 created 201'],
      {
        first_name: 'Ann',
        display_name: 'Ann',
        dept: 'Sales',
      },
    ],
  ])(
    'does with --on-exists %s what it says to users who are there',
    async (onExists, code, cells, changed) => {
      await using rig = await Rig.open();
      const { simulator } = rig;
      simulator.seed({ email: 'ann@example.com' });
      simulator.seed({ email: 'bob@example.com', type: 2 });
      simulator.seed({ email: 'cem@example.com', status: 'pending' });
      const input = rig.write('input.csv', [
        'action,email,type,first_name,dept',
        'create,ann@example.com,basic,Ann,Sales',
        'ssoCreate,bob@example.com,basic,,',
        'ssoCreate,cem@example.com,basic,Cem,',
        'update,bob@example.com,,,Legal',
        'ssoCreate,dan@example.com,basic,Dan,',
      ]);
      const end = await rig.run(input, '--on-exists', onExists, '--yes');
      expect(rig.cells(['line', 'outcome', 'http_status'])).toEqual(cells);
      expect(end.code).toBe(code);
      expect(simulator.user('ann@example.com')?.fields).toEqual(changed);
      expect(simulator.user('bob@example.com')?.type).toBe(onExists === 'update' ? 1 : 2);
      expect(simulator.user('cem@example.com')?.fields).toEqual({});
    },
  );

  it('fills missing columns and empty cells with --default', async () => {
    await using rig = await Rig.open();
    const input = rig.write('input.csv', ['email;dept', 'ann@example.com;', 'bob@example.com;Legal']);
    const defaults = ['action=ssoCreate', 'type=basic', 'dept=Sales=1'].flatMap((pair) => [
      '--default',
      pair,
    ]);
    expect((await rig.run(input, ...defaults)).code).toBe(0);
    expect(rig.cells(['line', 'action', 'outcome'])).toEqual(['2 ssoCreate created', '3 ssoCreate created']);
    expect(
      rig.simulator
        .users()
        .map(({ fields }) => fields.dept)
        .sort(),
    ).toEqual(['Legal', 'Sales=1']);
  });

  it('has with --concurrency 1 one request in flight, and does the rows in the order of the file', async () => {
    await using rig = await Rig.open({ latencyMs: 20 });
    const emails = ['zoe', 'ann', 'mia', 'bob'].map((name) => `${name}@example.com`);
    const input = rig.write('input.csv', ['email', ...emails]);
    const defaults = ['--default', 'action=ssoCreate', '--default', 'type=basic'];
    expect((await rig.run(input, ...defaults, '--concurrency', '1')).code).toBe(0);
    expect(rig.simulator.stats().maxInFlight).toBe(1);
    expect(rig.effects()).toEqual(emails.map((email) => `POST ${email}`));
  });

  it('does the rows of one user in the order of the file, whatever goes on beside', async () => {
    await using rig = await Rig.open({ latencyMs: [1, 60] });
    rig.simulator.seed({ email: 'ann@example.com' });
    const rows = Array.from({ length: 20 }, (_, index) => [
      `update,ann@example.com,,dept-${index}`,
      `ssoCreate,u${index}@example.com,basic,`,
    ]);
    const input = rig.write('input.csv', ['action,email,type,dept', ...rows.flat()]);
    expect((await rig.run(input)).code).toBe(0);
    expect(rig.simulator.user('ann@example.com')?.fields.dept).toBe('dept-19');
    expect(rig.simulator.stats()).toMatchObject({ maxInFlightPerUser: 1, refused: { concurrent: 0 } });
  });
});

/** As a spreadsheet can stand it. */
function escaped(id = ''): string {
  return id.startsWith('-') ? `'${id}` : id;
}
