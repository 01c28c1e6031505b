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
    const second = await call('GET', `/users?page_size=3&next_page_token=${token}&include_fields=host_key`);
    expect(second.body).toMatchObject({
      next_page_token: '',
      users: [{ id: simulator.user('u6@example.com')?.id, email: 'u6@example.com', host_key: '1' }],
    });
    expect(await call('GET', `/users?page_size=2&next_page_token=${token}`)).toMatchObject({
      status: 400,
      body: { code: 300, message: 'The next page token is invalid or expired.' },
    });
  });

  it('has no ids of pending users, and at most 300 a page', async () => {
    const { simulator, call } = await startRig();
    for (let n = 0; n < 301; n++) simulator.seed({ email: `u${n}@example.com`, status: 'pending' });
    const { body } = await call('GET', '/users?status=pending&page_size=2000');
    const { next_page_token, users } = body as { next_page_token: string; users: object[] };
    expect(users).toHaveLength(300);
    expect(users.filter((user) => 'id' in user)).toEqual([]);
    expect(next_page_token).not.toBe('');
  });

  it('can be narrowed to a role', async () => {
    const { simulator, call } = await startRig({ admins: ['u1@example.com', 'u2@example.com'] });
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
      ['role_id=0', 0],
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
});
