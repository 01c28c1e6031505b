import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { Simulator } from '../../src/simulator/simulator.ts';
import { freshToken, startRig } from '../support/simulator-rig.ts';

it('says where it is in the environment of the program', async () => {
  const { simulator } = await startRig({ accountId: 'A', clientId: 'C', clientSecret: 'S' });
  expect(simulator.apiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v2$/);
  expect(simulator.env).toEqual({
    ZOOM_ACCOUNT_ID: 'A',
    ZOOM_CLIENT_ID: 'C',
    ZOOM_CLIENT_SECRET: 'S',
    ZOOM_API_URL: simulator.apiUrl,
    ZOOM_OAUTH_URL: simulator.apiUrl.replace('/v2', '/oauth/token'),
  });
});

it('refuses a port that is in use', async () => {
  const { simulator } = await startRig();
  const port = Number(new URL(simulator.apiUrl).port);
  await expect(Simulator.start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

it('writes down every request in order of arrival', async () => {
  const { simulator, call, create } = await startRig({ now: () => 5 });
  await create('New@example.com', 'create');
  await call('PATCH', '/users/New%40example.com?login_type=100', { dept: 'x' });
  await call('PUT', '/users/a%2Bb@example.com/password', { password: 'x' });
  await call('DELETE', '/users/x/token');
  const entry = { at: 5, label: 'light', effect: false };
  expect(simulator.journal).toEqual([
    { ...entry, method: 'POST', path: '/v2/users', user: 'New@example.com', status: 201, effect: true },
    {
      ...entry,
      method: 'PATCH',
      path: '/v2/users/New%40example.com?login_type=100',
      user: 'New@example.com',
      status: 204,
    },
    {
      ...entry,
      method: 'PUT',
      path: '/v2/users/a%2Bb@example.com/password',
      user: 'a+b@example.com',
      label: 'medium',
      status: 404,
    },
    { ...entry, method: 'DELETE', path: '/v2/users/x/token', user: '', status: 400 },
  ]);
  expect(simulator.stats()).toEqual({
    requests: 4,
    byStatus: { 201: 1, 204: 1, 400: 1, 404: 1 },
    byEndpoint: {
      'POST /users': 1,
      'PATCH /users/{userId}': 1,
      'PUT /users/{userId}/password': 1,
      unknown: 1,
    },
    tokens: 1,
    tokenRequests: 1,
    refused: { perSecond: 0, daily: 0, createQuota: 0, concurrent: 0 },
    maxInFlight: 1,
    maxInFlightPerUser: 1,
    maxInSecond: { light: { fixed: 2, sliding: 2 }, medium: { fixed: 1, sliding: 1 } },
    creates: 1,
  });
});

it('keeps only the newest entries, and all the counts', async () => {
  const { simulator, call } = await startRig({ journalLimit: 3 });
  for (let n = 0; n < 8; n++) await call('GET', `/users/u${n}`);
  expect(simulator.journal.map(({ user }) => user)).toEqual(['u5', 'u6', 'u7']);
  expect(simulator.stats().requests).toBe(8);
});

it('hands out copies', async () => {
  const { simulator } = await startRig();
  const seeded = simulator.seed({ email: 'a@example.com', fields: { dept: 'IT' } });
  Object.assign(seeded.fields, { dept: 'HR' });
  Object.assign(simulator.users()[0] ?? {}, { status: 'inactive' });
  expect(simulator.user(seeded.id)).toMatchObject({ status: 'active', fields: { dept: 'IT' } });
  expect(simulator.user('b@example.com')).toBeUndefined();
});

it('takes no user twice, and lets only the invited accept', async () => {
  const { simulator } = await startRig();
  simulator.seed({ email: 'a@example.com' });
  expect(() => simulator.seed({ email: 'A@example.com' })).toThrow('The account has A@example.com already.');
  expect(() => simulator.acceptInvitation('a@example.com')).toThrow('a@example.com has not been invited.');
});

it('finishes the work of a client that has gone', async () => {
  const { simulator, call } = await startRig({ latencyMs: 500 });
  simulator.seed({ email: 'a@example.com' });
  const gone = call('PATCH', '/users/a@example.com', { dept: 'IT' }, AbortSignal.timeout(50));
  await expect(gone).rejects.toThrow(/timeout/);
  expect((await call('GET', '/users/a@example.com')).status).toBe(429);
  await expect.poll(() => simulator.user('a@example.com')?.fields.dept, { timeout: 5000 }).toBe('IT');
  expect(simulator.journal[0]).toMatchObject({ status: 0, effect: true });
});

it('refuses a body of more than a megabyte', async () => {
  const { simulator, call } = await startRig();
  simulator.seed({ email: 'a@example.com' });
  expect((await call('PATCH', '/users/a@example.com', { dept: 'x'.repeat(1_000_001) })).status).toBe(413);
});

it('outlives a client that breaks off in the middle of a body', async () => {
  const { simulator, call } = await startRig();
  const { hostname, port } = new URL(simulator.apiUrl);
  const socket = connect(Number(port), hostname);
  const authorization = `Bearer ${await freshToken(simulator)}`;
  socket.write(
    `POST /v2/users HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\n` +
      'Content-Length: 1000\r\n\r\n{"action":',
  );
  await expect.poll(() => simulator.stats().requests).toBe(1);
  socket.destroy();
  await expect.poll(() => simulator.stats().byStatus).toEqual({ 0: 1 });
  expect((await call('GET', '/users')).status).toBe(200);
});

it('leaves nothing open when it closes, not even what hangs', async () => {
  const simulator = await Simulator.start({ latencyMs: 600_000 });
  const authorization = `Bearer ${await freshToken(simulator)}`;
  const waiting = fetch(`${simulator.apiUrl}/users`, { headers: { authorization } });
  const refused = expect(waiting).rejects.toThrow();
  await expect.poll(() => simulator.stats().requests).toBe(1);
  await simulator.close();
  await refused;
  await simulator.close();
  const socket = connect(Number(new URL(simulator.apiUrl).port), '127.0.0.1');
  await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
