import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { EMAIL, makeTask, perform, stepsOf } from '../support/perform.ts';
import { bodiesOf, startRig } from '../support/zoom-rig.ts';

const PATH = '/users/ann%2B1%40example.com';

describe('update', () => {
  const fields: JsonObject = { dept: 'R&D', type: 2, phone_numbers: [{ label: 'Fax', number: '5550100' }] };

  it('sends what is given, to the id where there is one', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, id: 'A/1' });
    const updated = { outcome: 'updated', httpStatus: 204 };
    expect(await perform(rig, makeTask('update', fields))).toEqual(updated);
    expect(await perform(rig, makeTask('update', { dept: 'IT' }, { userId: 'A/1' }))).toEqual(updated);
    expect(bodiesOf(rig.sent)).toEqual([
      [`PATCH ${PATH}`, fields],
      ['PATCH /users/A%2F1', { dept: 'IT' }],
    ]);
    expect(rig.simulator.user('A/1')).toMatchObject({ type: 2, fields: { dept: 'IT' } });
    expect(stepsOf(makeTask('update', fields))).toEqual(['updateUser']);
  });

  it('puts login_type and remove_tsp_credentials into the query', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, loginType: 101 });
    const query = { login_type: '101', remove_tsp_credentials: 'false' };
    await perform(rig, makeTask('update', { dept: 'IT' }, { query }));
    expect(bodiesOf(rig.sent)).toEqual([
      [`PATCH ${PATH}?login_type=101&remove_tsp_credentials=false`, { dept: 'IT' }],
    ]);
  });

  it('says what Zoom says', async () => {
    const rig = await startRig();
    expect(await perform(rig, makeTask('update', { dept: 'IT' }))).toEqual({
      error: {
        kind: 'notFound',
        status: 404,
        code: 1001,
        reason: { kind: 'refused', message: `User does not exist: ${EMAIL}.` },
        inDoubt: false,
      },
    });
  });

  it('of a user whom this program invited waits until the invitation is accepted', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, status: 'pending' });
    const task = makeTask('update', { dept: 'IT' });
    expect(await perform(rig, task, { mayBePending: true })).toEqual({
      outcome: 'deferred',
      reason: { kind: 'awaitsInvitation', what: 'row' },
      awaitsInvitation: true,
    });
    rig.simulator.acceptInvitation(EMAIL);
    expect(await perform(rig, task, { mayBePending: true })).toEqual({ outcome: 'updated', httpStatus: 204 });
    expect(rig.sent.map(({ method }) => method)).toEqual(['GET', 'GET', 'PATCH']);
    expect(rig.simulator.user(EMAIL)?.fields.dept).toBe('IT');
  });

  it('of a user whom this program invited, and who is gone, says so', async () => {
    const rig = await startRig();
    const result = await perform(rig, makeTask('update', { dept: 'IT' }), { mayBePending: true });
    expect(result).toMatchObject({ error: { kind: 'notFound', code: 1001 } });
  });
});

describe.each([
  ['activate', 'activated', 'inactive', 'active'],
  ['deactivate', 'deactivated', 'active', 'inactive'],
] as const)('%s', (action, outcome, before, after) => {
  it.each([200, 204] as const)('sets the status, and takes a %i for it', async (statusReply) => {
    const rig = await startRig({ simulator: { statusReply } });
    rig.simulator.seed({ email: EMAIL, id: 'A/1', status: before });
    expect(await perform(rig, makeTask(action))).toEqual({ outcome, httpStatus: statusReply });
    expect(await perform(rig, makeTask(action, {}, { userId: 'A/1' }))).toEqual({
      outcome,
      httpStatus: statusReply,
    });
    expect(bodiesOf(rig.sent)).toEqual([
      [`PUT ${PATH}/status`, { action }],
      ['PUT /users/A%2F1/status', { action }],
    ]);
    expect(rig.simulator.user(EMAIL)?.status).toBe(after);
    expect(stepsOf(makeTask(action))).toEqual(['setStatus']);
  });

  it('says what Zoom says', async () => {
    const rig = await startRig({ simulator: { admins: [EMAIL] } });
    expect(await perform(rig, makeTask(action))).toMatchObject({ error: { kind: 'notFound', code: 1001 } });
    rig.simulator.seed({ email: EMAIL, status: before });
    expect(await perform(rig, makeTask(action))).toEqual({
      error: {
        kind: 'rejected',
        status: 400,
        code: 200,
        reason: {
          kind: 'refused',
          message: "Zoom Room and Admin users' status cannot be activated or deactivated.",
        },
        inDoubt: false,
      },
    });
  });
});

describe('password', () => {
  const task = makeTask('password', { password: 'N3w-secret' });

  it('is set, and stands in nothing but the body', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, id: 'A/1', password: 'Old-s3cret' });
    expect(await perform(rig, task)).toEqual({ outcome: 'password_set', httpStatus: 204 });
    expect(bodiesOf(rig.sent)).toEqual([[`PUT ${PATH}/password`, { password: 'N3w-secret' }]]);
    expect(rig.simulator.passwordIs(EMAIL, 'N3w-secret')).toBe(true);
    expect(stepsOf(task)).toEqual(['setPassword']);

    const other = makeTask('password', { password: 'Oth3r-secret' }, { userId: 'A/1' });
    expect(await perform(rig, other)).toEqual({ outcome: 'password_set', httpStatus: 204 });
    expect(rig.sent[1]?.url).toMatch(/\/users\/A%2F1\/password$/);
  });

  it('is kept out of what Zoom says about it', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL });
    const message = 'Your password "N3w-secret" (TjN3LXNlY3JldA==) is too easy to guess.';
    rig.simulator.fault({ kind: 'status', status: 400, body: { code: 1136, message } });
    expect(await perform(rig, task)).toEqual({
      error: {
        kind: 'rejected',
        status: 400,
        code: 1136,
        reason: {
          kind: 'refused',
          message: 'Your password "[redacted]" ([redacted]) is too easy to guess.',
        },
        inDoubt: false,
      },
    });
  });

  it('that the user has already is refused', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, password: 'N3w-secret' });
    expect(await perform(rig, task)).toMatchObject({
      error: {
        kind: 'rejected',
        code: 300,
        reason: { kind: 'refused', message: 'Your new password can not match the old password.' },
      },
    });
  });

  it('that the user has already was set by an attempt of an earlier session, if there was one', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, password: 'N3w-secret' });
    expect(await perform(rig, task, { doubtSince: Date.now() - 1000 })).toEqual({
      outcome: 'password_set',
      httpStatus: 204,
      reason: { kind: 'settled', by: 'echo' },
    });
  });

  it('is refused all the same when an earlier attempt was lost, if it is refused for something else', async () => {
    const rig = await startRig({ simulator: { passwordRules: { minLength: 14 } } });
    rig.simulator.seed({ email: EMAIL });
    expect(await perform(rig, task, { doubtSince: Date.now() - 1000 })).toMatchObject({
      error: { kind: 'rejected', code: 1124 },
    });
  });
});
