import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import type { ActionName } from '../../src/core/vocabulary.ts';
import { EMAIL, makeTask, perform } from '../support/perform.ts';
import { startRig } from '../support/zoom-rig.ts';

const BODIES = ['', ' \r\n', '""', '"\\"\\""', 'null', 'true', '[]', '0', '{}'];
const CHANGES = [
  ['update', { dept: 'IT' }, 'updated'],
  ['deactivate', {}, 'deactivated'],
  ['activate', {}, 'activated'],
  ['password', { password: 'S3cret-pass' }, 'password_set'],
  ['change_email', { new_email: 'new@example.com' }, 'email_changed'],
  ['disassociate', {}, 'disassociated'],
] as const satisfies [ActionName, JsonObject, string][];
const METHODS = /^(?:PATCH|PUT|DELETE)$/;

describe.each(CHANGES)('%s', (action, fields, outcome) => {
  it.each(BODIES)('is done when a success has the body %j', async (body) => {
    for (const status of [200, 202]) {
      const rig = await startRig();
      rig.simulator.seed({ email: EMAIL });
      for (const method of ['PATCH', 'PUT', 'DELETE']) {
        rig.simulator.fault({ kind: 'status', status, body, effect: true, match: { method } });
      }
      expect(await perform(rig, makeTask(action, fields))).toEqual({ outcome, httpStatus: status });
      expect(rig.sent.filter(({ method }) => METHODS.test(method))).toHaveLength(1);
    }
  });
});

describe('a create', () => {
  it.each(BODIES)('that is answered 201 with the body %j made a user whose id is not known', async (body) => {
    const rig = await startRig();
    rig.simulator.fault({ kind: 'status', status: 201, body, effect: true });
    expect(await perform(rig, makeTask('ssoCreate', { type: 1, dept: 'IT' }))).toEqual({
      outcome: 'created',
      httpStatus: 201,
    });
    expect(rig.sent.map(({ method }) => method)).toEqual(['POST', 'PATCH']);
    expect(rig.simulator.user(EMAIL)?.fields).toMatchObject({ dept: 'IT' });
  });

  it('that is answered 200 has the status that came', async () => {
    const rig = await startRig();
    rig.simulator.fault({ kind: 'status', status: 200, body: { id: 'A1' }, effect: true });
    expect(await perform(rig, makeTask('ssoCreate', { type: 1 }))).toEqual({
      outcome: 'created',
      httpStatus: 200,
      userId: 'A1',
    });
  });
});
