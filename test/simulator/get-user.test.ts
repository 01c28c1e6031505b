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
          role_name: 'Member',
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

  it('shows what is specified and no more, in the form that it has there', async () => {
    const { simulator, call } = await startRig();
    const phone = { code: '+1', country: 'US', label: 'Mobile', number: '5550100' };
    const { id } = simulator.seed({
      email: 'ann@example.com',
      loginType: 101,
      fields: {
        ...{ cost_center: '7', manager: 'bob@example.com', pronouns: 'she/her', employee_unique_id: 'e-1' },
        ...{ custom_attributes: [{ key: 'cbf_1', name: 'Floor', value: '3' }], zoom_one_type: 16 },
        ...{ phone_numbers: [phone], about_me: 'me', linkedin_url: 'linkedin.com/ann', host_key: '123456' },
      },
    });
    const { body } = await call('GET', `/users/${id}`);
    expect(body).toMatchObject({
      ...{ cost_center: '7', manager: 'bob@example.com', pronouns: 'she/her', employee_unique_id: 'e-1' },
      ...{ custom_attributes: [{ key: 'cbf_1', name: 'Floor', value: '3' }], zoom_one_type: 16 },
      ...{
        phone_numbers: [{ ...phone, verified: false }],
        login_types: [101],
        account_id: 'simulated-account',
      },
    });
    for (const name of ['about_me', 'linkedin_url', 'host_key']) expect(body).not.toHaveProperty(name);
    simulator.seed({ email: 'bob@example.com', fields: { employee_unique_id: 'e-2' } });
    expect((await call('GET', '/users/bob@example.com')).body).not.toHaveProperty('employee_unique_id');
  });

  it.each([
    ['owner', { role_id: '0', role_name: 'Owner' }],
    ['admin', { role_id: '1', role_name: 'Admin' }],
  ] as const)('names the role of an %s', async (role, shown) => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'ann@example.com', roles: [role] });
    expect((await call('GET', '/users/ann@example.com')).body).toMatchObject(shown);
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
