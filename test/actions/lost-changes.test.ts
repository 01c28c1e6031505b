import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { effects, errorOf, ONCE, QUICK, rigOfLosses } from '../support/losses.ts';
import { EMAIL, makeTask, perform } from '../support/perform.ts';
import { startRig } from '../support/zoom-rig.ts';

describe('update', () => {
  it.each(QUICK)('says what the account holds: %s', async (_name, loss, times) => {
    const rig = await rigOfLosses(loss);
    rig.simulator.seed({ email: EMAIL, fields: { first_name: 'Ann' } });
    rig.simulator.fault({ ...loss, times, match: { method: 'PATCH' } });
    const result = await perform(rig, makeTask('update', { first_name: 'Ann', dept: 'IT', type: 2 }));
    if (rig.simulator.user(EMAIL)?.fields.dept === 'IT') expect(result).toMatchObject({ outcome: 'updated' });
    else expect(errorOf(result)).toMatchObject({ inDoubt: false });
  });

  const hidden: [string, JsonObject][] = [
    ['a list', { dept: 'IT', phone_numbers: [{ label: 'Fax', number: '5550100' }] }],
    ['what the account does not show', { dept: 'IT', host_key: '123456' }],
    ['a licence', { dept: 'IT', plan_united_type: 'none' }],
  ];
  it.each(hidden)('with %s is not taken for done because the rest was so before', async (_what, fields) => {
    for (const kind of ['reset-before', 'reset-after'] as const) {
      const rig = await startRig();
      rig.simulator.seed({ email: EMAIL, fields: { dept: 'IT' } });
      rig.simulator.fault({ kind, times: Number.POSITIVE_INFINITY, match: { method: 'PATCH' } });
      expect(errorOf(await perform(rig, makeTask('update', fields)))).toMatchObject({
        kind: 'reset',
        inDoubt: true,
      });
    }
  });

  it('has emptied what the account does not show, but for a display name, which Zoom makes up', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL });
    rig.simulator.fault({
      kind: 'reset-before',
      times: Number.POSITIVE_INFINITY,
      match: { method: 'PATCH' },
    });
    expect(await perform(rig, makeTask('update', { dept: '', manager: '' }))).toMatchObject({
      outcome: 'updated',
      reason: { kind: 'settled' },
    });
    expect(errorOf(await perform(rig, makeTask('update', { display_name: '' })))).toMatchObject({
      inDoubt: true,
    });
  });

  it('is in doubt when the account cannot be asked either', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL });
    rig.simulator.fault({ kind: 'reset-after', times: Number.POSITIVE_INFINITY });
    const result = await perform(rig, makeTask('update', { dept: 'IT' }));
    expect(errorOf(result)).toMatchObject({ kind: 'reset', inDoubt: true });
  });

  it('of a user who is not there did nothing', async () => {
    const rig = await startRig();
    rig.simulator.fault({
      kind: 'reset-before',
      times: Number.POSITIVE_INFINITY,
      match: { method: 'PATCH' },
    });
    const result = await perform(rig, makeTask('update', { dept: 'IT' }));
    expect(errorOf(result)).toMatchObject({ kind: 'reset', inDoubt: false });
  });
});

describe.each([
  ['activate', 'activated', 'inactive', 'active'],
  ['deactivate', 'deactivated', 'active', 'inactive'],
] as const)('%s', (action, outcome, before, after) => {
  it.each(QUICK)('says what the account holds: %s', async (_name, loss, times) => {
    const rig = await rigOfLosses(loss);
    rig.simulator.seed({ email: EMAIL, status: before });
    rig.simulator.fault({ ...loss, times, match: { method: 'PUT' } });
    const result = await perform(rig, makeTask(action));
    if (rig.simulator.user(EMAIL)?.status === after) expect(result).toMatchObject({ outcome });
    else expect(errorOf(result)).toMatchObject({ inDoubt: false });
    if (times === 1) expect(result).toMatchObject({ outcome });
  });
});

describe('password', () => {
  it.each(QUICK)(
    'is not said to be set when it is not, nor the other way round: %s',
    async (_name, loss, times) => {
      const rig = await rigOfLosses(loss);
      rig.simulator.seed({ email: EMAIL, password: 'Old-s3cret' });
      rig.simulator.fault({ ...loss, times, match: { method: 'PUT' } });
      const result = await perform(rig, makeTask('password', { password: 'N3w-secret' }));
      if (times === 1) {
        expect(result).toMatchObject({ outcome: 'password_set' });
        expect(rig.simulator.passwordIs(EMAIL, 'N3w-secret')).toBe(true);
        expect(rig.simulator.user(EMAIL)?.passwordChanges).toBe(1);
      } else {
        // A password cannot be looked up; but a 5xx is Zoom's word that it failed.
        expect(errorOf(result)?.inDoubt).toBe(!(errorOf(result)?.kind === 'server'));
      }
    },
  );
});

describe.each([
  ['delete', 'deleted', QUICK],
  ['disassociate', 'disassociated', ONCE],
] as const)('%s', (action, outcome, table) => {
  it.each(table)('says what the account holds, and is done once: %s', async (_name, loss, times) => {
    const rig = await rigOfLosses(loss);
    rig.simulator.seed({ email: EMAIL });
    rig.simulator.fault({ ...loss, times, match: { method: 'DELETE' } });
    const result = await perform(rig, makeTask(action));
    if (rig.simulator.user(EMAIL)) expect(errorOf(result)).toMatchObject({ inDoubt: false });
    else expect(result).toMatchObject({ outcome });
    if (times === 1) expect(result).toMatchObject({ outcome });
    expect(effects(rig)).toBe(rig.simulator.user(EMAIL) ? 0 : 1);
  });

  it('of nobody is not taken for done', async () => {
    const rig = await startRig();
    expect(errorOf(await perform(rig, makeTask(action)))).toMatchObject({ kind: 'notFound', inDoubt: false });
    expect(rig.sent.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('change_email', () => {
  const NEW_EMAIL = 'ann.lee@example.com';
  const task = makeTask('change_email', { new_email: NEW_EMAIL });

  it.each(QUICK)('says what the account holds, and is done once: %s', async (_name, loss, times) => {
    const rig = await rigOfLosses(loss);
    rig.simulator.seed({ email: EMAIL });
    rig.simulator.fault({ ...loss, times, match: { method: 'PUT' } });
    const result = await perform(rig, task);
    const isChanged = rig.simulator.user(NEW_EMAIL) !== undefined;
    if (isChanged) expect(result).toMatchObject({ outcome: 'email_changed' });
    else expect(errorOf(result)).toMatchObject({ inDoubt: false });
    if (times === 1) expect(result).toMatchObject({ outcome: 'email_changed' });
    expect(effects(rig)).toBe(isChanged ? 1 : 0);
  });

  it.each(QUICK)(
    'is not taken for done because somebody has the new address: %s',
    async (_name, loss, times) => {
      const rig = await rigOfLosses(loss);
      rig.simulator.seed({ email: EMAIL });
      rig.simulator.seed({ email: NEW_EMAIL });
      rig.simulator.fault({ ...loss, times, match: { method: 'PUT' } });
      expect(errorOf(await perform(rig, task))).toMatchObject({ inDoubt: false });
      expect(rig.simulator.user(EMAIL)).toBeDefined();
    },
  );
});
