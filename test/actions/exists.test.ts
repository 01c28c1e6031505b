import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { parseJson } from '../../src/simulator/schema/json.ts';
import { EMAIL, makeTask, perform } from '../support/perform.ts';
import { startRig } from '../support/zoom-rig.ts';

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
