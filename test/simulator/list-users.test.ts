import { describe, expect, it } from 'vitest';
import { startRig } from '../support/simulator-rig.ts';

const NOW = Date.UTC(2026, 0, 5, 12, 30, 15, 678);

describe('the list', () => {
  it('goes page by page through the users of one status', async () => {
    const { simulator, call } = await startRig();
    for (let n = 0; n < 7; n++) {
      simulator.seed({
        email: `u${n}@example.com`,
        status: n % 2 ? 'inactive' : 'active',
        fields: { host_key: '1' },
      });
    }
    const first = await call('GET', '/users?page_size=3');
    expect(first.body).toMatchObject({ page_count: 2, page_size: 3, total_records: 4 });
    const { next_page_token: token, users } = first.body as { next_page_token: string; users: object[] };
    expect(users.map((user) => ({ ...user, id: '' }))).toMatchObject([
      { email: 'u0@example.com', status: 'active' },
      { email: 'u2@example.com', status: 'active' },
      { email: 'u4@example.com', status: 'active' },
    ]);
    expect(users[0]).not.toHaveProperty('host_key');
    const second = await call('GET', `/users?page_size=3&next_page_token=${token}`);
    expect(second.body).toMatchObject({
      next_page_token: '',
      users: [{ id: simulator.user('u6@example.com')?.id, email: 'u6@example.com' }],
    });
    for (const other of [
      'page_size=2',
      'page_size=3&include_fields=host_key',
      'page_size=3&status=inactive',
    ]) {
      expect(await call('GET', `/users?${other}&next_page_token=${token}`)).toMatchObject({
        status: 400,
        body: { code: 300, message: 'The next page token is invalid or expired.' },
      });
    }
  });

  it('shows less of a user than GET of one does, and two fields only to those who ask for them', async () => {
    const { simulator, call } = await startRig();
    simulator.seed({
      email: 'ann@example.com',
      fields: {
        ...{
          dept: 'R&D',
          timezone: 'Europe/Paris',
          job_title: 'Engineer',
          company: 'Acme',
          cost_center: '7',
        },
        ...{ custom_attributes: [{ key: 'cbf_1', name: 'Floor', value: '3' }], host_key: '123456' },
        ...{ zoom_one_type: 16, vanity_name: 'ann', language: 'en-US', phone_numbers: [] },
      },
    });
    const namesWith = async (query: string) => {
      const { body } = await call('GET', `/users?${query}`);
      return Object.keys((body as { users: object[] }).users[0] ?? {}).sort();
    };
    const always = ['created_at', 'dept', 'email', 'id', 'role_id', 'status', 'timezone', 'type'];
    const listed = [...always, 'user_created_at', 'verified'];
    expect(await namesWith('')).toEqual(listed);
    expect(await namesWith('include_fields=custom_attributes')).toEqual(
      ['custom_attributes', ...listed].sort(),
    );
    expect(await namesWith('include_fields=host_key')).toEqual(['host_key', ...listed].sort());
  });

  it('has no ids of pending users', async () => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'ann@example.com', status: 'pending' });
    const { body } = await call('GET', '/users?status=pending');
    expect((body as { users: object[] }).users).toEqual([
      expect.not.objectContaining({ id: expect.anything() }),
    ]);
  });

  it('refuses more users on a page than the account allows', async () => {
    const { call } = await startRig();
    const { status, body } = await call('GET', '/users?page_size=301');
    const errors = [{ field: 'page_size', message: 'Invalid field.' }];
    expect([status, body]).toEqual([400, { code: 300, message: 'Validation Failed.', errors }]);
  });

  it.each([
    ['as many users on a page as the account allows', {}, 'page_size=300', 300],
    ['more of them where more are allowed', { usersPerPage: 2000 }, 'page_size=2000', 301],
    ['fewer than were asked for, where it is not strict', { strict: false }, 'page_size=2000', 300],
  ])('has %s', async (_what, options, query, expected) => {
    const { simulator, call } = await startRig(options);
    for (let n = 0; n < 301; n++) simulator.seed({ email: `u${n}@example.com` });
    const { body } = await call('GET', `/users?${query}`);
    const { next_page_token: next, users } = body as { next_page_token: string; users: object[] };
    expect([users.length, next === '']).toEqual([expected, expected === 301]);
  });

  it('can be narrowed to a role', async () => {
    const { simulator, call } = await startRig({ admins: ['u1@example.com', 'u2@example.com'] });
    simulator.seed({ email: 'owner@example.com', roles: ['owner'] });
    for (let n = 0; n < 4; n++) simulator.seed({ email: `u${n}@example.com` });
    const { body } = await call('GET', '/users?role_id=1&page_size=1');
    expect(body).toMatchObject({
      total_records: 2,
      page_count: 2,
      users: [{ email: 'u1@example.com', role_id: '1' }],
    });
    const { next_page_token: token } = body as { next_page_token: string };
    expect(await call('GET', `/users?role_id=1&page_size=1&next_page_token=${token}`)).toMatchObject({
      body: { next_page_token: '', users: [{ email: 'u2@example.com' }] },
    });
    expect(await call('GET', `/users?role_id=2&page_size=1&next_page_token=${token}`)).toMatchObject({
      body: { code: 300 },
    });
    for (const [query, total] of [
      ['role_id=2', 2],
      ['role_id=0', 1],
      ['license=zoom_workforce_management', 0],
    ]) {
      expect((await call('GET', `/users?${query}`)).body).toMatchObject({ total_records: total });
    }
  });

  it.each(['x', 'W10', 'bnVsbA', '%22'])('refuses the token %s', async (token) => {
    const { call } = await startRig();
    expect(await call('GET', `/users?next_page_token=${token}`)).toMatchObject({
      status: 400,
      body: { code: 300, message: 'The next page token is invalid or expired.' },
    });
  });

  it('forgets where it was after a quarter of an hour', async () => {
    let now = NOW;
    const { simulator, call } = await startRig({ now: () => now });
    for (let n = 0; n < 2; n++) simulator.seed({ email: `u${n}@example.com` });
    const { body } = await call('GET', '/users?page_size=1');
    const path = `/users?page_size=1&next_page_token=${(body as { next_page_token: string }).next_page_token}`;
    now += 15 * 60_000 - 1;
    expect((await call('GET', path)).status).toBe(200);
    now += 1;
    expect((await call('GET', path)).status).toBe(400);
  });

  it('forgets it sooner when it is told to', async () => {
    let now = NOW;
    const { simulator, call } = await startRig({ now: () => now, pageTokenSeconds: 2 });
    for (let n = 0; n < 2; n++) simulator.seed({ email: `u${n}@example.com` });
    const { body } = await call('GET', '/users?page_size=1');
    now += 2000;
    const { next_page_token: token } = body as { next_page_token: string };
    expect((await call('GET', `/users?page_size=1&next_page_token=${token}`)).status).toBe(400);
  });
});
