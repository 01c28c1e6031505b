import { describe, expect, it, onTestFinished } from 'vitest';
import { Simulator } from '../../src/simulator/simulator.ts';
import type { HttpAnswer } from '../../src/zoom/exchange.ts';
import { Token } from '../../src/zoom/token.ts';
import { Transport, TransportError } from '../../src/zoom/transport.ts';
import { errorOf } from '../support/calls.ts';
import { granted, makeToken, SECRET } from '../support/tokens.ts';
import { credentialsOf } from '../support/zoom-rig.ts';

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
    [60, 29_999, 30_000],
    [5, 2_499, 2_500],
    [1, 999, 1000],
    [0.001, 999, 1000],
    [0, 3_539_999, 3_540_000],
    [-1, 3_539_999, 3_540_000],
    [true, 3_539_999, 3_540_000],
    ['NaN', 3_539_999, 3_540_000],
    ['soon', 3_539_999, 3_540_000],
    [null, 3_539_999, 3_540_000],
    [undefined, 3_539_999, 3_540_000],
  ])('with a life of %j s lasts %i ms and not %i', async (expiresIn, lasts, ends) => {
    const { token, clock } = makeToken({ answers: granted({ expires_in: expiresIn }) });
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
      ticks: () => performance.now(),
      onRequest: () => undefined,
    });
    onTestFinished(async () => {
      await transport.close();
      await simulator.close();
    });
    for (const kind of ['reset-before', 'html', 'cut'] as const) {
      simulator.fault({ kind, match: { path: '/oauth/token' } });
      await errorOf(token.get());
    }
    const [first, second] = await Promise.all([token.get(), token.get()]);
    expect(first).toBe(second);
    expect(simulator.stats()).toMatchObject({ tokens: 2, tokenRequests: 4 });
  });

  it('goes on with the old token while it lasts when there is no new one, and tries again in a while', async () => {
    const down = new TransportError('unreachable', 'not there', 0);
    const { token, clock, requests } = makeToken({ answers: (count) => (count === 1 ? granted()(1) : down) });
    const start = clock.now;
    await token.get();
    const seen: unknown[] = [];
    for (const at of [3_540_000, 3_544_999, 3_545_000, 3_599_999]) {
      clock.now = start + at;
      seen.push([await token.get(), token.current(), requests.length]);
    }
    expect(seen).toEqual([
      ['T1', 'T1', 2],
      ['T1', 'T1', 2],
      ['T1', 'T1', 3],
      ['T1', 'T1', 4],
    ]);
    clock.now = start + 3_600_000;
    expect(await errorOf(token.get())).toMatchObject({ kind: 'signInFailed' });
  });

  it('keeps a token whose life nobody will see the end of', async () => {
    const { token, clock } = makeToken({ answers: granted({ expires_in: 1e308 }) });
    await token.get();
    clock.now += 1e15;
    expect(token.current()).toBe('T1');
  });
});

describe('a sign-in that fails', () => {
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
    const { token, requests } = makeToken({ answers: () => ({ status, text: JSON.stringify(body) }) });
    const { kind, message, status: seen } = await errorOf(token.get());
    const text = reason === undefined ? `HTTP ${status}` : `${reason} (HTTP ${status})`;
    expect({ kind, message, seen }).toEqual({
      kind: 'signInRefused',
      message: `Zoom refused the sign-in: ${text}`,
      seen: status,
    });
    expect(requests.length).toBe(1);
  });

  it.each<[string, Partial<HttpAnswer> | TransportError, string]>([
    ['5xx', { status: 503, text: '{"error":"busy"}' }, 'busy (HTTP 503)'],
    ['a page', { status: 403, text: '<html></html>' }, "HTTP 403 with an HTML page instead of Zoom's answer"],
    [
      'a page with 200',
      { status: 200, text: '<html><title>Sign in to the Wi-Fi</title></html>' },
      "HTTP 200 with an HTML page (Sign in to the Wi-Fi) instead of Zoom's answer",
    ],
    ['429', { status: 429, text: '{"reason":"slow down"}' }, 'slow down (HTTP 429)'],
    ['408', { status: 408, text: '{}' }, 'HTTP 408'],
    ['a list', { status: 400, text: '[]' }, "HTTP 400 with no JSON instead of Zoom's answer"],
    ['a reset', new TransportError('reset', 'it broke', 0), 'it broke'],
    ['no connection', new TransportError('unreachable', 'not there', 0), 'not there'],
    ['a timeout', new TransportError('timeout', 'no answer', 0), 'no answer'],
  ])('with %s is nobody’s refusal, and whoever asks next signs in again', async (_what, failure, reason) => {
    const { token, requests, told } = makeToken({
      answers: (count) => (count < 9 ? failure : granted()(count)),
    });
    for (let i = 1; i < 9; i++) {
      expect(await errorOf(token.get())).toMatchObject({
        kind: 'signInFailed',
        message: `signing in at Zoom failed: ${reason}`,
      });
    }
    expect(await token.get()).toBe('T9');
    expect([requests.length, told()]).toEqual([9, 9]);
  });

  it.each([
    [undefined, undefined],
    ['7', 7_000],
    ['1970-01-01T00:16:47Z', 7_000],
  ])('says how long Zoom asks to wait: Retry-After %s', async (retryAfter, retryAfterMs) => {
    const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
    const { token } = makeToken({ answers: () => ({ status: 429, text: '{}', headers }) });
    expect(await errorOf(token.get())).toMatchObject({ kind: 'signInFailed', status: 429, retryAfterMs });
  });

  it('says where, and what was seen', async () => {
    const refused = new TransportError('unreachable', 'no', 0, {
      fault: 'ECONNREFUSED',
      place: '10.0.0.1:3128',
    });
    const { token } = makeToken({ answers: (count) => (count === 1 ? refused : { status: 503 }) });
    const address = 'https://zoom.example/oauth/token';
    expect(await errorOf(token.get())).toMatchObject({
      address,
      fault: 'ECONNREFUSED',
      place: '10.0.0.1:3128',
    });
    expect(await errorOf(token.get())).toMatchObject({
      address,
      fault: undefined,
      place: 'zoom.example:443',
    });
  });

  it.each([
    ['none', {}, 'no token'],
    ['an empty one', { access_token: '' }, 'no token'],
    ['a number', { access_token: 7 }, 'no token'],
    ['one with a line break', { access_token: 'one\ntwo' }, 'a token that no header can carry'],
    ['one with a blank', { access_token: 'one two' }, 'a token that no header can carry'],
  ])('with %s in the place of a token is a refusal the third time', async (_, body, what) => {
    const { token, requests } = makeToken({ answers: () => ({ text: JSON.stringify(body) }) });
    const kinds: string[] = [];
    for (let i = 0; i < 3; i++) {
      const { kind, message } = await errorOf(token.get());
      expect(message).toBe(`the answer to the sign-in has ${what} (HTTP 200)`);
      kinds.push(kind);
    }
    expect([kinds, requests.length]).toEqual([['signInFailed', 'signInFailed', 'signInRefused'], 3]);
  });
});
