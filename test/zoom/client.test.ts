import { describe, expect, it } from 'vitest';
import { type Call, ZoomError } from '../../src/core/zoom-api.ts';
import type { Fault } from '../../src/simulator/simulator.ts';
import { Lane } from '../../src/zoom/lane.ts';
import { bodiesOf, credentialsOf, NO_WAIT, type RigOptions, startRig } from '../rig/zoom-rig.ts';

const EMAIL = 'a+b@example.com';
const UPDATE: Call = { endpoint: 'updateUser', user: EMAIL, body: { dept: 'IT' } };
const PASSWORD: Call = { endpoint: 'setPassword', user: EMAIL, body: { password: 'S3cret-pass' } };
const GET: Call = { endpoint: 'getUser', user: EMAIL };
const CREATE: Call = {
  endpoint: 'createUser',
  body: { action: 'autoCreate', user_info: { email: 'new@example.com', type: 1 } },
};
const TRACKING = expect.stringMatching(/^v=2.0;clid=us02;rid=WEB_[0-9a-f]{32}$/);

/** A lane whose pauses take no time. */
class EagerLane extends Lane {
  override pause(): void {}
}

async function seededRig(options: RigOptions = {}) {
  const rig = await startRig(options);
  rig.simulator.seed({ email: EMAIL, id: 'A/1' });
  return rig;
}

async function errorOf(promise: Promise<unknown>): Promise<ZoomError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ZoomError)) throw new Error(`no ZoomError but ${String(error)}`);
  return error;
}

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
    expect(sent).toEqual([{ method: 'GET', url: `${simulator.apiUrl}/users/a%2Bb%40example.com`, headers: expect.not.objectContaining({ 'content-type': expect.anything() }) }]);
  });

  it('may send a form, to the last digit', async () => {
    const { simulator, call } = await startRig({ bodyKind: 'multipart' });
    const user_info = { email: 'new@example.com', type: 2, feature: { zoom_one_type: 576460752303423488n } };
    expect((await call({ endpoint: 'createUser', body: { action: 'ssoCreate', user_info } })).status).toBe(201);
    await call({ endpoint: 'updateUser', user: 'new@example.com', body: { use_pmi: true, pmi: 1234567890, dept: 'R&D', division_ids: ['D1'] } });
    expect(simulator.user('new@example.com')).toMatchObject({
      type: 2,
      fields: { zoom_one_type: 576460752303423488n, use_pmi: true, pmi: 1234567890, dept: 'R&D', division_ids: ['D1'] },
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
    const attempt = { endpoint: 'updateUser', lane: 'light', durationMs: expect.any(Number) };
    expect(told).toEqual([
      'before',
      { ...attempt, status: 503, error: 'server', trackingId: TRACKING, rateLimit: undefined },
      'before',
      { ...attempt, status: 0, error: 'reset', trackingId: '', rateLimit: undefined },
      'before',
      { ...attempt, status: 204, trackingId: TRACKING, rateLimit: { limit: 10, remaining: 7 } },
    ]);
  });

  it('signs in once for all that begin together', async () => {
    const { simulator, call } = await seededRig();
    await Promise.all(Array.from({ length: 10 }, () => call({ endpoint: 'getUser', user: 'A/1' }).catch(() => undefined)));
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
    const open = () => process.getActiveResourcesInfo().filter((kind) => /TCP|Timeout/.test(kind)).sort();
    const before = open();
    const rig = await seededRig({ timeoutMs: 60 });
    for (const kind of ['cut', 'hang', 'reset-before', 'html', 'hang-after', 'reset-after'] as const) {
      rig.simulator.fault({ kind });
    }
    await errorOf(rig.call({ ...UPDATE, user: 'nobody' }));
    await rig.call(UPDATE);
    await rig.close();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(open()).toEqual(before);
  });
});

const status = (code: number, more: object = {}): Fault => ({
  kind: 'status',
  status: code,
  body: { code: 77, message: 'because' },
  ...more,
});

describe('an answer that is no success', () => {
  it.each<[string, Fault, number, Partial<ZoomError>]>([
    ['400', status(400), 1, { kind: 'rejected', status: 400, code: 77, message: 'because' }],
    ['403', status(403), 1, { kind: 'rejected', status: 403 }],
    ['404', status(404), 1, { kind: 'notFound', status: 404 }],
    ['409', status(409), 1, { kind: 'exists', status: 409 }],
    ['4711', status(400, { body: { code: 4711, message: 'no scopes' } }), 1, { kind: 'missingScope', scope: 'user:update:user:admin' }],
    ['daily', { kind: 'daily' }, 1, { kind: 'rateDaily', status: 429, code: 429 }],
    ['invitations', { kind: 'create-quota' }, 1, { kind: 'inviteQuota', status: 429 }],
    ['concurrent', { kind: 'concurrent' }, 12, { kind: 'concurrent', status: 429 }],
    ['per second', { kind: 'per-second' }, 20, { kind: 'ratePerSecond', status: 429 }],
    ['503', status(503), 6, { kind: 'server', status: 503 }],
    ['a page', { kind: 'html' }, 6, { kind: 'server', status: 502 }],
    ['a page with 200', { kind: 'html', status: 200 }, 6, { kind: 'unreadable', status: 200 }],
    ['a reset', { kind: 'reset-before' }, 6, { kind: 'reset', status: 0 }],
    ['a cut answer', { kind: 'cut' }, 6, { kind: 'reset', status: 200 }],
    ['nothing', { kind: 'hang' }, 6, { kind: 'timeout', status: 0 }],
  ])('%s ends the call after as many attempts as the policy says', async (_what, fault, tries, expected) => {
    const { simulator, attempts, call } = await seededRig({ timeoutMs: 80, Lane: EagerLane });
    simulator.fault({ ...fault, times: Number.POSITIVE_INFINITY });
    const error = await errorOf(call(UPDATE));
    const isLost = ['unreadable', 'reset', 'timeout'].includes(String(expected.kind));
    expect(error).toMatchObject({ ...expected, inDoubt: isLost, trackingId: isLost && expected.status !== 200 ? '' : expect.any(String) });
    expect(attempts.map((attempt) => attempt.error)).toEqual(Array(tries).fill(expected.kind));
    expect(simulator.stats().requests).toBe(tries);
  });

  it.each<[string, Fault, number, boolean]>([
    ['concurrent', { kind: 'concurrent', times: 11 }, 12, false],
    ['per second', { kind: 'per-second', times: 19 }, 20, false],
    ['503', status(503, { times: 5 }), 6, true],
    ['a page', { kind: 'html', times: 5 }, 6, true],
    ['a reset', { kind: 'reset-before', times: 5 }, 6, true],
    ['a reset after the effect', { kind: 'reset-after', times: 5 }, 6, true],
    ['nothing', { kind: 'hang', times: 5 }, 6, true],
    ['a cut answer', { kind: 'cut', times: 5 }, 6, true],
    ['a dead token', { kind: 'token-death', times: 3 }, 4, false],
  ])('%s is forgotten when a later attempt succeeds', async (_what, fault, tries, resent) => {
    const { simulator, attempts, call } = await seededRig({ timeoutMs: 80, Lane: EagerLane });
    // Between the refusals another call is let in, or it would look as if Zoom refused every token.
    simulator.fault(fault);
    const reply = call(UPDATE, {
      afterAttempt: (attempt) => {
        attempts_.push(attempt.error);
      },
    });
    const attempts_: unknown[] = [];
    if (fault.kind === 'token-death') {
      await expect(reply).rejects.toMatchObject({ kind: 'signInRefused' });
      return;
    }
    expect(await reply).toMatchObject({ status: 204, resent });
    expect(attempts_.length).toBe(tries);
    expect(attempts).toEqual([]);
  });
});
