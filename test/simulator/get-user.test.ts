import { describe, expect, it } from 'vitest';
import { startRig } from '../support/simulator-rig.ts';

const NOW = Date.UTC(2026, 0, 5, 12, 30, 15, 678);

describe('reading', () => {
  it('shows an active user with all that is stored', async () => {
    const { simulator, call } = await startRig({ now: () => NOW });
    const { id } = simulator.seed({
      email: 'a+b@example.com',
      id: '-abcdefghijklmnopqrstu',
      type: 2,
      createdAt: '2020-02-03T04:05:06.789Z',
      fields: { dept: 'R&D', first_name: 'Ann' },
    });
    for (const path of [`/users/${id}`, '/users/A%2BB%40example.com?login_type=100']) {
      const { status, body } = await call('GET', path);
      expect([status, body]).toEqual([
        200,
        {
          id,
          email: 'a+b@example.com',
          first_name: 'Ann',
          dept: 'R&D',
          type: 2,
          role_id: '2',
          status: 'active',
          verified: 1,
          created_at: '2020-02-03T04:05:06Z',
          user_created_at: '2020-02-03T04:05:06Z',
          account_id: 'simulated-account',
          login_types: [100],
        },
      ]);
    }
  });

  it('says that a pending user was created just now', async () => {
    const { simulator, call } = await startRig({ now: () => NOW });
    simulator.seed({ email: 'a@example.com', status: 'pending' });
    const { body } = await call('GET', '/users/a@example.com');
    expect(body).toMatchObject({ status: 'pending', created_at: '2026-01-05T12:30:15Z' });
  });

  it.each([
    '/users/x@example.com',
    '/users/me',
    '/users/a@example.com?login_type=101',
    '/users/a@example.com?encrypted_email=true',
  ])('finds nobody at %s', async (path) => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'a@example.com' });
    const { status, body } = await call('GET', path);
    expect([status, body]).toEqual([
      404,
      { code: 1001, message: expect.stringMatching(/^User does not exist: /) },
    ]);
  });

  it('refuses a pending user whose invitation has expired', async () => {
    const { simulator, call } = await startRig({ now: () => NOW });
    simulator.seed({ email: 'a@example.com', status: 'pending', createdAt: '2025-12-01T00:00:00Z' });
    expect(await call('GET', '/users/a@example.com')).toMatchObject({ status: 400, body: { code: 1120 } });
  });

  it.each([
    '/users/features',
    '/users/summary/settings',
    '/users/x/settings',
    '/users/',
    '/groups',
    '',
    '/users/%E0%A4%A',
  ])('does not know %s', async (path) => {
    const { simulator, call } = await startRig();
    const { status, body } = await call('GET', path);
    expect([status, body]).toEqual([400, { code: 2300, message: 'This API endpoint is not recognized.' }]);
    expect(simulator.stats().byEndpoint).toEqual({ unknown: 1 });
  });
});
