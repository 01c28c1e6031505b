import { describe, expect, it } from 'vitest';
import type { SeedUser, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { startRig } from '../support/simulator-rig.ts';

const EMAIL = 'ann@example.com';
const PATH = `/users/${EMAIL}`;
const TO_BOB = 'transfer_email=bob@example.com';

describe('deleting a user', () => {
  it.each([
    ['', 'disassociate'],
    ['?action=disassociate', 'disassociate'],
    ['?action=delete', 'delete'],
  ])('with the query "%s" answers 204 and takes the user out to %s', async (query, action) => {
    const { simulator, call } = await startRig();
    const { id } = simulator.seed({ email: EMAIL });
    const { status, body } = await call('DELETE', PATH + query);
    expect([status, body]).toEqual([204, undefined]);
    expect(simulator.removed()).toEqual([{ email: EMAIL, id, action }]);
    expect(simulator.journal).toMatchObject([{ label: 'light', user: EMAIL, status: 204, effect: true }]);
  });

  it('leaves nobody under the id and the address, a free seat and a free address', async () => {
    const { simulator, call, create } = await startRig({ maxBasic: 1 });
    const { id } = simulator.seed({ email: EMAIL });
    expect((await create('bob@example.com')).status).toBe(400);
    expect((await call('DELETE', `/users/${id}`)).status).toBe(204);
    for (const user of [id, EMAIL]) {
      expect(await call('GET', `/users/${user}`)).toMatchObject({ status: 404, body: { code: 1001 } });
      expect(await call('DELETE', `/users/${user}`)).toMatchObject({ status: 404, body: { code: 1001 } });
    }
    const again = await create(EMAIL.toUpperCase());
    expect(again).toMatchObject({ status: 201, body: { email: EMAIL.toUpperCase() } });
    expect(again.body).not.toMatchObject({ id });
    expect(simulator.users()).toHaveLength(1);
  });

  it('skips nobody in a list that is read meanwhile', async () => {
    const { simulator, call } = await startRig();
    for (let n = 0; n < 4; n++) simulator.seed({ email: `u${n}@example.com` });
    const first = await call('GET', '/users?page_size=2');
    await call('DELETE', '/users/u0@example.com');
    const { next_page_token: token } = first.body as { next_page_token: string };
    expect((await call('GET', `/users?page_size=2&next_page_token=${token}`)).body).toMatchObject({
      total_records: 3,
      users: [{ email: 'u2@example.com' }, { email: 'u3@example.com' }],
    });
  });

  it('hands over what the query says', async () => {
    const { simulator, call } = await startRig({ eventHosts: [EMAIL] });
    simulator.seed({ email: 'Bob@example.com' });
    const items = ['meeting', 'webinar', 'recording', 'whiteboard', 'clipfiles', 'notes', 'visitors', 'docs'];
    const users = [
      { email: EMAIL, flags: items.map((item) => `&transfer_${item}=true`).join(''), items },
      { email: 'cid@example.com', flags: '&transfer_meeting=false&transfer_notes=true', items: ['notes'] },
      { email: 'dan@example.com', flags: '', items: [] },
    ];
    for (const { email, flags } of users) {
      simulator.seed({ email, id: email });
      expect((await call('DELETE', `/users/${email}?action=delete&${TO_BOB}${flags}`)).status).toBe(204);
    }
    expect(simulator.removed()).toEqual(
      users.map(({ email, items: got }) => ({
        email,
        id: email,
        action: 'delete',
        transfer: { to: 'Bob@example.com', items: got },
      })),
    );
  });

  it('takes the invitation of a pending user back, in a managed domain too', async () => {
    const { simulator, call, create } = await startRig({ managedDomains: ['example.com'] });
    await create(EMAIL, 'create');
    expect((await call('DELETE', PATH)).status).toBe(204);
    expect((await create(EMAIL, 'create')).status).toBe(201);
    expect(simulator.removed()).toMatchObject([{ email: EMAIL, action: 'disassociate' }]);
  });

  it('deletes a user of a managed domain for good', async () => {
    const { simulator, call } = await startRig({ managedDomains: ['example.com'] });
    simulator.seed({ email: EMAIL });
    expect((await call('DELETE', `${PATH}?action=delete`)).status).toBe(204);
  });

  const DELETED_PENDING = 'A pending user cannot be deleted. To remove a pending user, use `disassociate`.';
  const NO_INVITATION = expect.stringMatching(/^A valid invitation to join the Zoom account wasn't found/);
  const CALL_QUEUE =
    'The user cannot be changed because they are a Call-queue manager or Auto-receptionist operator.';
  const TO_ITSELF =
    "The transfer-to email address cannot be the same as the unlinked or deleted user's email address.";
  const NO_SUCH_TARGET = 'The destination user does not exist and cannot receive this data.';
  const INACTIVE_TARGET = 'The destination user is not active and cannot receive this data.';
  const EVENTS =
    'This user has published events on Zoom Events and you do not specify a target user to transfer data.';
  it.each<[string, SimulatorOptions, Partial<SeedUser>, string, number, unknown]>([
    ['a Zoom Room', { zoomRooms: [EMAIL] }, {}, '', 200, 'Cannot delete a Zoom Rooms user.'],
    ['an administrator', { admins: [EMAIL] }, {}, '', 1117, 'You can not disassociate an Admin user.'],
    ['a call-queue manager', { callQueueManagers: [EMAIL] }, {}, '?action=delete', 1000, CALL_QUEUE],
    ['a seeded call-queue manager', {}, { roles: ['call-queue-manager'] }, '', 1000, CALL_QUEUE],
    ['an event host without a target', { eventHosts: [EMAIL] }, {}, '?action=delete', 300, EVENTS],
    ['an API user who would be unlinked', {}, { loginType: 99 }, '', 300, 'Unable to unlink API user(s).'],
    [
      'a user of a managed domain who would be unlinked',
      { managedDomains: ['example.org', 'example.com'] },
      {},
      '',
      1107,
      'You can not disassociate a user with managed domain.',
    ],
    ['a pending user for good', {}, { status: 'pending' }, '?action=delete', 300, DELETED_PENDING],
    [
      'a user whose invitation has expired',
      {},
      { status: 'pending', createdAt: '2020-01-01T00:00:00Z' },
      '',
      1120,
      NO_INVITATION,
    ],
    ['a user who would inherit', {}, {}, '?transfer_email=Ann@example.com', 300, TO_ITSELF],
    ['a user for a stranger', {}, {}, '?transfer_email=x@example.com', 300, NO_SUCH_TARGET],
    ['a user for an inactive one', {}, {}, '?transfer_email=off@example.com', 300, INACTIVE_TARGET],
    ['a user for a pending one', {}, {}, '?transfer_email=new@example.com', 300, INACTIVE_TARGET],
  ])('is refused for %s', async (_who, options, seed, query, code, message) => {
    const { simulator, call } = await startRig(options);
    const before = simulator.seed({ email: EMAIL, ...seed });
    simulator.seed({ email: 'off@example.com', status: 'inactive' });
    simulator.seed({ email: 'new@example.com', status: 'pending' });
    const answer = await call('DELETE', PATH + query);
    expect([answer.status, answer.body]).toEqual([400, { code, message }]);
    expect(simulator.user(EMAIL)).toEqual(before);
    expect(simulator.removed()).toEqual([]);
  });

  it.each([
    ['action=unlink', 'action', 'Invalid field.'],
    ['transfer_email=bob', 'transfer_email', 'Invalid field.'],
    [`${TO_BOB}&transfer_notes=1`, 'transfer_notes', 'Invalid field.'],
    [`${TO_BOB}&transfer_polls=true`, 'transfer_polls', 'Unknown field.'],
    ['transfer_meeting=true', 'transfer_email', 'Missing field.'],
  ])('is refused with the query %s', async (query, field, message) => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: EMAIL });
    simulator.seed({ email: 'bob@example.com' });
    const answer = await call('DELETE', `${PATH}?${query}`);
    expect([answer.status, answer.body]).toEqual([
      400,
      { code: 300, message: 'Validation Failed.', errors: [{ field, message }] },
    ]);
    expect(simulator.removed()).toEqual([]);
  });

  it('takes an address for nobody when it is said to be encrypted', async () => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: EMAIL });
    expect(await call('DELETE', `${PATH}?encrypted_email=true`)).toMatchObject({ status: 404 });
  });

  it('is done once when two calls for one user overlap', async () => {
    const { simulator, call } = await startRig({ latencyMs: 300 });
    const { id } = simulator.seed({ email: EMAIL });
    const answers = await Promise.all([call('DELETE', PATH), call('DELETE', `/users/${id}`)]);
    const [first, second] = answers.toSorted((one, other) => one.status - other.status);
    expect([first?.status, second?.status, second?.body]).toEqual([
      204,
      429,
      {
        code: 429,
        message: 'Too many concurrent requests. A request to disassociate this user has already been made.',
      },
    ]);
    expect(simulator.removed()).toHaveLength(1);
  });

  it.each([
    ['user:delete:user:admin', 204],
    ['user:write:admin', 204],
    ['user:update:user:admin', 400],
  ])('with the scope %s answers %i', async (scope, status) => {
    const { simulator, call } = await startRig({ scopes: [scope] });
    simulator.seed({ email: EMAIL });
    expect((await call('DELETE', PATH)).status).toBe(status);
  });
});
