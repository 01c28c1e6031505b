import { describe, expect, it } from 'vitest';
import { effects, errorOf, isQuick, ONCE, QUICK, rigOfLosses, TABLE } from '../support/losses.ts';
import { EMAIL, makeTask, perform } from '../support/perform.ts';
import { startRig } from '../support/zoom-rig.ts';

describe.each([
  ['create', TABLE],
  ['autoCreate', ONCE],
  ['custCreate', ONCE],
  ['ssoCreate', ONCE],
] as const)('%s', (action, table) => {
  const fields = { type: 1, first_name: 'Ann', last_name: 'Lee' };

  it.each(table)('says what the account holds: %s', async (_name, loss, times) => {
    const rig = await rigOfLosses(loss);
    rig.simulator.fault({ ...loss, times, match: { method: 'POST' } });
    const result = await perform(rig, makeTask(action, fields));
    const user = rig.simulator.user(EMAIL);
    if (user) {
      expect(result).toMatchObject({ outcome: 'created', userId: user.id });
      expect(effects(rig)).toBe(1);
    } else {
      expect([times, errorOf(result)?.inDoubt]).toEqual([Number.POSITIVE_INFINITY, false]);
    }
  });

  it.each(table.filter(isQuick))(
    'does not claim a user who existed before: %s',
    async (_name, loss, times) => {
      const rig = await rigOfLosses(loss);
      rig.simulator.seed({ email: EMAIL, fields: { first_name: 'Ann', last_name: 'Lee' } });
      rig.simulator.fault({ ...loss, times, match: { method: 'POST' } });
      const result = await perform(rig, makeTask(action, fields));
      expect(errorOf(result)).toMatchObject({ inDoubt: false });
      if (times === 1) expect(errorOf(result)).toMatchObject({ kind: 'exists', status: 409, code: 1005 });
      expect(effects(rig)).toBe(0);
    },
  );
});

describe('a create', () => {
  it.each(ONCE)('is in doubt when nobody can be asked: %s', async (_name, loss) => {
    const rig = await rigOfLosses(loss);
    rig.simulator.fault({ ...loss, match: { method: 'POST' } });
    rig.simulator.fault({
      kind: 'reset-before',
      match: { method: 'GET' },
      times: Number.POSITIVE_INFINITY,
    });
    const result = await perform(rig, makeTask('create', { type: 1 }));
    expect(errorOf(result)).toMatchObject({
      kind: 'reset',
      inDoubt: true,
      reason: { kind: 'couldNotAsk', lost: expect.any(String), message: expect.any(String) },
    });
    expect(rig.simulator.journal.filter(({ method }) => method === 'POST').length).toBe(1);
  });

  it('is not sent twice while the account still works on the first', async () => {
    const rig = await startRig({ timeoutMs: 80 });
    rig.simulator.fault({ kind: 'slow', delayMs: 200, match: { method: 'POST' } });
    const result = await perform(rig, makeTask('ssoCreate', { type: 1 }), { random: () => 0 });
    expect(result).toMatchObject({ outcome: 'created' });
    expect([effects(rig), rig.simulator.users().length]).toEqual([1, 1]);
  });

  it('takes a pending user for its own who cannot be told from it', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, id: 'A1', status: 'pending' });
    rig.simulator.fault({ kind: 'reset-before', match: { method: 'POST' } });
    const result = await perform(rig, makeTask('create', { type: 1 }));
    expect(result).toMatchObject({ outcome: 'created', userId: 'A1' });
  });

  it('does not claim a pending user of another name, nor invite again', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, status: 'pending', fields: { first_name: 'Bob' } });
    rig.simulator.fault({ kind: 'reset-before', match: { method: 'POST' } });
    const result = await perform(rig, makeTask('create', { type: 1, first_name: 'Ann' }));
    expect(errorOf(result)).toMatchObject({ kind: 'exists', inDoubt: false });
    expect(rig.sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it.each(QUICK)(
    'of two calls whose second is lost says what the account holds: %s',
    async (_name, loss, times) => {
      const rig = await rigOfLosses(loss);
      rig.simulator.fault({ ...loss, times, match: { method: 'PATCH' } });
      const result = await perform(rig, makeTask('ssoCreate', { type: 1, dept: 'IT' }));
      const user = rig.simulator.user(EMAIL);
      expect(result.recorded).toBe(user?.id);
      if (user?.fields.dept === 'IT') expect(result).toMatchObject({ outcome: 'created', userId: user.id });
      else {
        expect(errorOf(result)).toMatchObject({
          inDoubt: false,
          reason: { kind: 'afterCreate', reason: { kind: 'refused', message: expect.any(String) } },
        });
      }
    },
  );
});
