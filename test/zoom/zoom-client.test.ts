import { describe, expect, it, vi } from 'vitest';
import type { Reply, ZoomRequest } from '../../src/core/zoom-api.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import type { Fault } from '../../src/simulator/simulator.ts';
import { answering, CREATE, EMAIL, errorOf, GET, PASSWORD, seededRig, UPDATE } from '../support/calls.ts';
import { credentialsOf, type Rig, startRig } from '../support/zoom-rig.ts';

const NEVER = new AbortController().signal;
const TRACKING = expect.stringMatching(/^v=2.0;clid=us02;rid=WEB_[0-9a-f]{32}$/);

/** Prepares a request and sends it once. */
async function send({ zoom }: Pick<Rig, 'zoom'>, request: ZoomRequest): Promise<Reply | ZoomError> {
  return (await zoom.prepare(request, NEVER)).send(() => undefined);
}

describe('a request', () => {
  it('has the token, what it takes and what it is about', async () => {
    const rig = await seededRig();
    const query = { login_type: '100', remove_tsp_credentials: 'true' };
    expect(await send(rig, { ...UPDATE, user: 'A/1', query })).toEqual({
      status: 204,
      body: undefined,
      trackingId: TRACKING,
      rateLimit: undefined,
    });
    expect(rig.sent).toEqual([
      {
        method: 'PATCH',
        url: `${rig.simulator.apiUrl}/users/A%2F1?login_type=100&remove_tsp_credentials=true`,
        headers: {
          authorization: `Bearer ${await rig.token.get()}`,
          accept: 'application/json',
          'user-agent': 'zoom-provision-test',
          'content-type': 'application/json',
        },
        body: '{"dept":"IT"}',
      },
    ]);
    expect(rig.simulator.user(EMAIL)?.fields).toMatchObject({ dept: 'IT' });
  });

  it('without a body sends none, and has the answer to the last digit', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, fields: { zoom_one_type: 72057594037927936n } });
    expect(await send(rig, { ...GET, query: {} })).toMatchObject({
      status: 200,
      body: expect.objectContaining({ zoom_one_type: 72057594037927936n }),
    });
    expect(rig.sent).toEqual([
      {
        method: 'GET',
        url: `${rig.simulator.apiUrl}/users/a%2Bb%40example.com`,
        headers: expect.not.objectContaining({ 'content-type': expect.anything() }),
      },
    ]);
  });

  it('may be a form, to the last digit', async () => {
    const rig = await startRig({ bodyKind: 'multipart' });
    const user_info = { email: 'new@example.com', type: 2, feature: { zoom_one_type: 576460752303423488n } };
    const created = await send(rig, { endpoint: 'createUser', body: { action: 'ssoCreate', user_info } });
    const body = { use_pmi: true, pmi: 1234567890, dept: 'R&D', division_ids: ['D1'] };
    const updated = await send(rig, { endpoint: 'updateUser', user: 'new@example.com', body });
    expect([created.status, updated.status]).toEqual([201, 204]);
    expect(rig.simulator.user('new@example.com')).toMatchObject({
      type: 2,
      fields: { zoom_one_type: 576460752303423488n, ...body },
    });
  });

  it('tells when it has left, before its answer is there', async () => {
    const rig = await seededRig();
    const request = await rig.zoom.prepare(UPDATE, NEVER);
    const story: string[] = [];
    await request.send(() => story.push(`sent, ${rig.simulator.stats().requests} arrived`));
    story.push('answered');
    expect(story).toEqual(['sent, 0 arrived', 'answered']);
  });

  it('about a user who cannot be named in a path is a bug', async () => {
    const { zoom } = await startRig();
    await expect(zoom.prepare({ ...UPDATE, user: '..' }, NEVER)).rejects.toThrow(/another path/);
  });

  it('leaves no connection and no timer behind', async () => {
    const rig = await seededRig({ timeoutMs: 60 });
    for (const kind of ['cut', 'hang', 'reset-before', 'html', 'hang-after', 'reset-after'] as const) {
      rig.simulator.fault({ kind });
      await send(rig, UPDATE);
    }
    await send(rig, UPDATE);
    await rig.close();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(process.getActiveResourcesInfo().filter((kind) => /TCP|Timeout/.test(kind))).toEqual([]);
  });
});

describe('what comes of a request', () => {
  it.each<[string, Fault, Partial<ZoomError>]>([
    ['400', answering(400), { kind: 'rejected', status: 400, code: 77, message: 'because' }],
    ['403', answering(403), { kind: 'rejected', status: 403 }],
    ['404', answering(404), { kind: 'notFound', status: 404 }],
    ['409', answering(409), { kind: 'exists', status: 409 }],
    [
      '4711',
      answering(400, { body: { code: 4711, message: 'no scopes' } }),
      { kind: 'missingScope', scope: 'user:update:user:admin' },
    ],
    [
      '2300',
      answering(404, { body: { code: 2300, message: 'This API endpoint is not recognized.' } }),
      { kind: 'unknownAddress', call: 'updateUser', address: expect.stringMatching(/^http.*\/v2$/) },
    ],
    ['the end of the day', { kind: 'daily' }, { kind: 'rateDaily', status: 429, code: 429 }],
    ['the end of the invitations', { kind: 'create-quota' }, { kind: 'inviteQuota', status: 429 }],
    ['a user who is busy', { kind: 'concurrent' }, { kind: 'concurrent', status: 429 }],
    [
      'too many in a second',
      { kind: 'per-second', headers: { 'retry-after': '2' } },
      { kind: 'ratePerSecond', status: 429, retryAfterMs: 2000 },
    ],
    ['503', answering(503), { kind: 'server', status: 503 }],
    ['a page', { kind: 'html' }, { kind: 'server', status: 502 }],
    ['a page with 200', { kind: 'html', status: 200 }, { kind: 'unreadable', status: 200 }],
    ['a dead token', { kind: 'token-death' }, { kind: 'tokenRefused', status: 401, code: 124 }],
    ['a reset', { kind: 'reset-before' }, { kind: 'reset', status: 0 }],
    ['a cut answer', { kind: 'cut' }, { kind: 'reset', status: 200 }],
    ['nothing', { kind: 'hang' }, { kind: 'timeout', status: 0 }],
  ])('is a value, and nothing is sent again: %s', async (_what, fault, expected) => {
    const rig = await seededRig({ timeoutMs: 80 });
    rig.simulator.fault(fault);
    const answer = await send(rig, UPDATE);
    expect(answer).toBeInstanceOf(ZoomError);
    expect(answer).toMatchObject(expected);
    expect(rig.simulator.stats().requests).toBe(1);
  });

  it('is that it never left when nobody is there', async () => {
    const gone = await startRig();
    await gone.close();
    const { zoom, simulator } = await startRig({ apiUrl: gone.simulator.apiUrl });
    const request = await zoom.prepare(CREATE, NEVER);
    let hasLeft = false;
    const answer = await request.send(() => {
      hasLeft = true;
    });
    expect(answer).toMatchObject({
      kind: 'unreachable',
      message: 'the request could not be sent (ECONNREFUSED)',
      inDoubt: false,
    });
    expect([hasLeft, simulator.stats().requests]).toEqual([false, 0]);
  });

  it('keeps its secrets, and those of the token, to itself', async () => {
    const rig = await seededRig();
    const message = `S3cret-pass and ${await rig.token.get()} are no good`;
    rig.simulator.fault({ kind: 'status', status: 400, body: { code: 300, message }, times: 2 });
    const messages = [];
    for (const secrets of [['S3cret-pass'], []]) {
      messages.push((await send(rig, { ...PASSWORD, secrets })) as ZoomError);
    }
    expect(messages.map((answer) => answer.message)).toEqual([
      '[redacted] and [redacted] are no good',
      'S3cret-pass and [redacted] are no good',
    ]);
  });

  it('is a reset when the client is ended while it is under way', async () => {
    const abort = new AbortController();
    const rig = await seededRig({ abort: abort.signal });
    rig.simulator.fault({ kind: 'hang-after' });
    const answer = send(rig, UPDATE);
    await expect.poll(() => rig.simulator.user(EMAIL)?.fields.dept, { interval: 2 }).toBe('IT');
    abort.abort();
    expect(await answer).toMatchObject({ kind: 'reset', status: 0 });
  });
});

describe('the sign-in', () => {
  it('is done once for all that are prepared together', async () => {
    const { simulator, zoom } = await seededRig();
    await Promise.all(Array.from({ length: 10 }, () => zoom.prepare(GET, NEVER)));
    expect(simulator.stats()).toMatchObject({ tokenRequests: 1, tokens: 1, requests: 0 });
  });

  it('is done again after the token was refused, for whoever waits, too', async () => {
    const rig = await seededRig();
    const waiting = await rig.zoom.prepare(UPDATE, NEVER);
    const before = waiting.isStale;
    rig.simulator.fault({ kind: 'token-death' });
    await send(rig, UPDATE);
    const after = waiting.isStale;
    // Once somebody has signed in again, the one that waits is good again as it is.
    expect(await send(rig, UPDATE)).toMatchObject({ status: 204 });
    expect([before, after, waiting.isStale]).toEqual([false, true, false]);
    expect(await waiting.send(() => undefined)).toMatchObject({ status: 204 });
    expect(rig.simulator.stats().tokens).toBe(2);
  });

  it('may be lost again and again, as long as requests are let in between', async () => {
    const rig = await seededRig();
    for (let i = 0; i < 5; i++) {
      rig.simulator.fault({ kind: 'token-death' });
      expect(await send(rig, UPDATE)).toMatchObject({ kind: 'tokenRefused' });
      expect(await send(rig, UPDATE)).toMatchObject({ status: 204 });
    }
    expect(rig.simulator.stats().tokens).toBe(6);
  });

  it('is over when one token after the other is refused', async () => {
    const rig = await seededRig();
    rig.simulator.fault({ kind: 'token-death', times: Number.POSITIVE_INFINITY });
    const answers = [await send(rig, UPDATE), await send(rig, UPDATE), await send(rig, UPDATE)];
    expect(answers).toMatchObject([
      { kind: 'tokenRefused' },
      { kind: 'tokenRefused' },
      {
        kind: 'signInRefused',
        message: 'Zoom refused 3 new access tokens in a row: Access token is expired.',
        status: 401,
        code: 124,
        trackingId: TRACKING,
      },
    ]);
  });

  it('is over at once when a token that was given is refused', async () => {
    const rig = await seededRig({ credentials: { kind: 'accessToken', accessToken: 'stale' } });
    expect(await send(rig, UPDATE)).toMatchObject({
      kind: 'signInRefused',
      message: 'Zoom refused the access token in ZOOM_ACCESS_TOKEN: Invalid access token.',
    });
    expect(rig.simulator.stats().tokenRequests).toBe(0);
  });

  it('that is refused lets nothing be prepared', async () => {
    const { simulator } = await startRig();
    const { zoom, sent } = await startRig({
      credentials: { ...credentialsOf(simulator), clientSecret: 'wrong' },
    });
    expect(await errorOf(zoom.prepare(UPDATE, NEVER))).toMatchObject({
      kind: 'signInRefused',
      message: 'Zoom refused the sign-in: Invalid client_id or client_secret (HTTP 401)',
    });
    expect(sent).toEqual([]);
  });

  it('that fails lets nothing be prepared, and is for others to try again', async () => {
    const { simulator, zoom } = await seededRig();
    simulator.fault({ kind: 'html', match: { path: '/oauth/token' }, times: Number.POSITIVE_INFINITY });
    expect(await errorOf(zoom.prepare(UPDATE, NEVER))).toMatchObject({
      kind: 'signInFailed',
      message: "signing in at Zoom failed: HTTP 502 with an HTML page (Zoom) instead of Zoom's answer",
    });
    expect(simulator.stats().tokenRequests).toBe(1);
  });

  it('that hangs is waited for until the signal fires', async () => {
    const { simulator, zoom } = await seededRig();
    simulator.fault({ kind: 'hang', match: { path: '/oauth/token' } });
    const stop = new AbortController();
    const preparing = Promise.allSettled([zoom.prepare(UPDATE, stop.signal)]);
    await expect.poll(() => simulator.stats().tokenRequests, { interval: 2 }).toBe(1);
    stop.abort('enough');
    expect(await preparing).toEqual([{ status: 'rejected', reason: 'enough' }]);
  });

  it('is not even begun when the signal has fired before', async () => {
    const { token, zoom } = await seededRig();
    const get = vi.spyOn(token, 'get');
    await expect(zoom.prepare(UPDATE, AbortSignal.abort('before'))).rejects.toBe('before');
    expect(get).not.toHaveBeenCalled();
  });
});
