import { describe, expect, it } from 'vitest';
import { startRig } from '../support/simulator-rig.ts';

const NOON = Date.UTC(2026, 0, 5, 12);
const PER_SECOND = {
  code: 429,
  message: 'You have reached the maximum per-second rate limit for this API. Try again later.',
};

/** A simulator whose clock is set by the test, and calls that give just their status. */
async function clocked(options: Parameters<typeof startRig>[0] = {}) {
  const clock = { at: NOON };
  const rig = await startRig({ now: () => clock.at, tokenSeconds: 1e7, ...options });
  rig.simulator.seed({ email: 'a@example.com' });
  const at = async (ms: number, method = 'GET', path = '/users/a@example.com', body?: unknown) => {
    clock.at = NOON + ms;
    return (await rig.call(method, path, body)).status;
  };
  return { ...rig, clock, at };
}

describe('a second', () => {
  it('lets no more than the limit pass, sliding', async () => {
    const { simulator, at } = await clocked({ perSecond: { light: 3 } });
    const statuses = [];
    for (const ms of [0, 600, 990, 995, 999, 1000, 1001, 1599.9, 1600]) statuses.push(await at(ms));
    expect(statuses).toEqual([200, 200, 200, 429, 429, 200, 429, 429, 200]);
    expect(simulator.stats()).toMatchObject({
      refused: { perSecond: 4, daily: 0, createQuota: 0, concurrent: 0 },
      maxInSecond: { light: { fixed: 5, sliding: 7 }, medium: { fixed: 0, sliding: 0 } },
      byStatus: { 200: 5, 429: 4 },
    });
  });

  it('counts the limiters apart, and all endpoints of a label together', async () => {
    const { at } = await clocked({ perSecond: { light: 2, medium: 1 } });
    expect([
      await at(0),
      await at(1, 'PUT', '/users/a@example.com/status', { action: 'activate' }),
      await at(2, 'PATCH', '/users/a@example.com', {}),
      await at(3, 'GET', '/users'),
      await at(4, 'PUT', '/users/a@example.com/password', { password: 'Sunny-day7' }),
    ]).toEqual([200, 204, 429, 200, 429]);
  });

  it('is refused without Retry-After, with or without the other headers', async () => {
    for (const [rateHeaders, type] of [
      [true, 'QPS'],
      [false, null],
    ] as const) {
      const { at, call } = await clocked({ perSecond: { light: 1 }, rateHeaders });
      await at(0);
      const { status, body, headers } = await call('GET', '/users/a@example.com');
      expect([status, body]).toEqual([429, PER_SECOND]);
      expect([headers.get('x-ratelimit-type'), headers.get('retry-after')]).toEqual([type, null]);
    }
  });

  it.each([
    ['free', 4, 2],
    ['pro', 30, 20],
    ['business', 80, 60],
  ] as const)('holds %i and %i calls on %s', async (plan, light, medium) => {
    const { simulator, at } = await clocked({ plan, perSecond: {} });
    for (let n = 0; n <= light; n++) await at(n);
    for (let n = 0; n <= medium; n++) await at(n, 'GET', '/users');
    expect(simulator.stats().byStatus).toEqual({ 200: light + medium, 429: 2 });
  });
});

describe('a day', () => {
  it('ends at midnight UTC', async () => {
    const { simulator, clock, at, call } = await clocked({ perDay: { light: 2 } });
    expect([await at(0), await at(1000), await at(2000)]).toEqual([200, 200, 429]);
    const { body, headers } = await call('GET', '/users/a@example.com');
    expect(body).toEqual({
      code: 429,
      message: expect.stringMatching(/^You have reached the maximum daily rate limit/),
    });
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-ratelimit-category': 'Light',
      'x-ratelimit-type': 'Daily-limit',
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '0',
      'retry-after': '2026-01-06T00:00:00Z',
    });
    clock.at = Date.UTC(2026, 0, 5, 23, 59, 59, 999);
    expect((await call('GET', '/users/a@example.com')).status).toBe(429);
    clock.at += 1;
    const { status, headers: next } = await call('GET', '/users/a@example.com');
    expect([status, next.get('x-ratelimit-limit'), next.get('x-ratelimit-remaining')]).toEqual([
      200,
      '2',
      '1',
    ]);
    expect(simulator.stats().refused.daily).toBe(3);
  });

  it('has a quota of invitations, which other creates do not touch', async () => {
    const { simulator, clock, create } = await clocked({ createsPerDay: 2 });
    const invite = async (email: string) => (await create(email, 'create')).status;
    expect(await invite('b@example.com')).toBe(201);
    expect(await invite('B@example.com')).toBe(409);
    expect(await invite('c@example.com')).toBe(201);
    const { status, body, headers } = await create('d@example.com', 'create');
    expect([status, body]).toEqual([
      429,
      {
        code: 429,
        message:
          'You have exceeded the daily rate limit (2) of user invite requests permitted for this account. ' +
          'You may resume these requests at GMT 00:00:00.',
      },
    ]);
    expect([...headers.keys()].filter((name) => /ratelimit|retry/.test(name))).toEqual([]);
    expect((await create('e@example.com', 'ssoCreate')).status).toBe(201);
    expect(simulator.stats()).toMatchObject({ creates: 2, refused: { createQuota: 1 } });
    clock.at = Date.UTC(2026, 0, 6);
    expect(simulator.stats().creates).toBe(0);
    expect(await invite('d@example.com')).toBe(201);
  });

  it('may say so in headers', async () => {
    const { create } = await clocked({ createsPerDay: 1, quotaHeaders: true });
    const seen = [];
    for (const email of ['b@example.com', 'c@example.com']) {
      const { headers } = await create(email, 'create');
      seen.push(['limit', 'remaining', 'type'].map((name) => headers.get(`x-ratelimit-${name}`)));
      seen.push([headers.get('retry-after')]);
    }
    expect(seen).toEqual([['1', '0', null], [null], ['1', '0', 'Daily-limit'], ['2026-01-06T00:00:00Z']]);
  });

  it.each([
    ['free', 50],
    ['pro', 1500],
    ['business', 10_000],
  ] as const)('of %s has %i invitations', async (plan, quota) => {
    const { simulator, create } = await clocked({ plan });
    simulator.fault({ kind: 'create-quota' });
    const { body } = await create('b@example.com', 'create');
    expect(body).toMatchObject({ message: expect.stringContaining(`(${quota})`) });
  });
});

describe('two requests for one user', () => {
  it('are one too many, by whatever name', async () => {
    const { simulator, call } = await startRig({ latencyMs: 300 });
    const { id } = simulator.seed({ email: 'a@example.com' });
    simulator.seed({ email: 'b@example.com' });
    const answers = await Promise.all([
      call('PATCH', '/users/A@example.com', { dept: 'IT' }),
      call('GET', `/users/${id}`),
      call('GET', '/users/b@example.com'),
    ]);
    // Which of the two comes first is up to the network.
    expect(answers.slice(0, 2).filter(({ status }) => status === 429)).toHaveLength(1);
    expect(answers[2]?.status).toBe(200);
    expect(answers.find(({ status }) => status === 429)?.body).toEqual({
      code: 429,
      message: 'Too many concurrent requests. A request to disassociate this user has already been made.',
    });
    expect(simulator.stats()).toMatchObject({
      maxInFlight: 3,
      maxInFlightPerUser: 2,
      refused: { concurrent: 1, perSecond: 0 },
    });
  });

  it('are one too many while the user is being created', async () => {
    const { simulator, call, create } = await startRig({ latencyMs: [400, 450] });
    const creating = create('a@example.com');
    await expect.poll(() => simulator.stats().requests).toBe(1);
    expect((await call('GET', '/users/a@example.com')).status).toBe(429);
    expect((await creating).status).toBe(201);
    expect((await call('GET', '/users/a@example.com')).status).toBe(200);
  });

  it('go through one after the other', async () => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: 'a@example.com' });
    for (let n = 0; n < 20; n++) expect((await call('GET', '/users/a@example.com')).status).toBe(200);
    expect(simulator.stats()).toMatchObject({ maxInFlight: 1, maxInFlightPerUser: 1 });
  });
});

it('takes only limits that are whole numbers', async () => {
  await expect(startRig({ perSecond: { light: 2.5 } })).rejects.toThrow(RangeError);
});
