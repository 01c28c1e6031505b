import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { parseJson } from '../../src/simulator/schema/json.ts';
import { EMAIL, makeTask, perform } from '../support/perform.ts';
import { bodiesOf, startRig } from '../support/zoom-rig.ts';

const USED = `Email "${EMAIL}" has already been used.`;
const CREATES = ['create', 'autoCreate', 'custCreate', 'ssoCreate'] as const;

describe('a create of an address that the account has', () => {
  it.each(CREATES)('is refused, with %s', async (action) => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL });
    expect(await perform(rig, makeTask(action, { type: 2, dept: 'IT' }))).toEqual({
      error: {
        kind: 'exists',
        status: 409,
        code: 1005,
        reason: { kind: 'refused', message: USED },
        inDoubt: false,
      },
    });
    expect([rig.sent.length, rig.simulator.user(EMAIL)?.type]).toEqual([1, 1]);
  });

  it.each(CREATES)('may be skipped, with %s', async (action) => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL });
    expect(await perform(rig, makeTask(action, { type: 2, dept: 'IT' }), { onExists: 'skip' })).toEqual({
      outcome: 'skipped',
      httpStatus: 409,
      reason: { kind: 'existed', message: USED },
    });
    expect([rig.sent.length, rig.simulator.user(EMAIL)?.type]).toEqual([1, 1]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      'with all that PATCH takes, without the password',
      { type: 2, first_name: 'Ann', password: 'Secret123', dept: 'IT', division_ids: ['D1'] },
      { type: 2, first_name: 'Ann', dept: 'IT', division_ids: ['D1'] },
    ],
    [
      'with the features that PATCH knows',
      { type: 1, feature: { zoom_phone: true } },
      { type: 1, feature: { zoom_phone: true } },
    ],
    [
      'with the plan in its own place, and without the type that Zoom does not take together with it',
      { type: 2, feature: { zoom_one_type: 72057594037927936n, zoom_phone: false } },
      { zoom_one_type: 72057594037927936n, feature: { zoom_phone: false } },
    ],
    ['with a plan in a column of its own', { type: 2, zoom_one_type: 16 }, { zoom_one_type: 16 }],
    [
      'with a united plan',
      { type: 2, plan_united_type: '32', dept: 'IT' },
      { plan_united_type: '32', dept: 'IT' },
    ],
  ])('may be updated %s', async (_how, fields, body) => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, id: 'A1' });
    expect(await perform(rig, makeTask('autoCreate', fields), { onExists: 'update' })).toEqual({
      outcome: 'updated',
      httpStatus: 204,
      reason: { kind: 'existed' },
      userId: 'A1',
    });
    expect(rig.sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'PATCH']);
    expect(parseJson(String(rig.sent[2]?.body))).toEqual(body);
    expect(rig.simulator.user(EMAIL)?.fields).toMatchObject(
      Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'type')),
    );
  });

  it.each(['type', 'zoom_one_type', 'plan_united_type', 'license_info_list', 'feature'])(
    'keeps the licence of whoever has one when %s is a default',
    async (field) => {
      const rig = await startRig();
      rig.simulator.seed({ email: EMAIL, id: 'A1', type: 2 });
      const values: JsonObject = {
        type: 1,
        zoom_one_type: 16,
        plan_united_type: '32',
        license_info_list: [{ license_type: 'MEETING', license_option: 2, subscription_id: 'S' }],
        feature: { zoom_phone: false },
      };
      const fields = { type: 1, dept: 'IT', [field]: values[field] ?? null };
      const task = makeTask('ssoCreate', fields, { added: ['type', field] });
      expect(await perform(rig, task, { onExists: 'update' })).toMatchObject({ outcome: 'updated' });
      expect(parseJson(String(rig.sent[2]?.body))).toEqual({ dept: 'IT' });
      expect(rig.simulator.user(EMAIL)).toMatchObject({ type: 2, fields: { dept: 'IT' } });
    },
  );

  it('takes other defaults', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL });
    const task = makeTask('create', { type: 1, dept: 'IT' }, { added: ['dept'] });
    await perform(rig, task, { onExists: 'update' });
    expect(parseJson(String(rig.sent[2]?.body))).toEqual({ type: 1, dept: 'IT' });
  });

  it('sends nothing when the row has nothing for somebody who exists', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, id: 'A1', type: 2 });
    const task = makeTask('create', { type: 1 }, { added: ['type'] });
    expect(await perform(rig, task, { onExists: 'update' })).toEqual({
      outcome: 'skipped',
      httpStatus: 409,
      reason: { kind: 'existed', nothingToChange: true },
      userId: 'A1',
    });
    expect(rig.sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('says of somebody inactive that an update does not switch the user on', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, id: 'A1', status: 'inactive' });
    const task = makeTask('create', { type: 1, dept: 'IT' });
    expect(await perform(rig, task, { onExists: 'update' })).toMatchObject({
      outcome: 'updated',
      reason: { kind: 'existed', inactive: 'still' },
    });
    expect(rig.simulator.user(EMAIL)).toMatchObject({ status: 'inactive', fields: { dept: 'IT' } });
  });

  it.each([
    [
      { type: 2, dept: 'IT' },
      [],
      ['POST', 'GET', 'PUT', 'PATCH'],
      { kind: 'existed', inactive: 'activated' },
    ],
    [
      { type: 1 },
      ['type'],
      ['POST', 'GET', 'PUT'],
      { kind: 'existed', inactive: 'activated', nothingToChange: true },
    ],
  ])('may be switched on and updated: %j', async (fields, added, methods, reason) => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, id: 'A1', status: 'inactive' });
    const task = makeTask('create', fields, { added });
    expect(await perform(rig, task, { onExists: 'reactivate' })).toMatchObject({
      outcome: 'updated',
      reason,
      userId: 'A1',
    });
    expect(rig.sent.map(({ method }) => method)).toEqual(methods);
    expect(rig.simulator.user(EMAIL)).toMatchObject({ status: 'active', type: fields.type });
  });

  it('is only updated by reactivate when the user is active', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL });
    const task = makeTask('create', { type: 1, dept: 'IT' });
    expect(await perform(rig, task, { onExists: 'reactivate' })).toMatchObject({
      reason: { kind: 'existed' },
    });
    expect(rig.sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'PATCH']);
  });

  it('says so when the user was switched on and the update is refused', async () => {
    const rig = await startRig({ simulator: { groups: [] } });
    rig.simulator.seed({ email: EMAIL, status: 'inactive' });
    const task = makeTask('create', { type: 1, group_id: 'G' });
    expect(await perform(rig, task, { onExists: 'reactivate' })).toMatchObject({
      error: { reason: { kind: 'afterActivation', reason: { kind: 'refused' } } },
    });
    expect(rig.simulator.user(EMAIL)?.status).toBe('active');
  });

  it('puts a pending user into the group, and waits with the rest', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, status: 'pending' });
    const task = makeTask('create', { type: 1, dept: 'IT', group_id: 'G' });
    const awaits = { outcome: 'deferred', awaitsInvitation: true };
    expect(await perform(rig, task, { onExists: 'update' })).toMatchObject(awaits);
    expect(await perform(rig, task, { onExists: 'update', hasWaited: true })).toMatchObject(awaits);
    expect(bodiesOf(rig.sent).filter(([call]) => String(call).startsWith('PATCH'))).toEqual([
      ['PATCH /users/ann%2B1%40example.com', { group_id: 'G' }],
    ]);
  });

  it('is not updated while the user is pending: Zoom would say yes and ignore it', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, id: 'A1', status: 'pending' });
    expect(await perform(rig, makeTask('create', { type: 2 }), { onExists: 'update' })).toEqual({
      outcome: 'deferred',
      reason: { kind: 'awaitsInvitation', what: 'existingUser' },
      userId: 'A1',
      awaitsInvitation: true,
    });
    expect(rig.sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('is not updated when the refusal of the update says why', async () => {
    const rig = await startRig({ simulator: { groups: [] } });
    rig.simulator.seed({ email: EMAIL });
    const task = makeTask('ssoCreate', { type: 1, group_id: 'G' });
    expect(await perform(rig, task, { onExists: 'update' })).toMatchObject({
      error: {
        kind: 'notFound',
        code: 4130,
        reason: { kind: 'refused', message: 'Group does not exist: G.' },
      },
    });
  });
});

describe('an address that is taken outside the account', () => {
  it.each([
    ['fail', {}],
    ['update', { outsideAccount: true }],
  ] as const)('and refused like one inside is not touched: %s', async (onExists, known) => {
    const rig = await startRig();
    rig.simulator.fault({ kind: 'status', status: 409, body: { code: 1005, message: USED } });
    expect(await perform(rig, makeTask('create', { type: 1 }), { onExists })).toEqual({
      error: {
        kind: 'exists',
        status: 409,
        code: 1005,
        reason: { kind: 'refused', message: USED, ...known },
        inDoubt: false,
      },
    });
  });

  it.each(['fail', 'skip', 'update'] as const)(
    'and refused with a code of its own is a refusal: %s',
    async (onExists) => {
      const rig = await startRig({ simulator: { takenElsewhere: [EMAIL] } });
      expect(await perform(rig, makeTask('create', { type: 1 }), { onExists })).toEqual({
        error: {
          kind: 'rejected',
          status: 400,
          code: 1009,
          reason: { kind: 'refused', message: `The user ${EMAIL} already holds an active account.` },
          inDoubt: false,
        },
      });
      expect(rig.sent.length).toBe(1);
    },
  );
});
