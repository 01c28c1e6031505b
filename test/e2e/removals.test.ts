import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';

const ALLOWED = ['--yes', '--max-remove', '100%'];

async function openAccount(...names: readonly string[]): Promise<Rig> {
  const rig = await Rig.open();
  for (const name of names) rig.simulator.seed({ email: `${name}@example.com`, id: name.toUpperCase() });
  return rig;
}

describe('a file with rows that remove a user', AT_ONCE, () => {
  const TWO = ['action,email', 'delete,ann@example.com', 'disassociate,bob@example.com'];
  const ONE = TWO.slice(0, 2);
  it.each([
    [
      'without --max-remove, whatever --yes says',
      TWO,
      ['--yes'],
      'has 2 rows that remove a user; at most 0 are allowed (--max-remove: 0)',
      '--max-remove 2',
    ],
    [
      'without --max-remove for a single row',
      ONE,
      ['--yes'],
      'has 1 row that removes a user; at most 0',
      '--max-remove 1',
    ],
    [
      'with a --max-remove that is too low',
      TWO,
      ['--yes', '--max-remove', '1'],
      'has 2 rows that remove a user; at most 1',
      '--max-remove 2',
    ],
    [
      'when nobody consents to the one and the other',
      TWO,
      ['--max-remove', '2'],
      'takes 1 user out of the account and deletes 1 user with all data, for good, and there is no terminal to ask on',
      '--yes',
    ],
  ])('is refused %s', async (_when, rows, options, says, advice) => {
    await using rig = await openAccount('ann', 'bob');
    const end = await rig.run(rig.write('input.csv', rows), ...options);
    expect(end).toMatchObject({ code: 6, stdout: '' });
    expect(end.stderr).toContain(`The input ${says}`);
    expect(end.stderr).toContain(`Nothing was sent. If this is meant, run it with ${advice}.`);
    expect(rig.simulator.stats()).toMatchObject({ requests: 0, tokenRequests: 0 });
    expect(existsSync(rig.path('out'))).toBe(false);
  });

  it('goes through with --max-remove and --yes, by address and by id, each in the way it says', async () => {
    await using rig = await openAccount('ann', 'bob', 'cem');
    const input = rig.write('input.csv', [
      'action,email,user_id',
      'delete,ann@example.com,',
      'disassociate,Bob@example.com,',
      'delete,,CEM',
    ]);
    const end = await rig.run(input, '--yes', '--max-remove', '3', '--concurrency', '1');
    expect(end.code).toBe(0);
    expect(rig.cells(['user', 'outcome', 'http_status', 'attempts'])).toEqual([
      'ann@example.com deleted 204 2',
      'Bob@example.com disassociated 204 2',
      'CEM deleted 204 2',
    ]);
    expect(rig.simulator.removed()).toEqual([
      { email: 'ann@example.com', id: 'ANN', action: 'delete' },
      { email: 'bob@example.com', id: 'BOB', action: 'disassociate' },
      { email: 'cem@example.com', id: 'CEM', action: 'delete' },
    ]);
    expect(rig.simulator.users()).toEqual([]);
  });

  it('is not counted for people who are protected, and leaves them in the account', async () => {
    await using rig = await openAccount('ann', 'bob');
    const input = rig.write('input.csv', [
      'action,email',
      'delete,ann@example.com',
      'delete,bob@example.com',
    ]);
    const end = await rig.run(input, '--yes', '--max-remove', '1', '--protect', 'ann@*');
    expect(end.code).toBe(0);
    expect(rig.cells(['user', 'outcome'])).toEqual(['ann@example.com skipped', 'bob@example.com deleted']);
    expect(rig.simulator.users().map(({ email }) => email)).toEqual(['ann@example.com']);
  });
});

describe('a removal', AT_ONCE, () => {
  it('of who has not accepted the invitation is done by disassociate, and refused by delete', async () => {
    await using rig = await openAccount();
    rig.simulator.seed({ email: 'ann@example.com', status: 'pending' });
    rig.simulator.seed({ email: 'bob@example.com', status: 'pending' });
    const input = rig.write('input.csv', [
      'action,email',
      'delete,ann@example.com',
      'disassociate,bob@example.com',
    ]);
    expect((await rig.run(input, ...ALLOWED)).code).toBe(1);
    expect(rig.cells(['outcome', 'attempts', 'message'])).toEqual([
      'rejected 1 the user has not accepted the invitation, and who is pending cannot be deleted: use the action disassociate',
      'disassociated 2',
    ]);
    expect(rig.simulator.removed()).toMatchObject([{ email: 'bob@example.com', action: 'disassociate' }]);
    expect(rig.simulator.user('ann@example.com')).toMatchObject({ status: 'pending' });
  });

  it('keeps later rows of its user back, but for one that makes the user anew and those after it', async () => {
    await using rig = await openAccount('ann', 'bob');
    const input = rig.write('input.csv', [
      'action,email,user_id,type,dept,password',
      'delete,ann@example.com,ANN,,,',
      'update,ann@example.com,,,Sales,',
      'deactivate,Ann@example.com,,,,',
      'password,,ANN,,,Granite-Pillow-92',
      'delete,ann@example.com,,,,',
      'ssoCreate,ann@example.com,,basic,,',
      'update,ann@example.com,,,Legal,',
      'update,bob@example.com,,,IT,',
    ]);
    expect((await rig.run(input, ...ALLOWED)).code).toBe(0);
    const gone = 'line 2, an earlier row of the same user, took the user out of the account';
    expect(rig.cells(['line', 'outcome', 'attempts', 'message'])).toEqual([
      '2 deleted 2',
      `3 skipped 0 ${gone}`,
      `4 skipped 0 ${gone}`,
      `5 skipped 0 ${gone}`,
      `6 skipped 0 ${gone}`,
      '7 created 1',
      '8 updated 1',
      '9 updated 1',
    ]);
    expect(rig.effects().filter((effect) => /ann/i.test(effect))).toEqual([
      'DELETE ANN',
      'POST ann@example.com',
      'PATCH ann@example.com',
    ]);
    expect(rig.simulator.user('ann@example.com')?.fields.dept).toBe('Legal');
    expect((await rig.cli(['resume'])).stderr).toBe('There is nothing to resume.\n');
  });

  it('of who is not in the account says so, by address and by id, and asks no more than once', async () => {
    await using rig = await openAccount();
    const input = rig.write('input.csv', [
      'action,email,user_id',
      'delete,ann@example.com,',
      'disassociate,,NOBODY',
    ]);
    expect((await rig.run(input, ...ALLOWED)).code).toBe(1);
    expect(rig.cells(['user', 'outcome', 'http_status', 'zoom_code', 'attempts', 'message'])).toEqual([
      'ann@example.com not_found 404 1001 1 User does not exist: ann@example.com.',
      'NOBODY not_found 404 1001 1 User does not exist: NOBODY.',
    ]);
    expect(rig.simulator.journal.map(({ method }) => method)).toEqual([
      // The first asks whose the id is, since other rows name their users by address.
      'GET',
      'GET',
      'GET',
    ]);
  });

  it.each([
    [
      'an administrator',
      { admins: ['ann@example.com'] },
      'disassociate',
      '1117',
      'take the role from them first',
    ],
    ['a Zoom Room', { zoomRooms: ['ann@example.com'] }, 'delete', '200', 'This is a Zoom Room and no person'],
    [
      'who is in a managed domain',
      { managedDomains: ['example.com'] },
      'disassociate',
      '1107',
      'delete them, or deactivate them instead',
    ],
    [
      'a host of events',
      { eventHosts: ['ann@example.com'] },
      'delete',
      '300',
      'say in `transfer_email` who gets them',
    ],
  ])(
    'of %s is refused by Zoom, and the report says what to do',
    async (_who, options, action, code, advice) => {
      await using rig = await Rig.open(options);
      rig.simulator.seed({ email: 'ann@example.com' });
      const end = await rig.run(
        rig.write('input.csv', ['action,email', `${action},ann@example.com`]),
        ...ALLOWED,
      );
      expect(end.code).toBe(1);
      expect(rig.cells(['outcome', 'zoom_code', 'attempts'])).toEqual([`rejected ${code} 2`]);
      expect(end.stderr.replace(/\s+/g, ' ')).toContain(advice);
      expect(rig.simulator.user('ann@example.com')).toBeDefined();
    },
  );
});
