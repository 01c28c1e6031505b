import { describe, expect, it } from 'vitest';
import type { ZoomError } from '../../src/core/zoom-api.ts';
import type { Fault } from '../../src/simulator/simulator.ts';
import {
  answering,
  CREATE,
  EagerLimiter,
  errorOf,
  GET,
  PASSWORD,
  seededRig,
  UPDATE,
} from '../support/calls.ts';
import { credentialsOf, startRig } from '../support/zoom-rig.ts';

describe('an answer that is no success', () => {
  it.each<[string, Fault, number, Partial<ZoomError>]>([
    ['400', answering(400), 1, { kind: 'rejected', status: 400, code: 77, message: 'because' }],
    ['403', answering(403), 1, { kind: 'rejected', status: 403 }],
    ['404', answering(404), 1, { kind: 'notFound', status: 404 }],
    ['409', answering(409), 1, { kind: 'exists', status: 409 }],
    [
      '4711',
      answering(400, { body: { code: 4711, message: 'no scopes' } }),
      1,
      { kind: 'missingScope', scope: 'user:update:user:admin' },
    ],
    ['daily', { kind: 'daily' }, 1, { kind: 'rateDaily', status: 429, code: 429 }],
    ['invitations', { kind: 'create-quota' }, 1, { kind: 'inviteQuota', status: 429 }],
    ['concurrent', { kind: 'concurrent' }, 12, { kind: 'concurrent', status: 429 }],
    ['per second', { kind: 'per-second' }, 20, { kind: 'ratePerSecond', status: 429 }],
    ['503', answering(503), 6, { kind: 'server', status: 503 }],
    ['a page', { kind: 'html' }, 6, { kind: 'server', status: 502 }],
    ['a page with 200', { kind: 'html', status: 200 }, 6, { kind: 'unreadable', status: 200 }],
    ['a reset', { kind: 'reset-before' }, 6, { kind: 'reset', status: 0 }],
    ['a cut answer', { kind: 'cut' }, 6, { kind: 'reset', status: 200 }],
    ['nothing', { kind: 'hang' }, 6, { kind: 'timeout', status: 0 }],
  ])('%s ends the call after as many attempts as the policy says', async (_what, fault, tries, expected) => {
    const { simulator, attempts, call } = await seededRig({ timeoutMs: 80, RateLimiter: EagerLimiter });
    simulator.fault({ ...fault, times: Number.POSITIVE_INFINITY });
    const error = await errorOf(call(UPDATE));
    const isLost = ['unreadable', 'reset', 'timeout'].includes(String(expected.kind));
    expect(error).toMatchObject({
      ...expected,
      inDoubt: isLost,
      trackingId: isLost && expected.status !== 200 ? '' : expect.any(String),
    });
    expect(attempts.map((attempt) => attempt.error)).toEqual(Array(tries).fill(expected.kind));
    expect(simulator.stats().requests).toBe(tries);
  });

  it.each<[string, Fault, number, boolean]>([
    ['concurrent', { kind: 'concurrent' }, 11, false],
    ['per second', { kind: 'per-second' }, 19, false],
    ['503', answering(503), 5, true],
    ['a page', { kind: 'html' }, 5, true],
    ['a reset', { kind: 'reset-before' }, 5, true],
    ['a reset after the effect', { kind: 'reset-after' }, 5, true],
    ['nothing', { kind: 'hang' }, 5, true],
    ['a cut answer', { kind: 'cut' }, 5, true],
    ['a dead token', { kind: 'token-death' }, 2, false],
  ])('%s is forgotten when a later attempt succeeds', async (_what, fault, times, resent) => {
    const { simulator, attempts, call } = await seededRig({ timeoutMs: 80, RateLimiter: EagerLimiter });
    simulator.fault({ ...fault, times });
    expect(await call(UPDATE)).toMatchObject({ status: 204, resent });
    expect(attempts.length).toBe(times + 1);
  });

  it('takes a turn for every attempt', async () => {
    let turns = 0;
    class CountingLimiter extends EagerLimiter {
      override turn(signal: AbortSignal, prepare?: () => void) {
        turns++;
        return super.turn(signal, prepare);
      }
    }
    const { simulator, call } = await seededRig({ RateLimiter: CountingLimiter });
    for (const kind of ['reset-before', 'per-second', 'token-death', 'concurrent', 'html'] as const) {
      simulator.fault({ kind });
    }
    await call(UPDATE);
    expect([turns, simulator.stats().requests]).toEqual([6, 6]);
  });

  it('comes without a connection: nothing was sent, so nothing is in doubt', async () => {
    const gone = await startRig();
    await gone.close();
    const { attempts, call } = await startRig({ apiUrl: gone.simulator.apiUrl });
    const settle = () => Promise.reject(new Error('there is nothing to ask'));
    expect(await errorOf(call({ ...CREATE, settle }))).toMatchObject({
      kind: 'unreachable',
      message: 'the request could not be sent (ECONNREFUSED)',
      inDoubt: false,
    });
    expect(attempts.length).toBe(6);
  });

  it.each<[string, Fault[], boolean]>([
    ['5xx after a reset', [{ kind: 'reset-after' }, answering(503, { times: 6 })], true],
    ['a refusal after a reset', [{ kind: 'reset-after' }, answering(400)], true],
    ['a refusal after 5xx', [answering(503), answering(400)], true],
    ['a refusal after a refusal to wait for', [{ kind: 'concurrent' }, answering(400)], false],
    ['5xx alone', [answering(503, { times: 6 })], false],
  ])('leaves a doubt if an attempt before may have taken effect: %s', async (_what, faults, inDoubt) => {
    const { simulator, call } = await seededRig();
    for (const fault of faults) simulator.fault(fault);
    expect((await errorOf(call(UPDATE))).inDoubt).toBe(inDoubt);
  });

  it.each([
    [{}, 250],
    [{ 'retry-after': '0' }, 250],
    [{ 'retry-after': '1' }, 1000],
  ])('is waited for: with %o at least %i ms', async (headers, waitMs) => {
    const { simulator, call } = await seededRig({ random: () => 0 });
    simulator.fault(answering(503, { headers }));
    await call(UPDATE);
    const [first, second] = simulator.journal;
    expect(Number(second?.at) - Number(first?.at)).toBeGreaterThanOrEqual(waitMs - 10);
    expect(Number(second?.at) - Number(first?.at)).toBeLessThan(waitMs + 700);
  });
});

describe('the sign-in', () => {
  it('is done again when the token is refused, even with 400', async () => {
    const { simulator, attempts, call } = await seededRig();
    simulator.fault({ kind: 'token-death' });
    simulator.fault(answering(400, { body: { code: 124, message: 'Access token is expired.' } }));
    expect((await call(UPDATE)).status).toBe(204);
    expect(attempts.map(({ status: seen, error }) => [seen, error])).toEqual([
      [401, 'tokenRefused'],
      [400, 'tokenRefused'],
      [204, undefined],
    ]);
    expect(simulator.stats().tokens).toBe(3);
  });

  it('is given up when one token after the other is refused', async () => {
    const { simulator, attempts, call } = await seededRig();
    simulator.fault({ kind: 'token-death', times: Number.POSITIVE_INFINITY });
    expect(await errorOf(call(UPDATE))).toMatchObject({
      kind: 'signInRefused',
      message: 'Zoom refused 3 new access tokens in a row: Access token is expired.',
      status: 401,
      code: 124,
    });
    expect(attempts.length).toBe(3);
  });

  it('may be lost again and again, as long as calls are let in between', async () => {
    const { simulator, call } = await seededRig();
    for (let i = 0; i < 5; i++) {
      simulator.fault({ kind: 'token-death' });
      expect((await call(UPDATE)).status).toBe(204);
    }
    expect(simulator.stats().tokens).toBe(6);
  });

  it('is not done again for a token that was given', async () => {
    const { simulator, attempts, call } = await seededRig({
      credentials: { kind: 'accessToken', accessToken: 'stale' },
    });
    expect(await errorOf(call(UPDATE))).toMatchObject({
      kind: 'signInRefused',
      message: 'Zoom refused the access token in ZOOM_ACCESS_TOKEN: Invalid access token.',
    });
    expect([attempts.length, simulator.stats().tokenRequests]).toEqual([1, 0]);
  });

  it('that is refused sends nothing', async () => {
    const { simulator } = await startRig();
    const { call, attempts, sent } = await startRig({
      credentials: { ...credentialsOf(simulator), clientSecret: 'wrong' },
    });
    expect(await errorOf(call(UPDATE))).toMatchObject({
      kind: 'signInRefused',
      message: 'Zoom refused to sign in: Invalid client_id or client_secret (HTTP 401)',
      inDoubt: false,
    });
    expect([attempts, sent]).toEqual([[], []]);
  });

  it('that fails, try after try, sends nothing', async () => {
    const { simulator, sent, call } = await seededRig();
    simulator.fault({ kind: 'html', match: { path: '/oauth/token' }, times: Number.POSITIVE_INFINITY });
    expect(await errorOf(call(UPDATE))).toMatchObject({
      kind: 'signInFailed',
      message: 'signing in at Zoom failed: HTTP 502',
    });
    expect([simulator.stats().tokenRequests, sent]).toEqual([6, []]);
  });
});

describe('a refusal per second', () => {
  it('pauses its whole label, and no other', async () => {
    const { simulator, pauses, call } = await seededRig();
    for (let n = 0; n < 3; n++) simulator.seed({ email: `u${n}@example.com`, password: 'Old-pass1' });
    await call(GET);
    simulator.fault({ kind: 'per-second', headers: { 'retry-after': '1' } });
    const refused = call(UPDATE);
    await expect.poll(() => pauses.length, { interval: 2 }).toBe(1);
    const other = call({ ...UPDATE, user: 'u0@example.com' });
    const medium = [1, 2].map((n) => call({ ...PASSWORD, user: `u${n}@example.com` }));
    await Promise.all([refused, other, ...medium]);

    const refusedAt = Number(simulator.journal[1]?.at);
    const delays = simulator.journal.slice(2).map(({ at, label }) => [label, at - refusedAt] as const);
    for (const [label, delayMs] of delays) {
      if (label === 'medium') expect(delayMs).toBeLessThan(900);
      else expect(delayMs).toBeGreaterThanOrEqual(990);
    }
    expect(delays.map(([label]) => label).sort()).toEqual(['light', 'light', 'medium', 'medium']);
    expect(pauses).toEqual([
      {
        label: 'light',
        waitMs: 1000,
        reason: 'You have reached the maximum per-second rate limit for this API. Try again later.',
      },
    ]);
  });

  it('tells the label when the call left and what Zoom asks for, and of no pause that the label does not make', async () => {
    const told: [isEarlier: boolean, retryAfterMs: number | undefined][] = [];
    class ListeningLimiter extends EagerLimiter {
      override refused(...refusal: Parameters<EagerLimiter['refused']>) {
        const [{ leftAt }, { retryAfterMs }] = refusal;
        told.push([leftAt <= performance.now(), retryAfterMs]);
        return super.refused(...refusal);
      }
    }
    const { simulator, pauses, call } = await seededRig({ RateLimiter: ListeningLimiter });
    simulator.fault({ kind: 'per-second', headers: { 'retry-after': '2' } });
    simulator.fault({ kind: 'per-second' });
    simulator.fault({ kind: 'concurrent' });
    await call(UPDATE);
    expect([told, pauses]).toEqual([
      [
        [true, 2000],
        [true, undefined],
      ],
      [],
    ]);
  });
});
