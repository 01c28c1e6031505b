import { describe, expect, it } from 'vitest';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { makeToken, PASS, SECRET } from '../support/tokens.ts';

const refusal = new ZoomError({
  kind: 'tokenRefused',
  message: 'Invalid access token.',
  status: 401,
  code: 124,
});

describe('a token that Zoom refuses', () => {
  it('is replaced, once for all who were refused with it', async () => {
    const { token, requests } = makeToken();
    const old = await token.get();
    for (let i = 0; i < 10; i++) expect(token.refused(old, refusal)).toBe(refusal);
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
    const { kind, message, status, code } = token.refused(last, refusal);
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
      token.accepted('updateUser');
    }
    expect(requests.length).toBe(11);
  });

  it('for one call alone, again and again while others pass, is not replaced any more', async () => {
    const { token, requests } = makeToken();
    const ofCall = refusal.with({ call: 'setPassword' });
    const kinds: string[] = [];
    for (let i = 0; i < 8; i++) {
      const value = await token.get();
      kinds.push(token.refused(value, ofCall).kind);
      await token.get();
      token.accepted('updateUser');
    }
    expect(kinds).toEqual([...Array(5).fill('tokenRefused'), ...Array(3).fill('rejected')]);
    expect(requests.length).toBe(6);
    token.accepted('setPassword');
    expect(token.refused(await token.get(), ofCall).kind).toBe('tokenRefused');
  });

  it('cannot be replaced when it was given', async () => {
    const { token, requests } = makeToken({ credentials: PASS });
    expect(await token.get()).toBe('given-token');
    const { kind, message } = token.refused('given-token', refusal);
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
  expect(makeToken({ credentials: PASS }).token.secrets()).toEqual(['given-token']);
});
