import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

const PEOPLE = ['ann', 'bob', 'cem', 'dan', 'eve', 'fay', 'gil', 'hal', 'ivy', 'jon', 'kim', 'leo'];

/** So many deactivations, and activations of all the others. */
function leavers(count: number): string[] {
  return [
    'action,email',
    ...PEOPLE.map((name, index) => `${index < count ? 'deactivate' : 'activate'},${name}@example.com`),
  ];
}

async function openAccount(): Promise<Rig> {
  const rig = await Rig.open();
  for (const name of PEOPLE) rig.simulator.seed({ email: `${name}@example.com` });
  return rig;
}

describe('exit 6, before the first request,', AT_ONCE, () => {
  it.each([
    [
      'more deactivations than the 10 that are always allowed',
      leavers(11),
      ['--yes'],
      'deactivates 11 of 12 users; at most 10',
    ],
    [
      'more deactivations than --max-deactivate',
      leavers(3),
      ['--yes', '--max-deactivate', '2'],
      'deactivates 3 of 12 users; at most 2',
    ],
    [
      'any deactivation with --max-deactivate 0',
      leavers(1),
      ['--yes', '--max-deactivate', '0'],
      'deactivates 1 of 12 users; at most 0',
    ],
    [
      'deactivations without consent',
      leavers(2),
      [],
      'deactivates 2 users (they lose their licences), and there is no terminal to ask on',
    ],
    [
      'password changes without consent',
      ['action,email,password', 'password,ann@example.com,Granite-Pillow-92'],
      [],
      'changes 1 password (Zoom sends each user a mail), and there is no terminal to ask on',
    ],
  ])('for %s', async (_name, rows, options, says) => {
    await using rig = await openAccount();
    const end = await rig.run(rig.write('input.csv', rows), ...options);
    expect(end).toMatchObject({ code: 6, stdout: '' });
    expect(end.stderr).toContain(says);
    expect(end.stderr).toContain('Nothing was sent.');
    expect(rig.simulator.stats()).toMatchObject({ requests: 0, tokenRequests: 0 });
    expect(existsSync(rig.path('out'))).toBe(false);
    expect((await rig.cli(['resume'])).stderr).toBe('There is nothing to resume.\n');
  });
});

describe('guards', AT_ONCE, () => {
  it('let through what was allowed, and the rows that are no deactivation need no consent', async () => {
    await using rig = await openAccount();
    const input = rig.write('input.csv', leavers(12));
    expect((await rig.run(input, '--yes', '--max-deactivate', '100%')).code).toBe(0);
    expect(rig.summary()).toMatchObject({ outcomes: { deactivated: 12 } });
    expect((await rig.run(rig.write('back.csv', leavers(0)))).code).toBe(0);
    expect(rig.simulator.users().map(({ status }) => status)).toEqual(PEOPLE.map(() => 'active'));
  });

  it('leave the protected alone, by address and by id, and ask the account whose an id is', async () => {
    await using rig = await Rig.open();
    const { simulator } = rig;
    simulator.seed({ email: 'Chair@board.example.com', id: 'CHAIR' });
    simulator.seed({ email: 'admin@example.com', id: 'ADMIN' });
    simulator.seed({ email: 'ann@example.com', id: 'ANN' });
    const input = rig.write('input.csv', [
      'action,email,user_id,dept',
      'deactivate,chair@board.example.com,,',
      'deactivate,,CHAIR,',
      'update,,ADMIN,Sales',
      'update,,ANN,Sales',
      'deactivate,,nobody,',
      'deactivate,ADMIN@example.com,,',
    ]);
    const protect = ['--protect', '*@board.example.com', '--protect', 'admin@*'];
    const end = await rig.run(input, ...protect, '--yes', '--concurrency', '1');
    expect(end.code).toBe(1);
    expect(rig.cells(['line', 'outcome', 'attempts', 'message'])).toEqual([
      '2 skipped 0 protected by --protect *@board.example.com',
      '3 skipped 0 protected by --protect *@board.example.com',
      '4 skipped 0 protected by --protect admin@*',
      '5 updated 1',
      '6 not_found 1 User does not exist: nobody.',
      '7 skipped 0 protected by --protect admin@*',
    ]);
    expect(rig.effects()).toEqual(['PATCH ANN']);
  });

  it('take braces and JSON from the environment, and warn of a pattern that nobody falls under', async () => {
    await using rig = await openAccount();
    const input = rig.write('input.csv', leavers(4));
    const said: string[] = [];
    for (const protect of [
      '{ann,bob}@example.com,cem@*',
      '["{ann,bob}@example.com","cem@*","x@board.example"]',
    ]) {
      const env = { ...rig.simulator.env, ZOOM_PROVISION_PROTECT: protect };
      const end = await rig.cli(['run', input, '--out', 'out', '--yes'], { env });
      expect(end.code).toBe(0);
      expect(rig.cells(['user', 'outcome']).filter((cell) => cell.includes('skipped'))).toHaveLength(3);
      said.push(end.stderr);
    }
    expect(said[0]).not.toContain('Nobody in the file');
    expect(said[1]).toContain('Nobody in the file falls under --protect x@board.example: is that right?');
    expect(rig.effects()).not.toContain('PUT ann@example.com');
  });

  it('hold in resume for the rows that are left, in addition to those the run began with', async () => {
    await using rig = await openAccount();
    rig.simulator.fault({ kind: 'daily', headers: {}, match: { user: 'ann@example.com' }, times: 1 });
    const input = rig.write('input.csv', leavers(0));
    const began = await rig.run(input, '--protect', 'leo@example.com', '--concurrency', '1');
    expect(began.code).toBe(3);
    const before = rig.effects();
    const end = await rig.cli(['resume', '--protect', '{ann,cem}@example.com']);
    expect(end.code).toBe(0);
    const touched = rig.effects().slice(before.length);
    for (const name of ['ann', 'cem', 'leo']) expect(touched).not.toContain(`PUT ${name}@example.com`);
    expect(rig.cells(['user', 'message'])).toContain(
      'ann@example.com protected by --protect {ann,cem}@example.com',
    );
  });

  it('do not count the protected among the deactivations', async () => {
    await using rig = await openAccount();
    const protect = PEOPLE.slice(0, 11).flatMap((name) => ['--protect', `${name}@example.com`]);
    const end = await rig.run(
      rig.write('input.csv', leavers(12)),
      '--yes',
      '--max-deactivate',
      '1',
      ...protect,
    );
    expect(end.code).toBe(0);
    expect(rig.effects()).toEqual(['PUT leo@example.com']);
  });

  it('hold back what is left of an action when the account refuses row after row for the same reason', async () => {
    await using rig = await Rig.open({ ssoEnabled: false });
    const rows = Array.from({ length: 60 }, (_, index) => `ssoCreate,u${index}@example.com,basic`);
    const end = await rig.run(rig.write('input.csv', ['action,email,type', ...rows]), '--concurrency', '4');
    expect(end.code).toBe(1);
    const said = end.stderr.replaceAll(/\s+/g, ' ');
    expect(said).toContain('Zoom refused 20 ssoCreate rows in a row for the same reason');
    const { rejected = 0, not_attempted: rest = 0 } = rig.summary().outcomes as Record<string, number>;
    expect(rejected).toBeGreaterThanOrEqual(20);
    expect(rejected).toBeLessThan(30);
    expect(rejected + rest).toBe(60);
    expect(rig.simulator.stats().requests).toBe(rejected);
  });
});
