import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/simulator/simulator.ts';
import { signIn, startRig } from '../support/simulator-rig.ts';

const CREATE = { method: 'POST', path: '/users' };

/** Tries to create a user under the fault and says what came of it, here and in the account. */
async function createUnder(fault: Fault) {
  const { simulator, create } = await startRig();
  simulator.fault(fault);
  const answer = await create('a@example.com').then(
    ({ status, body }) => ({ status, body }),
    (error: unknown) => (error instanceof SyntaxError ? 'no JSON' : 'no answer'),
  );
  const { status, effect, fault: kind } = simulator.journal[0] ?? {};
  const exists = simulator.user('a@example.com') !== undefined;
  const again = await create('b@example.com');
  expect(again.status).toBe(201);
  return { answer, exists, journal: { status, effect, kind } };
}

describe('a fault', () => {
  it.each<[Fault, unknown, boolean, number]>([
    [
      { kind: 'status', status: 503, body: { code: 5, message: 'busy' } },
      { status: 503, body: { code: 5, message: 'busy' } },
      false,
      503,
    ],
    [{ kind: 'status', status: 500, effect: true }, { status: 500, body: undefined }, true, 500],
    [{ kind: 'html' }, 'no JSON', false, 502],
    [{ kind: 'html', status: 200, effect: true }, 'no JSON', true, 200],
    [{ kind: 'reset-before' }, 'no answer', false, 0],
    [{ kind: 'reset-after' }, 'no answer', true, 0],
    [{ kind: 'cut' }, 'no answer', true, 201],
  ])('%o does what it says', async (fault, answer, exists, status) => {
    expect(await createUnder(fault)).toEqual({
      answer,
      exists,
      journal: { status, effect: exists, kind: fault.kind },
    });
  });

  it.each([
    ['hang', false],
    ['hang-after', true],
  ] as const)('%s gives no answer and keeps nobody out', async (kind, effect) => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'a@example.com' });
    simulator.fault({ kind });
    const hung = call('PATCH', '/users/a@example.com', { dept: 'IT' }, AbortSignal.timeout(100));
    await expect(hung).rejects.toThrow(/timeout/);
    expect(simulator.journal[0]).toMatchObject({ status: 0, effect, fault: kind });
    expect((await call('GET', '/users/a@example.com')).status).toBe(200);
    expect(simulator.user('a@example.com')?.fields.dept).toBe(effect ? 'IT' : undefined);
  });

  it('cuts an answer that has no body, too', async () => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'a@example.com' });
    simulator.fault({ kind: 'cut' });
    await expect(call('PATCH', '/users/a@example.com', { dept: 'IT' })).rejects.toThrow();
    expect(simulator.user('a@example.com')?.fields.dept).toBe('IT');
  });

  it('makes a call slow', async () => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'a@example.com' });
    simulator.fault({ kind: 'slow', delayMs: 120 });
    const start = performance.now();
    expect((await call('GET', '/users/a@example.com')).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(110);
  });

  it('ends all tokens', async () => {
    const { simulator, call, signInAgain } = await startRig();
    simulator.seed({ email: 'a@example.com' });
    simulator.fault({ kind: 'token-death' });
    const expired = { status: 401, body: { code: 124, message: 'Access token is expired.' } };
    const invalid = { status: 401, body: { code: 124, message: 'Invalid access token.' } };
    expect(await call('GET', '/users/a@example.com')).toMatchObject(expired);
    expect(await call('GET', '/users/a@example.com')).toMatchObject(invalid);
    await signInAgain();
    expect(await call('GET', '/users/a@example.com')).toMatchObject({ status: 200 });
  });

  it.each([
    ['per-second', 'perSecond', /per-second rate limit/, 'QPS'],
    ['daily', 'daily', /maximum daily rate limit/, 'Daily-limit'],
    ['create-quota', 'createQuota', /GMT 00:00:00/, null],
    ['concurrent', 'concurrent', /Too many concurrent requests/, null],
  ] as const)('%s refuses as the limit does', async (kind, counter, message, type) => {
    const { simulator, create } = await startRig();
    simulator.fault({ kind, match: CREATE });
    simulator.fault({ kind, match: CREATE, headers: {} });
    for (const expected of [type, null]) {
      const { status, body, headers } = await create('a@example.com', 'create');
      expect([status, body]).toEqual([429, { code: 429, message: expect.stringMatching(message) }]);
      expect(headers.get('x-ratelimit-type')).toBe(expected);
    }
    expect(simulator.stats().refused[counter]).toBe(2);
    expect(simulator.users()).toEqual([]);
  });

  it('may replace headers, however they are spelt', async () => {
    const { simulator, call } = await startRig();
    simulator.fault({ kind: 'status', status: 502, body: '"x"', headers: { 'content-type': 'text/plain' } });
    const { headers } = await call('GET', '/users');
    expect(headers.get('content-type')).toBe('text/plain');
    expect(headers.get('x-zm-trackingid')).toMatch(/^v=2.0;clid=us02;rid=WEB_[0-9a-f]{32}$/);
  });
});

describe('the order of a fault', () => {
  const failing = { kind: 'status', status: 500 } as const;

  async function statusesUnder(
    faults: readonly Fault[],
    calls: readonly [string, string][],
    random = () => 0.5,
  ) {
    const { simulator, call } = await startRig({ random });
    simulator.seed({ email: 'a@example.com', id: 'A1' });
    simulator.seed({ email: 'b+c@example.com' });
    for (const fault of faults) simulator.fault(fault);
    const statuses = [];
    for (const [method, path] of calls) {
      const body = method === 'GET' ? undefined : { dept: 'IT' };
      statuses.push((await call(method, path, body)).status);
    }
    return statuses;
  }

  const get: [string, string] = ['GET', '/users/a@example.com'];
  const patch: [string, string] = ['PATCH', '/users/a@example.com?login_type=100'];
  const list: [string, string] = ['GET', '/users'];
  const other: [string, string] = ['GET', '/users/b%2Bc@example.com'];
  it.each<[string, Fault[], [string, string][], number[]]>([
    ['once', [failing], [get, get], [500, 200]],
    ['twice', [{ ...failing, times: 2 }], [get, get, get], [500, 500, 200]],
    ['for ever', [{ ...failing, times: Infinity }], [get, get, get], [500, 500, 500]],
    ['later', [{ ...failing, after: 1 }], [get, get, get], [200, 500, 200]],
    ['method', [{ ...failing, match: { method: 'patch' } }], [get, patch, patch], [200, 500, 204]],
    ['template', [{ ...failing, match: { path: '/users/{userId}' } }], [list, patch], [200, 500]],
    ['path', [{ ...failing, match: { path: '/users/b%2Bc@example.com' } }], [get, other], [200, 500]],
    [
      'expression',
      [{ ...failing, times: 2, match: { path: /login_type=\d/g } }],
      [get, patch, patch],
      [200, 500, 500],
    ],
    ['user', [{ ...failing, match: { user: 'B+C@example.com' } }], [get, other], [200, 500]],
    ['id', [{ ...failing, match: { user: 'A1' } }], [other, get], [200, 500]],
    ['two orders', [failing, { ...failing, status: 501 }], [get, get, get], [500, 501, 200]],
    ['never', [{ ...failing, probability: 0.5, times: 2 }], [get, get], [200, 200]],
    ['surely', [{ ...failing, probability: 0.51 }], [get, get], [500, 200]],
  ])('is kept: %s', async (_what, faults, calls, expected) => {
    expect(await statusesUnder(faults, calls)).toEqual(expected);
  });

  it('reaches the sign-in only by its path', async () => {
    const { simulator, call } = await startRig();
    simulator.fault(failing);
    simulator.fault({
      kind: 'status',
      status: 503,
      body: { error: 'busy' },
      match: { path: '/oauth/token' },
    });
    expect(await signIn(simulator)).toEqual({ status: 503, body: { error: 'busy' } });
    expect((await signIn(simulator)).status).toBe(200);
    expect((await call('GET', '/users')).status).toBe(500);
    simulator.fault({ kind: 'reset-after', match: { path: '/oauth/token' } });
    await expect(signIn(simulator)).rejects.toThrow();
    expect(simulator.stats()).toMatchObject({ tokens: 3, tokenRequests: 4 });
  });

  it('does not befall what a limit refuses', async () => {
    const { simulator, call } = await startRig({ perSecond: { medium: 1 }, now: () => 0 });
    simulator.fault({ ...failing, after: 1 });
    const statuses = [];
    for (const path of ['/users', '/users', '/users/a', '/users/a'])
      statuses.push((await call('GET', path)).status);
    expect(statuses).toEqual([200, 429, 500, 404]);
  });
});
