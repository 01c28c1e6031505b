import { describe, expect, it } from 'vitest';
import { startRig } from '../support/simulator-rig.ts';

describe('updating', () => {
  it('changes what is given, keeps the rest and takes seats into account', async () => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'a@example.com', fields: { first_name: 'Ann', last_name: 'Lee', dept: 'IT' } });
    const { status, body } = await call('PATCH', '/users/a%40example.com?login_type=100', {
      type: 2,
      last_name: 'Ray',
      pmi: 1234567890,
      group_id: 'g1',
      phone_numbers: [{ country: 'US', code: '+1', number: '5550100', label: 'Mobile' }],
    });
    expect([status, body]).toEqual([204, undefined]);
    expect(simulator.user('a@example.com')).toMatchObject({
      type: 2,
      fields: {
        first_name: 'Ann',
        last_name: 'Ray',
        display_name: 'Ann Ray',
        dept: 'IT',
        pmi: 1234567890,
        group_ids: ['g1'],
        phone_numbers: [{ country: 'US', code: '+1', number: '5550100', label: 'Mobile' }],
      },
    });
  });

  it('merges features and takes licences off', async () => {
    const { simulator, call } = await startRig();
    simulator.seed({
      email: 'a@example.com',
      fields: {
        display_name: 'A',
        feature: { zoom_phone: true, other: 1 },
        zoom_one_type: 64,
        plan_united_type: '1',
      },
    });
    await call('PATCH', '/users/a@example.com', { feature: { zoom_phone: false }, zoom_one_type: 0 });
    await call('PATCH', '/users/a@example.com', { plan_united_type: 'none' });
    expect(simulator.user('a@example.com')?.fields).toEqual({
      display_name: 'A',
      feature: { zoom_phone: false, other: 1 },
    });
  });

  it('is accepted for a pending user, and changes nothing', async () => {
    const { simulator, call } = await startRig();
    const before = simulator.seed({ email: 'a@example.com', status: 'pending' });
    expect((await call('PATCH', '/users/a@example.com', { dept: 'IT' })).status).toBe(204);
    expect(simulator.user('a@example.com')).toEqual(before);
    expect(simulator.journal).toMatchObject([{ status: 204, effect: false }]);
    simulator.acceptInvitation('a@example.com');
    expect((await call('PATCH', '/users/a@example.com', { dept: 'IT' })).status).toBe(204);
    expect(simulator.user('a@example.com')).toMatchObject({ status: 'active', fields: { dept: 'IT' } });
  });

  it('puts a pending user into a group, and ignores the rest', async () => {
    const { simulator, call } = await startRig({ groups: ['g1', 'g2'] });
    const before = simulator.seed({ email: 'a@example.com', status: 'pending', fields: { dept: 'HR' } });
    for (const group of ['g1', 'g2', 'g1']) {
      const change = { group_id: group, dept: 'IT', type: 2 };
      expect((await call('PATCH', '/users/a@example.com', change)).status).toBe(204);
    }
    expect(simulator.user('a@example.com')).toEqual({
      ...before,
      fields: { dept: 'HR', group_ids: ['g1', 'g2'] },
    });
    expect((await call('GET', '/users/a@example.com')).body).toMatchObject({ group_ids: ['g1', 'g2'] });
    expect((await call('GET', '/users?status=pending')).body).toMatchObject({
      users: [{ email: 'a@example.com', group_ids: ['g1', 'g2'] }],
    });
    simulator.acceptInvitation('a@example.com');
    expect((await call('GET', '/users/a@example.com')).body).toMatchObject({ group_ids: ['g1', 'g2'] });
    simulator.seed({ email: 'b@example.com', status: 'pending' });
    expect(await call('PATCH', '/users/b@example.com', { group_id: 'g3' })).toMatchObject({
      status: 404,
      body: { code: 4130 },
    });
  });

  it('ignores the group of a pending user on an account that does so', async () => {
    const { simulator, call } = await startRig({ pendingGroups: false });
    const before = simulator.seed({ email: 'a@example.com', status: 'pending' });
    expect((await call('PATCH', '/users/a@example.com', { group_id: 'g1' })).status).toBe(204);
    expect(simulator.user('a@example.com')).toEqual(before);
  });

  it.each([
    ['type and plan', {}, { type: 2, plan_united_type: '1' }, 400, 300],
    ['type and Workplace', {}, { type: 2, zoom_one_type: 64 }, 400, 300],
    ['a link', {}, { about_me: 'see https://example.com' }, 400, 300],
    ['HTML', {}, { about_me: '<b>me</b>' }, 400, 300],
    ['a foreign profile', {}, { linkedin_url: 'https://example.com' }, 400, 300],
    ['on-prem', {}, { type: 3 }, 400, 300],
    ['none for a user of no SSO', {}, { type: 99 }, 400, 300],
    ['no seat', { maxLicensed: 1 }, { type: 2 }, 400, 2034],
    ['a vanity name that is taken', {}, { vanity_name: 'bob' }, 400, 4100],
    ['a group that is not there', { groups: ['g1'] }, { group_id: 'g2' }, 404, 4130],
    ['a free Zoom Room', { zoomRooms: ['a@example.com'] }, { type: 1 }, 400, 200],
    [
      'a subscription that is not there',
      { subscriptions: ['S1'] },
      { license_info_list: [{ license_type: 'MEETING', license_option: 2, subscription_id: 'S2' }] },
      400,
      300,
    ],
    [
      'an option of another license type',
      {},
      { license_info_list: [{ license_type: 'MEETING', license_option: 4, subscription_id: 'S1' }] },
      400,
      300,
    ],
  ])('refuses %s', async (_what, options, body, status, code) => {
    const { simulator, call } = await startRig(options);
    const before = simulator.seed({ email: 'a@example.com' });
    simulator.seed({ email: 'b@example.com', type: 2, fields: { vanity_name: 'bob' } });
    expect(await call('PATCH', '/users/a@example.com', body)).toMatchObject({ status, body: { code } });
    expect(simulator.user('a@example.com')).toEqual(before);
  });

  it('lets a user made by SSO have no type', async () => {
    const { simulator, call, create } = await startRig();
    await create('a@example.com', 'ssoCreate', { type: 99 });
    await call('PATCH', '/users/a@example.com', { type: 1 });
    expect((await call('PATCH', '/users/a@example.com?login_type=101', { type: 99 })).status).toBe(204);
    expect(simulator.user('a@example.com')?.type).toBe(99);
  });
});
