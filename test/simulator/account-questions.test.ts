import { describe, expect, it } from 'vitest';
import { startRig } from '../support/simulator-rig.ts';

describe('a vanity name', () => {
  it("that PATCH sets is the user's, and shows in the address of the room", async () => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'ann@example.com' });
    const existed = async (name: string) =>
      (await call('GET', `/users/vanity_name?vanity_name=${name}`)).body;
    expect(await existed('ann.lee')).toEqual({ existed: false });
    expect((await call('PATCH', '/users/ann@example.com', { vanity_name: 'ann.lee' })).status).toBe(204);
    expect(await existed('ann.lee')).toEqual({ existed: true });
    const { body } = await call('GET', '/users/ann@example.com');
    expect(body).toMatchObject({ vanity_url: 'https://example.zoom.us/my/ann.lee' });
    expect(body).not.toHaveProperty('vanity_name');
    await call('PATCH', '/users/ann@example.com', { vanity_name: '' });
    expect(await existed('ann.lee')).toEqual({ existed: false });
    expect((await call('GET', '/users/ann@example.com')).body).not.toHaveProperty('vanity_url');
  });

  it('is given to whoever ssoCreate makes with a licence, another one when it is taken', async () => {
    const { simulator, create } = await startRig();
    await create('ann@example.com', 'ssoCreate', { type: 2 });
    await create('ann@example.org', 'ssoCreate', { type: 2 });
    await create('bob@example.com', 'ssoCreate', { type: 1 });
    await create('cy@example.com', 'autoCreate', { type: 2 });
    expect(simulator.users().map(({ fields }) => fields.vanity_name)).toEqual([
      'ann',
      expect.stringMatching(/^ann\.[\da-f]{8}$/),
      undefined,
      undefined,
    ]);
  });

  it('must be said', async () => {
    const { call } = await startRig();
    expect(await call('GET', '/users/vanity_name')).toMatchObject({
      status: 400,
      body: { code: 300, message: 'Vanity name is required.' },
    });
  });
});

describe('an address', () => {
  it.each([
    ['ANN@example.com', true],
    ['sso@example.com', false],
    ['nobody@example.com', false],
  ])('%s: is it registered? %s', async (email, existed) => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'ann@example.com' });
    simulator.seed({ email: 'sso@example.com', loginType: 101 });
    expect((await call('GET', `/users/email?email=${email}`)).body).toEqual({ existed_email: existed });
  });

  it('must be said', async () => {
    const { call } = await startRig();
    expect(await call('GET', '/users/email')).toMatchObject({
      status: 400,
      body: { code: 300, message: 'Email is required.' },
    });
  });
});

describe('the account', () => {
  it('has an id, a name, and an owner if there is one', async () => {
    const { simulator, call } = await startRig({ accountId: 'a-1', accountName: 'Acme' });
    expect((await call('GET', '/accounts/me')).body).toEqual({ id: 'a-1', account_name: 'Acme' });
    const { id } = simulator.seed({ email: 'owner@example.com', roles: ['owner'] });
    expect((await call('GET', '/accounts/me')).body).toEqual({
      ...{ id: 'a-1', account_name: 'Acme', owner_id: id, owner_email: 'owner@example.com' },
    });
  });

  it('may be kept from the app', async () => {
    const { call } = await startRig({ scopes: ['user:read:user:admin'] });
    expect(await call('GET', '/accounts/me')).toMatchObject({
      status: 400,
      body: {
        code: 4711,
        message: 'Invalid access token, does not contain scopes:[account:read:sub_account:admin].',
      },
    });
  });
});

it('a summary counts the users by licence', async () => {
  const { simulator, call } = await startRig({ zoomRooms: ['room@example.com'] });
  for (const [email, type] of [
    ['a1', 2],
    ['a2', 2],
    ['a3', 2],
    ['b1', 1],
    ['b2', 1],
    ['c', 4],
    ['d', 99],
    ['room', 2],
  ] as const) {
    simulator.seed({ email: `${email}@example.com`, type });
  }
  simulator.seed({ email: 'gone@example.com', type: 2, status: 'inactive' });
  for (const name of ['e', 'f']) simulator.seed({ email: `${name}@example.com`, type: 2, status: 'pending' });
  expect((await call('GET', '/users/summary')).body).toEqual({
    licensed_users_count: 3,
    basic_users_count: 2,
    on_prem_users_count: 0,
    room_users_count: 1,
    join_only_users_count: 2,
    pending_users_count: 2,
    total_users_count: 8,
  });
});
