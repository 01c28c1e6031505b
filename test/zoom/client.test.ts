import { describe, expect, it } from 'vitest';
import { ZoomError } from '../../src/core/zoom-api.ts';
import type { Fault } from '../../src/simulator/simulator.ts';
import { answering, EMAIL, errorOf, GET, PASSWORD, seededRig, UPDATE } from '../support/calls.ts';
import { startRig } from '../support/zoom-rig.ts';

const TRACKING = expect.stringMatching(/^v=2.0;clid=us02;rid=WEB_[0-9a-f]{32}$/);

describe('a call', () => {
  it('sends the token, what it takes and what it is about', async () => {
    const { sent, call, simulator } = await seededRig();
    const query = { login_type: '100', remove_tsp_credentials: 'true' };
    const reply = await call({ ...UPDATE, user: 'A/1', query });
    expect(reply).toEqual({
      status: 204,
      body: undefined,
      trackingId: TRACKING,
      rateLimit: undefined,
      serverTime: expect.any(Number),
      resent: false,
    });
    expect(sent).toEqual([
      {
        method: 'PATCH',
        url: `${simulator.apiUrl}/users/A%2F1?login_type=100&remove_tsp_credentials=true`,
        headers: {
          authorization: expect.stringMatching(/^Bearer \S{20,}$/),
          accept: 'application/json',
          'user-agent': 'zoom-provision-test',
          'content-type': 'application/json',
        },
        body: '{"dept":"IT"}',
      },
    ]);
    expect(simulator.user(EMAIL)?.fields).toMatchObject({ dept: 'IT' });
  });

  it('without a body sends none, and has the answer to the last digit', async () => {
    const { simulator, sent, call } = await startRig();
    simulator.seed({ email: EMAIL, fields: { zoom_one_type: 72057594037927936n } });
    const { status, body } = await call({ ...GET, query: {} });
    expect([status, body]).toEqual([200, expect.objectContaining({ zoom_one_type: 72057594037927936n })]);
    expect(sent).toEqual([
      {
        method: 'GET',
        url: `${simulator.apiUrl}/users/a%2Bb%40example.com`,
        headers: expect.not.objectContaining({ 'content-type': expect.anything() }),
      },
    ]);
  });

  it('may send a form, to the last digit', async () => {
    const { simulator, call } = await startRig({ bodyKind: 'multipart' });
    const user_info = { email: 'new@example.com', type: 2, feature: { zoom_one_type: 576460752303423488n } };
    expect((await call({ endpoint: 'createUser', body: { action: 'ssoCreate', user_info } })).status).toBe(
      201,
    );
    await call({
      endpoint: 'updateUser',
      user: 'new@example.com',
      body: { use_pmi: true, pmi: 1234567890, dept: 'R&D', division_ids: ['D1'] },
    });
    expect(simulator.user('new@example.com')).toMatchObject({
      type: 2,
      fields: {
        zoom_one_type: 576460752303423488n,
        use_pmi: true,
        pmi: 1234567890,
        dept: 'R&D',
        division_ids: ['D1'],
      },
    });
  });

  it('tells of each attempt, before and after', async () => {
    const { simulator, call } = await seededRig({ simulator: { perDay: { light: 10 } } });
    simulator.fault({ kind: 'status', status: 503, body: { code: 5, message: 'busy' } });
    simulator.fault({ kind: 'reset-before' });
    const told: unknown[] = [];
    await call(UPDATE, {
      beforeAttempt: () => told.push('before'),
      afterAttempt: (attempt) => told.push(attempt),
    });
    const attempt = {
      endpoint: 'updateUser',
      label: 'light',
      durationMs: expect.any(Number),
      pace: { allowed: 500, limit: 500 },
    };
    expect(told).toEqual([
      'before',
      { ...attempt, status: 503, error: 'server', trackingId: TRACKING, rateLimit: undefined },
      'before',
      { ...attempt, status: 0, error: 'reset', trackingId: '', rateLimit: undefined },
      'before',
      {
        ...attempt,
        status: 204,
        trackingId: TRACKING,
        rateLimit: { limit: 10, remaining: 7, window: undefined },
      },
    ]);
  });

  it('signs in once for all that begin together', async () => {
    const { simulator, call } = await seededRig();
    await Promise.all(
      Array.from({ length: 10 }, () => call({ endpoint: 'getUser', user: 'A/1' }).catch(() => undefined)),
    );
    expect(simulator.stats()).toMatchObject({ tokenRequests: 1, tokens: 1 });
  });

  it('keeps its secrets out of what is said about it', async () => {
    const { simulator, token, call } = await seededRig();
    const bearer = await token.get();
    const message = `S3cret-pass and ${bearer} are no good`;
    simulator.fault({ kind: 'status', status: 400, body: { code: 300, message } });
    const { message: said } = await errorOf(call({ ...PASSWORD, secrets: ['S3cret-pass'] }));
    expect(said).toBe('[redacted] and [redacted] are no good');
  });

  it('leaves no connection and no timer behind', async () => {
    const rig = await seededRig({ timeoutMs: 60 });
    for (const kind of ['cut', 'hang', 'reset-before', 'html', 'hang-after', 'reset-after'] as const) {
      rig.simulator.fault({ kind });
    }
    await errorOf(rig.call({ ...UPDATE, user: 'nobody' }));
    await rig.call(UPDATE);
    await rig.close();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(process.getActiveResourcesInfo().filter((kind) => /TCP|Timeout/.test(kind))).toEqual([]);
  });
});

describe('the signal', () => {
  it.each<[string, Fault]>([
    ['backs off', answering(503, { headers: { 'retry-after': '60' } })],
    ['waits for its label', { kind: 'per-second', headers: { 'retry-after': '60' } }],
    ['waits for the sign-in', { kind: 'hang', match: { path: '/oauth/token' } }],
  ])('frees a call that %s, and nothing more leaves', async (_what, fault) => {
    const { simulator, sent, call } = await seededRig({ random: () => 0 });
    simulator.fault(fault);
    const stop = new AbortController();
    const waiting = call(UPDATE, { signal: stop.signal });
    const { tokenRequests, requests } = simulator.stats();
    expect([tokenRequests, requests]).toEqual([0, 0]);
    await expect
      .poll(
        () => simulator.stats().requests + (fault.kind === 'hang' ? simulator.stats().tokenRequests : 0),
        { interval: 2 },
      )
      .toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const sentBefore = sent.length;
    const abortedAt = performance.now();
    stop.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    expect(performance.now() - abortedAt).toBeLessThan(500);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent.length).toBe(sentBefore);
  });

  it('lets a request that is under way be answered', async () => {
    const { simulator, call } = await seededRig();
    simulator.fault({ kind: 'slow', delayMs: 150 });
    const stop = new AbortController();
    const calling = call(UPDATE, { signal: stop.signal });
    await expect.poll(() => simulator.stats().requests, { interval: 2 }).toBe(1);
    stop.abort('enough');
    expect((await calling).status).toBe(204);
  });

  it('that has fired before lets nothing leave', async () => {
    const { sent, call } = await seededRig();
    await expect(call(UPDATE, { signal: AbortSignal.abort('before') })).rejects.toBe('before');
    expect(sent).toEqual([]);
  });

  it('of the client ends even a request that is under way, and leaves it in doubt', async () => {
    const abort = new AbortController();
    const stop = new AbortController();
    const { simulator, attempts, call } = await seededRig({ abort: abort.signal, random: () => 0 });
    simulator.fault({ kind: 'hang-after' });
    const calling = call(UPDATE, { signal: stop.signal });
    await expect.poll(() => simulator.user(EMAIL)?.fields.dept, { interval: 2 }).toBe('IT');
    stop.abort('enough');
    abort.abort();
    await expect(calling).rejects.toBe('enough');
    expect(attempts).toMatchObject([{ status: 0, error: 'reset' }]);
  });
});

describe('what is done before an attempt', () => {
  it('keeps it from leaving when it fails', async () => {
    const { sent, attempts, call } = await seededRig();
    const beforeAttempt = () => {
      throw new Error('the disk is full');
    };
    await expect(call(UPDATE, { beforeAttempt })).rejects.toThrow('the disk is full');
    expect([sent, attempts]).toEqual([[], []]);
  });

  it('may say that a quota is used up', async () => {
    const { sent, attempts, call } = await seededRig();
    const usedUp = new ZoomError({ kind: 'rateDaily', message: 'none left' });
    const beforeAttempt = () => {
      throw usedUp;
    };
    expect(await errorOf(call(UPDATE, { beforeAttempt }))).toBe(usedUp);
    expect([sent, attempts]).toEqual([[], []]);
  });
});
