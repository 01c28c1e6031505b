import { describe, expect, it } from 'vitest';
import { startRig } from '../support/simulator-rig.ts';

async function startWithInvited() {
  const { simulator, call } = await startRig();
  for (const name of ['ann', 'ann+b', 'cy']) {
    simulator.seed({ email: `${name}@example.com`, status: 'pending', type: 2 });
  }
  simulator.seed({ email: 'dee@example.com' });
  simulator.seed({ email: 'eve@example.com', status: 'inactive' });
  const ask = async (query: string, init: RequestInit = { method: 'POST' }) => {
    const response = await fetch(simulator.acceptUrl + query, init);
    return { status: response.status, body: await response.json() };
  };
  return { simulator, call, ask };
}

const post = (body: string, contentType = 'application/json') => ({
  method: 'POST',
  body,
  headers: { 'content-type': contentType },
});
const FORM = 'application/x-www-form-urlencoded';

describe('accepting an invitation', () => {
  it.each([
    ['an address in the query', '?email=ann@example.com', { method: 'POST' }, ['ann']],
    ['an address in another case', '?email=%20ANN@Example.com', { method: 'POST' }, ['ann']],
    ['a plus sign as it is', '?email=ann+b@example.com', { method: 'POST' }, ['ann+b']],
    ['a plus sign that is encoded', '?email=ann%2Bb%40example.com', { method: 'POST' }, ['ann+b']],
    ['two addresses', '?email=cy@example.com&email=ann@example.com', { method: 'POST' }, ['cy', 'ann']],
    ['an address twice', '?email=cy@example.com&email=CY@example.com', { method: 'POST' }, ['cy']],
    ['everybody', '?all=true', { method: 'POST' }, ['ann', 'ann+b', 'cy']],
    ['everybody, in short', '?all', { method: 'POST' }, ['ann', 'ann+b', 'cy']],
    ['JSON', '', post('{"email": "ann+b@example.com"}'), ['ann+b']],
    ['JSON that curl calls a form', '', post('{"email": "cy@example.com"}', FORM), ['cy']],
    ['a list in JSON', '', post('{"email": ["ann@example.com", "cy@example.com"]}'), ['ann', 'cy']],
    ['everybody in JSON', '', post('{"all": true}'), ['ann', 'ann+b', 'cy']],
    ['a form', '', post('email=ann%2Bb@example.com', FORM), ['ann+b']],
  ])('with %s', async (_what, query, init, names) => {
    const { simulator, ask } = await startWithInvited();
    const accepted = names.map((name) => `${name}@example.com`);
    expect(await ask(query, init)).toEqual({ status: 200, body: { accepted } });
    const pending = ['ann@example.com', 'ann+b@example.com', 'cy@example.com'].filter(
      (email) => simulator.user(email)?.status === 'pending',
    );
    expect(pending).toHaveLength(3 - names.length);
    for (const email of accepted) expect(simulator.user(email)).toMatchObject({ status: 'active', type: 2 });
    expect(simulator.user('eve@example.com')?.status).toBe('inactive');
  });

  it.each([
    ['nobody', '', 'POST', 400, 'Write POST /simulator/accept?email='],
    ['a name that is misspelt', '?mail=ann@example.com', 'POST', 400, 'Write POST'],
    ['not everybody', '?all=false', 'POST', 400, 'Write POST'],
    ['GET', '?email=ann@example.com', 'GET', 400, 'Write POST'],
    ['somebody unknown', '?email=x@example.com', 'POST', 404, 'No open invitation: x@example.com.'],
    [
      'a user who is active',
      '?email=ann@example.com&email=dee@example.com',
      'POST',
      404,
      ': dee@example.com.',
    ],
    ['a user who is inactive', '?email=eve@example.com', 'POST', 404, ': eve@example.com.'],
  ])('accepts nothing for %s', async (_what, query, method, status, message) => {
    const { simulator, ask } = await startWithInvited();
    const before = simulator.users();
    const answer = await ask(query, { method });
    expect(answer).toEqual({ status, body: { message: expect.stringContaining(message) } });
    expect(simulator.users()).toEqual(before);
  });

  it('lets the user be changed from then on, and is no call to the API', async () => {
    const { simulator, call, ask } = await startWithInvited();
    await call('PATCH', '/users/ann@example.com', { dept: 'IT' });
    await ask('?email=ann@example.com');
    expect(simulator.user('ann@example.com')?.fields).toEqual({});
    await call('PATCH', '/users/ann@example.com', { dept: 'IT' });
    expect(simulator.user('ann@example.com')?.fields).toMatchObject({ dept: 'IT' });
    expect(simulator.stats()).toMatchObject({ requests: 2, tokenRequests: 1 });
    expect((await call('GET', '/users?status=pending')).body).toMatchObject({ total_records: 2 });
  });
});
