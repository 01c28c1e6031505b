import { describe, expect, it, vi } from 'vitest';
import type { EndpointName } from '../../src/core/endpoints.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { StopReason } from '../../src/core/stop-reason.ts';
import type { ActionName } from '../../src/core/vocabulary.ts';
import { ZoomError, type ZoomErrorDetails } from '../../src/core/zoom-error.ts';
import { Breaker } from '../../src/engine/breaker.ts';
import type { PlannedRow } from '../../src/engine/matter.ts';
import { Stop } from '../../src/engine/stop.ts';
import { makeTask, stepsOf } from '../support/perform.ts';

const error = (status: number, code: number, message = 'no', more: Partial<ZoomErrorDetails> = {}) =>
  new ZoomError({ kind: 'rejected', status, code, message, ...more });
const NO_SEATS = error(400, 2034, 'the permitted maximum number of Licensed users', { call: 'createUser' });
const NO_BASIC = error(400, 2033, 'the maximum basic user limit');
const NO_RIGHT = error(403, 200, 'No permission.');
const DENIED = error(403, 403, 'Access to the Zoom REST API has been denied for this account.');
const BAD_NAME = error(400, 300, 'Invalid name.');
const NO_ANSWER = new ZoomError({ kind: 'reset', message: 'the connection was lost' });

function row(action: ActionName, fields: JsonObject = {}): PlannedRow {
  const task = makeTask(action, fields);
  return { task, calls: stepsOf(task) };
}

const LICENSED = row('create', { type: 2 });
const BASIC = row('create', { type: 1 });
const UPDATE = row('update', { dept: 'IT' });
const DEACTIVATE = row('deactivate');

function makeBreaker() {
  const stop = new Stop();
  const onHold = vi.fn<(reason: StopReason) => void>();
  const breaker = new Breaker(stop, onHold);
  const refuse = (times: number, of: PlannedRow, why: ZoomError) => {
    for (let i = 0; i < times; i++) breaker.refused(of, 'rejected', why);
  };
  return { stop, onHold, breaker, refuse, holds: (its: PlannedRow) => breaker.hold(its) !== undefined };
}

describe('the twentieth refusal in a row for want of a seat', () => {
  it('holds back the rows that ask for the same licence, and no others', () => {
    const { stop, onHold, breaker, refuse, holds } = makeBreaker();
    refuse(19, LICENSED, NO_SEATS);
    expect([holds(LICENSED), onHold.mock.calls]).toEqual([false, []]);
    refuse(1, LICENSED, NO_SEATS);
    const reason = {
      kind: 'heldBack',
      rows: 20,
      action: 'create',
      licence: { type: '2' },
      message: NO_SEATS.message,
    };
    expect(breaker.hold(LICENSED)).toEqual(reason);
    expect(breaker.hold(row('create', { type: 2, first_name: 'Ann' }))).toEqual(reason);
    const others = [BASIC, UPDATE, DEACTIVATE, row('password'), row('activate'), row('delete')];
    expect(others.filter(holds)).toEqual([]);
    expect(holds(row('ssoCreate', { type: 2 }))).toBe(false);
    expect(holds(row('update', { type: 2 }))).toBe(false);
    expect([onHold.mock.calls, breaker.heldBack, stop.reason]).toEqual([[[reason]], reason, undefined]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['type', { type: 2 }, { type: 1 }],
    ['plan_united_type', { type: 2, plan_united_type: '16' }, { type: 2, plan_united_type: '32' }],
    [
      'zoom_one_type',
      { type: 2, zoom_one_type: 72057594037927936n },
      { type: 2, zoom_one_type: 144115188075855872n },
    ],
    ['feature', { type: 1, feature: { zoom_phone: true } }, { type: 1 }],
    [
      'license_info_list',
      { type: 1, license_info_list: [{ license_option: 16, subscription_id: 'A' }] },
      { type: 1, license_info_list: [{ license_option: 16, subscription_id: 'B' }] },
    ],
  ])('looks at %s', (_, fields, others) => {
    const { refuse, holds } = makeBreaker();
    refuse(20, row('create', fields), error(400, 2038));
    expect([holds(row('create', fields)), holds(row('create', others))]).toEqual([true, false]);
  });

  it.each([
    ['2033', NO_BASIC, row('activate'), row('deactivate')],
    ['2033', NO_BASIC, BASIC, LICENSED],
    ['2034', NO_SEATS, LICENSED, BASIC],
    ['2038', error(400, 2038), LICENSED, BASIC],
    [
      '2039',
      error(400, 2039, "You don't have enough basic licenses."),
      row('update', { zoom_one_type: 0 }),
      UPDATE,
    ],
    ['3412', error(400, 3412, 'maximum number of 10 basic users'), BASIC, LICENSED],
    ['3412', error(400, 3412, 'maximum number of "10" paying users'), row('update', { type: 2 }), UPDATE],
    ['404/1102', error(404, 1102), row('create', { type: 1, feature: { zoom_phone: true } }), BASIC],
    ['200', error(400, 200, "You can't add paid users."), LICENSED, BASIC],
    ['200', error(400, 200, 'You can add max 10 paid users.'), LICENSED, BASIC],
  ])('may have the code %s', (_, why, held, other) => {
    const { refuse, holds } = makeBreaker();
    refuse(20, held, why);
    expect([holds(held), holds(other)]).toEqual([true, false]);
  });

  it.each([
    ['deactivate', DEACTIVATE],
    ['disassociate', row('disassociate')],
    ['delete', row('delete')],
    ['update of the type', row('update', { type: 1 })],
  ])('counts for less once a %s was performed, which frees a seat', (_, freeing) => {
    const { breaker, refuse, holds } = makeBreaker();
    refuse(25, LICENSED, NO_SEATS);
    breaker.passed(freeing);
    expect(holds(LICENSED)).toBe(false);
    refuse(1, LICENSED, NO_SEATS);
    expect(holds(LICENSED)).toBe(true);
    breaker.passed(UPDATE);
    expect(holds(LICENSED)).toBe(true);
  });

  it('is forgotten when such a row went through', () => {
    const { breaker, refuse, holds } = makeBreaker();
    refuse(20, LICENSED, NO_SEATS);
    breaker.passed(LICENSED);
    refuse(19, LICENSED, NO_SEATS);
    expect(holds(LICENSED)).toBe(false);
  });
});

describe('the twentieth refusal in a row for want of a right', () => {
  it.each([
    ['a right', NO_RIGHT],
    ['an unknown 403', error(403, 98765, 'Forbidden')],
    ['code 2016', error(400, 2016)],
    ['code 2035', error(400, 2035)],
    ['code 1108', error(400, 1108, 'Permission requirements were not met.')],
    ['what the message says', error(400, 300, 'User has no privilege to do this.')],
    ['what the message says', error(400, 2039, 'No permission')],
    ['what the message says', error(400, 200, 'Current account must be a paid account.')],
  ])('holds back the rows of the action: %s', (_, refusal) => {
    const { stop, breaker, refuse, holds } = makeBreaker();
    refuse(20, UPDATE, refusal);
    expect(breaker.hold(UPDATE)).toEqual({
      kind: 'heldBack',
      rows: 20,
      action: 'update',
      message: refusal.message,
    });
    expect([holds(BASIC), holds(DEACTIVATE), stop.reason]).toEqual([false, false, undefined]);
  });

  it('holds back only rows with the columns that all refused rows have', () => {
    const { breaker, holds } = makeBreaker();
    const hostKey = error(400, 200, 'Only an account administrator can change the host key.');
    for (let i = 0; i < 20; i++) {
      breaker.refused(
        row('update', { host_key: '1', [i % 2 ? 'dept' : 'company']: 'x' }),
        'rejected',
        hostKey,
      );
    }
    const rows = [
      row('update', { host_key: '2' }),
      row('update', { dept: 'IT' }),
      row('update', { type: 1 }),
    ];
    expect(rows.map(holds)).toEqual([true, false, false]);
  });

  it('stops the run where it is the whole account', () => {
    const { stop, refuse } = makeBreaker();
    refuse(10, UPDATE, DENIED);
    refuse(9, BASIC, DENIED);
    expect(stop.reason).toBeUndefined();
    refuse(1, DEACTIVATE, DENIED);
    expect(stop.reason).toEqual({ kind: 'breaker', message: DENIED.message });
  });
});

describe('a streak of refusals', () => {
  it.each([
    ['a refusal of the row', 'rejected', BAD_NAME],
    ['an administrator', 'rejected', error(403, 1117, "Can not update Admin's password")],
    ['a user who is not there', 'not_found', new ZoomError({ kind: 'notFound', status: 404, message: 'no' })],
    ['an address that is taken', 'exists', new ZoomError({ kind: 'exists', status: 409, message: 'no' })],
  ] as const)('is nothing to go by for %s', (_, outcome, refusal) => {
    const { stop, breaker, holds } = makeBreaker();
    for (let i = 0; i < 100; i++) breaker.refused(LICENSED, outcome, refusal);
    expect([holds(LICENSED), stop.reason]).toEqual([false, undefined]);
  });

  it.each([
    ['a success of the same kind', (breaker: Breaker) => breaker.passed(LICENSED), false],
    ['a success of another licence', (breaker: Breaker) => breaker.passed(BASIC), true],
    ['a success of another action', (breaker: Breaker) => breaker.passed(UPDATE), true],
    ['another refusal', (breaker: Breaker) => breaker.refused(LICENSED, 'rejected', BAD_NAME), false],
    ['another matter', (breaker: Breaker) => breaker.refused(LICENSED, 'rejected', NO_RIGHT), false],
    [
      'a refusal of another action',
      (breaker: Breaker) => breaker.refused(UPDATE, 'rejected', NO_RIGHT),
      true,
    ],
    ['no answer', (breaker: Breaker) => breaker.refused(LICENSED, 'failed', NO_ANSWER), true],
    ['nothing to do', (breaker: Breaker) => breaker.answered(), true],
  ])('after %s goes on: %s', (_, between, goesOn) => {
    const { breaker, refuse, holds } = makeBreaker();
    refuse(19, LICENSED, NO_SEATS);
    between(breaker);
    refuse(1, LICENSED, NO_SEATS);
    expect(holds(LICENSED)).toBe(goesOn);
  });

  it('is one of each action', () => {
    const { refuse, holds } = makeBreaker();
    const sso = row('ssoCreate', { type: 2 });
    for (let i = 0; i < 19; i++) {
      refuse(1, LICENSED, NO_SEATS);
      refuse(1, sso, NO_SEATS);
    }
    refuse(1, sso, NO_SEATS);
    expect([holds(LICENSED), holds(sso)]).toEqual([false, true]);
  });
});

describe('a call that is refused', () => {
  const refusal = (kind: 'missingScope' | 'missingPermission' | 'unknownAddress', call: EndpointName) =>
    new ZoomError({ kind, message: 'no', status: 400, call, scope: 'x:y', address: 'https://x.example' });

  it.each([
    ['missingScope', { scope: 'x:y' }],
    ['missingPermission', { permission: 'x:y' }],
  ] as const)('for a %s holds back at once all rows that make it', (kind, details) => {
    const { stop, onHold, breaker, holds } = makeBreaker();
    const reason = { kind, ...details, call: 'updateUser', message: 'no' };
    expect(breaker.refusedCall(refusal(kind, 'updateUser'))).toEqual(reason);
    expect(breaker.refusedCall(refusal(kind, 'updateUser'))).toEqual(reason);
    const withProfile = row('ssoCreate', { type: 1, dept: 'IT' });
    expect([UPDATE, withProfile, BASIC, DEACTIVATE].map(holds)).toEqual([true, true, false, false]);
    expect([onHold.mock.calls, breaker.heldBack, stop.reason]).toEqual([[[reason]], reason, undefined]);
  });

  it('is the reason that counts beside refusals of single rows', () => {
    const { breaker, refuse } = makeBreaker();
    refuse(20, LICENSED, NO_SEATS);
    breaker.hold(LICENSED);
    breaker.refusedCall(refusal('missingScope', 'removeUser'));
    breaker.hold(LICENSED);
    expect(breaker.heldBack?.kind).toBe('missingScope');
  });

  it('stops the run when nobody at the address has known a call so far', () => {
    const { stop, breaker } = makeBreaker();
    const reason = { kind: 'unknownAddress', address: 'https://x.example', message: 'no' };
    expect(breaker.refusedCall(refusal('unknownAddress', 'updateUser'))).toEqual(reason);
    expect(stop.reason).toEqual(reason);
  });

  it.each([
    ['performed', (breaker: Breaker) => breaker.passed(UPDATE)],
    ['refused', (breaker: Breaker) => breaker.refused(UPDATE, 'rejected', BAD_NAME)],
  ])('is held back alone once another row was %s there', (_, before) => {
    const { stop, breaker, holds } = makeBreaker();
    before(breaker);
    breaker.refusedCall(refusal('unknownAddress', 'changeEmail'));
    const rows = [row('change_email', { new_email: 'b@x.org' }), UPDATE];
    expect([rows.map(holds), stop.reason]).toEqual([[true, false], undefined]);
  });
});

describe('rows without an answer', () => {
  it('are no refusals, however many there are', () => {
    const { stop, breaker, holds } = makeBreaker();
    for (let i = 0; i < 100; i++) breaker.refused(UPDATE, i % 3 ? 'failed' : 'unknown', NO_ANSWER);
    expect([stop.reason, holds(UPDATE)]).toEqual([undefined, false]);
  });

  it('stop the run at the first when all that answers is a server that is none of Zoom', () => {
    const elsewhere = new ZoomError({
      kind: 'wrongPlace',
      status: 404,
      message: 'HTTP 404 with an HTML page',
      address: 'https://x.example/v2',
    });
    const wrong = makeBreaker();
    wrong.breaker.refused(UPDATE, 'failed', elsewhere);
    expect(wrong.stop.reason).toEqual({
      kind: 'unknownAddress',
      address: 'https://x.example/v2',
      message: 'HTTP 404 with an HTML page',
    });
    const right = makeBreaker();
    right.breaker.passed(UPDATE);
    right.breaker.refused(UPDATE, 'failed', elsewhere);
    expect(right.stop.reason).toBeUndefined();
  });
});
