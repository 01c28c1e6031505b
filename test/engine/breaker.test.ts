import { describe, expect, it } from 'vitest';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { Breaker } from '../../src/engine/breaker.ts';
import { Stop } from '../../src/engine/stop.ts';

const error = (status: number, code: number, message = 'no') =>
  new ZoomError({ kind: 'rejected', status, code, message });
const NO_SEATS = error(400, 2033, 'You have no seats left.');
const NO_RIGHT = error(403, 200, 'No permission.');
const BAD_NAME = error(400, 300, 'Invalid name.');
const NO_ANSWER = new ZoomError({ kind: 'reset', message: 'the connection was lost' });

function makeBreaker() {
  const stop = new Stop();
  return { stop, breaker: new Breaker(stop) };
}

describe('Breaker', () => {
  it('stops the run at the twentieth refusal in a row that lies in the account', () => {
    const { stop, breaker } = makeBreaker();
    for (let i = 0; i < 19; i++) breaker.refused('create', 'rejected', NO_SEATS);
    expect(stop.reason).toBeUndefined();
    breaker.refused('create', 'rejected', NO_SEATS);
    expect(stop.reason).toEqual({
      kind: 'breaker',
      rows: 20,
      action: 'create',
      message: 'You have no seats left.',
    });
  });

  it.each([
    ['a right that is missing', NO_RIGHT],
    ['code 2016', error(400, 2016)],
    ['code 2034', error(400, 2034)],
    ['code 2035', error(400, 2035)],
    ['code 3412', error(400, 3412)],
    ['what the message says', error(400, 300, 'User has no privilege to do this.')],
    ['what the message says', error(400, 300, 'Only an account administrator can do this.')],
    ['what the message says', error(400, 300, 'Access has been denied for this account.')],
  ])('takes for a matter of the account %s', (_, refusal) => {
    const { stop, breaker } = makeBreaker();
    for (let i = 0; i < 20; i++) breaker.refused('update', 'rejected', refusal);
    expect(stop.reason?.kind).toBe('breaker');
  });

  it.each([
    ['a refusal of the row', 'rejected', BAD_NAME],
    ['a user who is not there', 'not_found', new ZoomError({ kind: 'notFound', status: 404, message: 'no' })],
    ['an address that is taken', 'exists', new ZoomError({ kind: 'exists', status: 409, message: 'no' })],
    ['a quota', 'deferred', new ZoomError({ kind: 'inviteQuota', status: 429, message: 'no' })],
  ] as const)('does not stop for %s', (_, outcome, refusal) => {
    const { stop, breaker } = makeBreaker();
    for (let i = 0; i < 100; i++) breaker.refused('create', outcome, refusal);
    expect(stop.reason).toBeUndefined();
  });

  it.each([
    ['a success of the same action', (breaker: Breaker) => breaker.passed('create'), false],
    ['a success of another action', (breaker: Breaker) => breaker.passed('update'), true],
    ['another refusal', (breaker: Breaker) => breaker.refused('create', 'rejected', BAD_NAME), false],
    ['another matter', (breaker: Breaker) => breaker.refused('create', 'rejected', NO_RIGHT), false],
    ['no answer', (breaker: Breaker) => breaker.refused('create', 'failed', NO_ANSWER), true],
  ])('begins to count anew after %s', (_, between, stops) => {
    const { stop, breaker } = makeBreaker();
    for (let i = 0; i < 19; i++) breaker.refused('create', 'rejected', NO_SEATS);
    between(breaker);
    breaker.refused('create', 'rejected', NO_SEATS);
    expect(stop.reason !== undefined).toBe(stops);
  });

  it('counts every action for itself', () => {
    const { stop, breaker } = makeBreaker();
    for (let i = 0; i < 19; i++) {
      breaker.refused('create', 'rejected', NO_SEATS);
      breaker.refused('ssoCreate', 'rejected', NO_SEATS);
    }
    expect(stop.reason).toBeUndefined();
    breaker.refused('ssoCreate', 'rejected', NO_SEATS);
    expect(stop.reason).toBeDefined();
  });

  it('stops the run when forty rows in a row, of whatever action, got no answer', () => {
    const { stop, breaker } = makeBreaker();
    for (let i = 0; i < 39; i++) {
      breaker.refused(i % 2 ? 'create' : 'update', i % 3 ? 'failed' : 'unknown', NO_ANSWER);
    }
    expect(stop.reason).toBeUndefined();
    breaker.refused('password', 'failed', NO_ANSWER);
    expect(stop.reason).toEqual({ kind: 'breaker', rows: 40, message: 'the connection was lost' });
  });

  it.each([
    ['a success', (breaker: Breaker) => breaker.passed('password')],
    ['an answer', (breaker: Breaker) => breaker.refused('password', 'rejected', BAD_NAME)],
  ])('counts rows without an answer anew after %s', (_, between) => {
    const { stop, breaker } = makeBreaker();
    for (let i = 0; i < 39; i++) breaker.refused('update', 'failed', NO_ANSWER);
    between(breaker);
    for (let i = 0; i < 39; i++) breaker.refused('update', 'failed', NO_ANSWER);
    expect(stop.reason).toBeUndefined();
    breaker.refused('update', 'failed', NO_ANSWER);
    expect(stop.reason).toBeDefined();
  });
});
