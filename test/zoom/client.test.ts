import { describe, expect, it } from 'vitest';
import { type Call, ZoomError } from '../../src/core/zoom-api.ts';
import type { Fault } from '../../src/simulator/simulator.ts';
import { Lane } from '../../src/zoom/lane.ts';
import { credentialsOf, type RigOptions, startRig } from '../rig/zoom-rig.ts';

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
    [
      '4711',
      status(400, { body: { code: 4711, message: 'no scopes' } }),
      1,
      { kind: 'missingScope', scope: 'user:update:user:admin' },
    ],
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
    ['503', status(503), 5, true],
    ['a page', { kind: 'html' }, 5, true],
    ['a reset', { kind: 'reset-before' }, 5, true],
    ['a reset after the effect', { kind: 'reset-after' }, 5, true],
    ['nothing', { kind: 'hang' }, 5, true],
    ['a cut answer', { kind: 'cut' }, 5, true],
    ['a dead token', { kind: 'token-death' }, 2, false],
  ])('%s is forgotten when a later attempt succeeds', async (_what, fault, times, resent) => {
    const { simulator, attempts, call } = await seededRig({ timeoutMs: 80, Lane: EagerLane });
    simulator.fault({ ...fault, times });
    expect(await call(UPDATE)).toMatchObject({ status: 204, resent });
    expect(attempts.length).toBe(times + 1);
  });

  it('takes a turn for every attempt', async () => {
    let turns = 0;
    class CountingLane extends EagerLane {
      override turn(signal: AbortSignal, prepare?: () => void): Promise<void> {
        turns++;
        return super.turn(signal, prepare);
      }
    }
    const { simulator, call } = await seededRig({ Lane: CountingLane });
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
      message: 'the connection could not be made (ECONNREFUSED)',
      inDoubt: false,
    });
    expect(attempts.length).toBe(6);
  });

  it.each<[string, Fault[], boolean]>([
    ['5xx after a reset', [{ kind: 'reset-after' }, status(503, { times: 6 })], true],
    ['a refusal after a reset', [{ kind: 'reset-after' }, status(400)], true],
    ['a refusal after 5xx', [status(503), status(400)], true],
    ['a refusal after a refusal to wait for', [{ kind: 'concurrent' }, status(400)], false],
    ['5xx alone', [status(503, { times: 6 })], false],
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
    simulator.fault(status(503, { headers }));
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
    simulator.fault(status(400, { body: { code: 124, message: 'Access token is expired.' } }));
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
  it('pauses its whole lane, and no other', async () => {
    const { simulator, pauses, call } = await seededRig({ random: () => 0 });
    for (let n = 0; n < 4; n++) simulator.seed({ email: `u${n}@example.com`, password: 'Old-pass1' });
    await call(GET);
    simulator.fault({ kind: 'per-second' });
    const refused = call(UPDATE);
    await expect.poll(() => pauses.length, { interval: 2 }).toBe(1);
    const others = [0, 1].map((n) => call({ ...UPDATE, user: `u${n}@example.com` }));
    const medium = [2, 3].map((n) => call({ ...PASSWORD, user: `u${n}@example.com` }));
    await Promise.all([refused, ...others, ...medium]);

    const refusedAt = Number(simulator.journal[1]?.at);
    const delays = simulator.journal.slice(2).map(({ at, lane }) => [lane, at - refusedAt] as const);
    for (const [lane, delayMs] of delays) {
      if (lane === 'medium') expect(delayMs).toBeLessThan(900);
      else expect(delayMs).toBeGreaterThanOrEqual(1090);
    }
    expect(delays.map(([lane]) => lane).sort()).toEqual(['light', 'light', 'light', 'medium', 'medium']);
    expect(pauses).toEqual([
      {
        lane: 'light',
        waitMs: 1100,
        reason: 'You have reached the maximum per-second rate limit for this API. Try again later.',
      },
    ]);
  });

  it.each([
    ['2', 0, 2100],
    ['0', 0, 1100],
    ['1', 0.999, 1299.8],
    ['599', 0, 60_100],
  ])('with Retry-After %s is a pause of its length, within bounds', async (retryAfter, random, waitMs) => {
    const { simulator, pauses, call } = await seededRig({ Lane: EagerLane, random: () => random });
    simulator.fault({ kind: 'per-second', headers: { 'retry-after': retryAfter } });
    await call(UPDATE);
    expect(pauses.map((pause) => pause.waitMs)).toEqual([waitMs]);
  });
});

describe('a create without an answer', () => {
  const lost = (kind: 'reset-before' | 'reset-after' | 'html' | 'cut' = 'reset-before'): Fault => ({
    kind,
    match: { method: 'POST' },
  });

  /** Makes the create and says what happened, in order. */
  async function creating(faults: readonly Fault[], settle: Call['settle']) {
    const { simulator, call } = await startRig({ Lane: EagerLane });
    for (const fault of faults) simulator.fault(fault);
    const story: string[] = [];
    const startedAt = Date.now();
    const asking = async (since: number) => {
      story.push('ask');
      expect(since).toBeGreaterThanOrEqual(startedAt);
      expect(since).toBeLessThanOrEqual(Date.now());
      return settle?.(since);
    };
    const result = await call(
      { ...CREATE, settle: asking },
      { beforeAttempt: () => story.push('send') },
    ).catch((error: unknown) => error);
    return { simulator, story: story.join(' '), result };
  }

  const nothing = () => Promise.resolve(undefined);

  it.each(['reset-before', 'html'] as const)('is asked for before it is sent again: %s', async (kind) => {
    const { story, result } = await creating([lost(kind), lost(kind)], nothing);
    expect(story).toBe('send ask send ask send');
    expect(result).toMatchObject({ status: 201, resent: true });
  });

  it('is over when the account has it', async () => {
    const reply = {
      status: 200,
      body: { id: 'A' },
      trackingId: 'T',
      rateLimit: undefined,
      serverTime: 1,
      resent: false,
    };
    const { story, result } = await creating([lost('reset-after')], () => Promise.resolve(reply));
    expect(story).toBe('send ask');
    expect(result).toBe(reply);
  });

  it('is asked for again after every later refusal, too: the effect may come late', async () => {
    const { story, result } = await creating([lost('reset-after')], nothing);
    expect(story).toBe('send ask send ask');
    expect(result).toMatchObject({ kind: 'exists', status: 409, code: 1005, inDoubt: false });

    const waiting = await creating([lost(), { kind: 'per-second' }, { kind: 'concurrent' }], nothing);
    expect(waiting.story).toBe('send ask send ask send ask send');
    expect(waiting.result).toMatchObject({ status: 201 });
  });

  it('is given up after six, having asked each time', async () => {
    const { story, result } = await creating(Array(6).fill(lost()), nothing);
    expect(story).toBe(Array(6).fill('send ask').join(' '));
    expect(result).toMatchObject({ kind: 'reset', inDoubt: false });
  });

  it('is in doubt when the account cannot be asked', async () => {
    const failed = new ZoomError({ kind: 'timeout', message: 'no answer within 1 s', trackingId: 'T' });
    const { story, result } = await creating([lost('cut')], () => Promise.reject(failed));
    expect(story).toBe('send ask');
    expect(result).toMatchObject({
      kind: 'timeout',
      inDoubt: true,
      trackingId: 'T',
      message: expect.stringMatching(
        /^the connection broke .*; and the account could not be asked what came of it: no answer within 1 s$/,
      ),
    });
  });

  it('is answered by the account itself when that had the user before', async () => {
    const exists = new ZoomError({ kind: 'exists', message: 'invited before' });
    expect((await creating([lost()], () => Promise.reject(exists))).result).toBe(exists);
  });

  it('ends with whatever else went wrong in asking', async () => {
    const bug = new Error('a bug');
    expect((await creating([lost()], () => Promise.reject(bug))).result).toBe(bug);
  });

  it('is not asked for when Zoom surely refused it', async () => {
    const faults: Fault[] = [{ kind: 'per-second' }, { kind: 'concurrent' }, { kind: 'token-death' }];
    const { story, result } = await creating(faults, nothing);
    expect(story).toBe('send send send send');
    expect(result).toMatchObject({ status: 201, resent: false });
  });
});

describe('a change that may be repeated', () => {
  it('is asked for only when every attempt is lost', async () => {
    const { simulator, attempts, call } = await seededRig();
    let asked = 0;
    const settle = () => {
      asked++;
      return Promise.resolve(undefined);
    };
    simulator.fault({ kind: 'reset-before', times: 5 });
    expect(await call({ ...UPDATE, settle })).toMatchObject({ status: 204, resent: true });
    expect([asked, attempts.length]).toEqual([0, 6]);

    simulator.fault({ kind: 'reset-before', times: 6 });
    expect(await errorOf(call({ ...UPDATE, settle }))).toMatchObject({ kind: 'reset', inDoubt: false });
    expect([asked, attempts.length]).toEqual([1, 12]);
  });
});

describe('the signal', () => {
  it.each<[string, Fault]>([
    ['backs off', status(503, { headers: { 'retry-after': '60' } })],
    ['waits for its lane', { kind: 'per-second', headers: { 'retry-after': '60' } }],
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
