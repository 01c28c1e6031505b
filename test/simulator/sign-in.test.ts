import { describe, expect, it } from 'vitest';
import { signIn, startRig } from '../support/simulator-rig.ts';

describe('the token endpoint', () => {
  it('grants a token that works', async () => {
    const { simulator, call } = await startRig({ scopes: ['user:read:user:admin'], tokenSeconds: 1200 });
    simulator.seed({ email: 'a@example.com' });
    expect(await signIn(simulator)).toEqual({
      status: 200,
      body: {
        access_token: expect.stringMatching(/^[\w-]{32}$/),
        token_type: 'bearer',
        expires_in: 1200,
        scope: 'user:read:user:admin',
        api_url: 'https://api.zoom.us',
      },
    });
    expect((await call('GET', '/users/a@example.com')).status).toBe(200);
    expect(simulator.stats()).toMatchObject({ tokens: 2, tokenRequests: 2, requests: 1 });
  });

  it.each([
    [
      'a wrong secret',
      { authorization: 'Basic eDp5' },
      { status: 401, body: { reason: 'Invalid client_id or client_secret', error: 'invalid_client' } },
    ],
    [
      'parameters in the query string',
      { query: '?grant_type=account_credentials&account_id=simulated-account', body: '' },
      { status: 400, body: { reason: 'Bad Request', error: 'invalid_request' } },
    ],
    [
      'JSON',
      { body: '{"grant_type":"account_credentials"}', contentType: 'application/json' },
      { status: 400, body: { reason: 'unsupported grant type', error: 'unsupported_grant_type' } },
    ],
    [
      'another grant',
      { body: 'grant_type=client_credentials' },
      { status: 400, body: { reason: 'unsupported grant type', error: 'unsupported_grant_type' } },
    ],
    [
      'another account',
      { body: 'grant_type=account_credentials&account_id=x' },
      { status: 400, body: { reason: 'Bad Request', error: 'invalid_request' } },
    ],
  ])('refuses %s', async (_what, request, expected) => {
    const { simulator } = await startRig();
    expect(await signIn(simulator, request)).toEqual(expected);
  });
});

describe('a token', () => {
  it('stops working when its time is over', async () => {
    let now = Date.UTC(2026, 0, 5, 12);
    const { simulator, call, signInAgain } = await startRig({ now: () => now, tokenSeconds: 60 });
    simulator.seed({ email: 'a@example.com' });
    now += 59_999;
    expect((await call('GET', '/users/a@example.com')).status).toBe(200);
    now += 1;
    const late = await call('GET', '/users/a@example.com');
    expect([late.status, late.body]).toEqual([401, { code: 124, message: 'Access token is expired.' }]);
    await signInAgain();
    expect((await call('GET', '/users/a@example.com')).status).toBe(200);
  });

  it('is needed everywhere', async () => {
    const { simulator } = await startRig();
    const response = await fetch(`${simulator.apiUrl}/users/x`, { headers: { authorization: 'Bearer x' } });
    expect([response.status, await response.json()]).toEqual([
      401,
      { code: 124, message: 'Invalid access token.' },
    ]);
  });

  it.each([
    [true, 401],
    [false, 200],
  ])('ends with the next one only for an account of the old kind (%s)', async (singleToken, status) => {
    const { simulator, call } = await startRig({ singleToken });
    await signIn(simulator);
    expect((await call('GET', '/users')).status).toBe(status);
  });

  it.each([
    ['GET', '/users', 'user:read:list_users:admin'],
    ['POST', '/users', 'user:write:user:admin'],
    ['GET', '/users/x', 'user:read:user:admin'],
    ['PATCH', '/users/x', 'user:update:user:admin'],
    ['PUT', '/users/x/status', 'user:update:status:admin'],
    ['PUT', '/users/x/password', 'user:update:password:admin'],
  ])('needs the scope of %s %s', async (method, path, scope) => {
    const { call } = await startRig({ scopes: ['user:read:settings:admin'] });
    const { status, body } = await call(method, path, method === 'GET' ? undefined : {});
    expect([status, body]).toEqual([
      400,
      { code: 4711, message: `Invalid access token, does not contain scopes:[${scope}].` },
    ]);
  });

  it('may have a classic scope instead', async () => {
    const { create } = await startRig({ scopes: ['user:write:admin'] });
    expect((await create('a@example.com')).status).toBe(201);
  });
});
