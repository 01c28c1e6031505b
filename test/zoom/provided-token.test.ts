import { expect, it } from 'vitest';
import { ZoomError } from '../../src/core/zoom-error.ts';
import type { TokenProvider } from '../../src/zoom/token.ts';
import { errorOf } from '../support/calls.ts';
import { makeToken } from '../support/tokens.ts';

const MINUTE_MS = 60_000;
const REFUSED = new ZoomError({ kind: 'tokenRefused', message: 'Invalid access token.', status: 401 });

/** A token that a program gives: P1, P2 … */
function provided(provide: TokenProvider = numbered()) {
  return makeToken({ credentials: { kind: 'provided', provide } });
}

function numbered(): TokenProvider {
  let count = 0;
  return () => `P${++count}`;
}

it('is asked for when it is needed, and again after a minute, without a sign-in of our own', async () => {
  const { token, clock, requests, told } = provided();
  expect(await Promise.all([token.get(), token.get()])).toEqual(['P1', 'P1']);
  clock.now += MINUTE_MS - 1;
  expect(await token.get()).toBe('P1');
  clock.now += 1;
  expect(await token.get()).toBe('P2');
  expect(requests).toEqual([]);
  expect(told()).toBe(0);
  expect(token.secrets()).toEqual(['P1', 'P2']);
});

it('is asked for again when Zoom refuses it, until it refuses three in a row', async () => {
  const { token } = provided();
  for (const value of ['P1', 'P2']) {
    expect(await token.get()).toBe(value);
    expect(token.refused(value, REFUSED)).toBe(REFUSED);
  }
  expect(await token.get()).toBe('P3');
  expect(token.refused('P3', REFUSED)).toMatchObject({
    kind: 'signInRefused',
    message: 'Zoom refused 3 new access tokens in a row: Invalid access token.',
  });
});

it.each<[string, TokenProvider, string]>([
  [
    'throws',
    () => {
      throw new Error('the vault is shut');
    },
    'the vault is shut',
  ],
  ['rejects', () => Promise.reject(new Error('the vault is shut')), 'the vault is shut'],
  ['gives nothing', () => undefined as never, 'it is no text'],
  ['gives an empty text', () => '', 'it is no text'],
  [
    'gives something else',
    () => 'one\ntwo',
    'it has a blank or a line break in it, or another character that no token has',
  ],
])('is asked for again by whoever needs one when the program %s', async (_, provide, why) => {
  const { token } = provided(provide);
  for (let i = 0; i < 8; i++) {
    expect(await errorOf(token.get())).toMatchObject({
      kind: 'signInFailed',
      message: `the program gave no access token: ${why}`,
    });
  }
});
