import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Simulator } from '../../src/simulator/simulator.ts';
import type { HttpAnswer } from '../../src/zoom/exchange.ts';
import { Token } from '../../src/zoom/token.ts';
import { Transport, TransportError } from '../../src/zoom/transport.ts';
import { errorOf } from '../support/calls.ts';
import { granted, makeToken, SECRET } from '../support/tokens.ts';
import { credentialsOf, NO_WAIT } from '../support/zoom-rig.ts';

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
    const recovering = makeToken({ answers: (count) => (count < 6 ? failure : granted()(count)) });
    expect(await recovering.token.get()).toBe('T6');

    const failing = makeToken({ answers: (count) => (count <= 6 ? failure : granted()(count)) });
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
      const { token, requests } = makeToken({
        answers: (count) => (count === 1 ? busy : granted()(count)),
        random: () => 0,
      });
      const getting = token.get();
      await vi.advanceTimersByTimeAsync(waitMs - 1);
      expect(requests.length).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(await getting).toBe('T2');
    });

    it('but no longer than it is open', async () => {
      const { token } = makeToken({ answers: () => ({ status: 503 }), random: () => 0 });
      const getting = token.get();
      token.close();
      await expect(getting).rejects.toThrow('the token is no longer needed');
    });
  });
});
