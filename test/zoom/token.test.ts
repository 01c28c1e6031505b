import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ZoomError } from '../../src/core/zoom-api.ts';
import { Simulator } from '../../src/simulator/simulator.ts';
import { type Credentials, Token } from '../../src/zoom/token.ts';
import { type HttpAnswer, type HttpRequest, Transport, TransportError } from '../../src/zoom/transport.ts';
import { credentialsOf, NO_WAIT } from '../rig/zoom-rig.ts';

const SECRET = 'a&secret/+';
const APP: Credentials = {
  kind: 'serverToServer',
  accountId: 'acc+1',
  clientId: 'client',
  clientSecret: SECRET,
  oauthUrl: 'https://zoom.example/oauth/token',
};
const PASS: Credentials = { kind: 'accessToken', accessToken: 'given-token' };

type Answers = (count: number) => Partial<HttpAnswer> | TransportError;

/** A token whose sign-ins are answered by the test. */
function makeToken(answers: Answers = granted(), credentials: Credentials = APP, random = NO_WAIT) {
  const clock = { now: 1_000_000 };
  const requests: HttpRequest[] = [];
  let told = 0;
  const token = new Token({
    credentials,
    send: async (request) => {
      requests.push(request);
      const answer = answers(requests.length);
      if (answer instanceof Error) throw answer;
      return { status: 200, headers: {}, text: '', ...answer };
    },
    now: () => clock.now,
    random,
    onRequest: () => told++,
  });
  return { token, clock, requests, told: () => told };
}

/** T1, T2 … */
function granted(more: object = { expires_in: 3600 }): Answers {
  return (count) => ({ text: JSON.stringify({ access_token: `T${count}`, token_type: 'bearer', ...more }) });
}

async function errorOf(promise: Promise<unknown>): Promise<ZoomError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ZoomError)) throw new Error(`no ZoomError but ${String(error)}`);
  return error;
}

const refusal = new ZoomError({
  kind: 'tokenRefused',
  message: 'Invalid access token.',
  status: 401,
  code: 124,
});

describe('signing in', () => {
  it('sends its parameters in the form body, not in the query', async () => {
    const { token, requests, told } = makeToken();
    expect(await token.get()).toBe('T1');
    expect(requests).toEqual([
      {
        method: 'POST',
        url: 'https://zoom.example/oauth/token',
        headers: {
          authorization: `Basic ${Buffer.from(`client:${SECRET}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        body: 'grant_type=account_credentials&account_id=acc%2B1',
      },
    ]);
    expect(told()).toBe(1);
  });

  it('is done once for all who ask at the same time', async () => {
    const { token, requests } = makeToken();
    expect(await Promise.all(Array.from({ length: 20 }, () => token.get()))).toEqual(Array(20).fill('T1'));
    expect(requests.length).toBe(1);
  });

  it.each([
    [3600, 3_539_999, 3_540_000],
    ['3599', 3_538_999, 3_539_000],
    [100, 49_999, 50_000],
    [2, 999, 1000],
    [0, 3_539_999, 3_540_000],
    ['soon', 3_539_999, 3_540_000],
    [null, 3_539_999, 3_540_000],
    [undefined, 3_539_999, 3_540_000],
  ])('with a life of %j s lasts %i ms and not %i', async (expiresIn, lasts, ends) => {
    const { token, clock } = makeToken(granted({ expires_in: expiresIn }));
    const start = clock.now;
    const seen = [await token.get()];
    clock.now = start + lasts;
    seen.push(await token.get());
    clock.now = start + ends;
    seen.push(await token.get());
    expect(seen).toEqual(['T1', 'T1', 'T2']);
  });

  it('works with the simulator, once for all', async () => {
    const simulator = await Simulator.start();
    const transport = new Transport({ timeoutMs: 2000, connections: 2 });
    const token = new Token({
      credentials: credentialsOf(simulator),
      send: transport.send.bind(transport),
      now: Date.now,
      random: NO_WAIT,
      onRequest: () => undefined,
    });
    onTestFinished(async () => {
      await transport.close();
      await simulator.close();
    });
    simulator.fault({ kind: 'reset-before', match: { path: '/oauth/token' } });
    simulator.fault({ kind: 'html', match: { path: '/oauth/token' } });
    simulator.fault({ kind: 'cut', match: { path: '/oauth/token' } });
    const [first, second] = await Promise.all([token.get(), token.get()]);
    expect(first).toBe(second);
    expect(simulator.stats()).toMatchObject({ tokens: 2, tokenRequests: 4 });
  });
});

describe('a refused sign-in', () => {
  it.each([
    [
      401,
      { error: 'invalid_client', reason: 'Invalid client_id or client_secret' },
      'Invalid client_id or client_secret',
    ],
    [400, { error: 'invalid_grant', reason: '' }, 'invalid_grant'],
    [400, { errorCode: 4717, errorMessage: 'The app has been disabled.' }, 'The app has been disabled.'],
    [403, { message: `no: ${SECRET} ${encodeURIComponent(SECRET)}` }, 'no: [redacted] [redacted]'],
    [404, {}, undefined],
  ])('is final with %i %o', async (status, body, reason) => {
    const { token, requests } = makeToken(() => ({ status, text: JSON.stringify(body) }));
    const { kind, message, status: seen } = await errorOf(token.get());
    const text = reason === undefined ? `HTTP ${status}` : `${reason} (HTTP ${status})`;
    expect({ kind, message, seen }).toEqual({
      kind: 'signInRefused',
      message: `Zoom refused to sign in: ${text}`,
      seen: status,
    });
    expect(requests.length).toBe(1);
  });

  it.each<[string, Partial<HttpAnswer> | TransportError, string]>([
    ['5xx', { status: 503, text: '{"error":"busy"}' }, 'busy (HTTP 503)'],
    ['a page', { status: 403, text: '<html></html>' }, 'HTTP 403'],
    ['a page with 200', { status: 200, text: '<html></html>' }, 'HTTP 200'],
    ['429', { status: 429, text: '{"reason":"slow down"}' }, 'slow down (HTTP 429)'],
    ['408', { status: 408, text: '{}' }, 'HTTP 408'],
    ['a list', { status: 400, text: '[]' }, 'HTTP 400'],
    ['no token', { status: 200, text: '{"access_token":""}' }, 'HTTP 200'],
    ['a token that is no text', { status: 200, text: '{"access_token":7}' }, 'HTTP 200'],
    ['a reset', new TransportError('reset', 'it broke', 0), 'it broke'],
    ['no connection', new TransportError('unreachable', 'not there', 0), 'not there'],
    ['a timeout', new TransportError('timeout', 'no answer', 0), 'no answer'],
  ])('is tried again after %s: five times', async (_what, failure, reason) => {
    const recovering = makeToken((count) => (count < 6 ? failure : granted()(count)));
    expect(await recovering.token.get()).toBe('T6');

    const failing = makeToken((count) => (count <= 6 ? failure : granted()(count)));
    const { kind, message } = await errorOf(failing.token.get());
    expect({ kind, message }).toEqual({
      kind: 'signInFailed',
      message: `signing in at Zoom failed: ${reason}`,
    });
    expect([failing.requests.length, failing.told()]).toEqual([6, 6]);
    expect(await failing.token.get()).toBe('T7');
  });

  describe('waits between tries', () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    it.each([
      [undefined, 250],
      ['0', 250],
      ['1970-01-01T00:16:47Z', 7000],
      ['7', 7000],
      ['86400', 60_000],
    ])('with Retry-After %s: %i ms', async (retryAfter, waitMs) => {
      vi.useFakeTimers();
      const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
      const busy = { status: 429, text: '{}', headers };
      const { token, requests } = makeToken(
        (count) => (count === 1 ? busy : granted()(count)),
        APP,
        () => 0,
      );
      const getting = token.get();
      await vi.advanceTimersByTimeAsync(waitMs - 1);
      expect(requests.length).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(await getting).toBe('T2');
    });

    it('but no longer than it is open', async () => {
      const { token } = makeToken(
        () => ({ status: 503 }),
        APP,
        () => 0,
      );
      const getting = token.get();
      token.close();
      await expect(getting).rejects.toThrow('the token is no longer needed');
    });
  });
});

describe('a token that Zoom refuses', () => {
  it('is replaced, once for all who were refused with it', async () => {
    const { token, requests } = makeToken();
    const old = await token.get();
    for (let i = 0; i < 10; i++) token.refused(old, refusal);
    expect(await Promise.all([token.get(), token.get()])).toEqual(['T2', 'T2']);
    for (let i = 0; i < 10; i++) token.refused(old, refusal);
    expect(await token.get()).toBe('T2');
    expect(requests.length).toBe(2);
  });

  it('is the last straw when three of them in a row were never let in', async () => {
    const { token } = makeToken();
    token.refused(await token.get(), refusal);
    token.refused(await token.get(), refusal);
    const last = await token.get();
    const { kind, message, status, code } = await errorOf((async () => token.refused(last, refusal))());
    expect({ kind, message, status, code }).toEqual({
      kind: 'signInRefused',
      message: 'Zoom refused 3 new access tokens in a row: Invalid access token.',
      status: 401,
      code: 124,
    });
  });

  it('is nothing unusual when the one before was let in', async () => {
    const { token, requests } = makeToken();
    for (let i = 0; i < 10; i++) {
      token.refused(await token.get(), refusal);
      await token.get();
      token.accepted();
    }
    expect(requests.length).toBe(11);
  });

  it('cannot be replaced when it was given', async () => {
    const { token, requests } = makeToken(granted(), PASS);
    expect(await token.get()).toBe('given-token');
    const { kind, message } = await errorOf((async () => token.refused('given-token', refusal))());
    expect({ kind, message }).toEqual({
      kind: 'signInRefused',
      message: 'Zoom refused the access token in ZOOM_ACCESS_TOKEN: Invalid access token.',
    });
    expect(requests).toEqual([]);
  });
});

it('knows every text that must not appear anywhere', async () => {
  const { token } = makeToken();
  token.refused(await token.get(), refusal);
  await token.get();
  const basic = Buffer.from(`client:${SECRET}`).toString('base64');
  expect(token.secrets()).toEqual([SECRET, basic, 'T1', 'T2']);
  expect(makeToken(granted(), PASS).token.secrets()).toEqual(['given-token']);
});
