import { describe, expect, it } from 'vitest';
import { startRig } from '../support/simulator-rig.ts';

describe('setting a password', () => {
  it('works once for each password, and so many times in 24 hours', async () => {
    let now = Date.UTC(2026, 0, 5, 12);
    const { simulator, call } = await startRig({
      now: () => now,
      tokenSeconds: 1e6,
      passwordChanges: 2,
      passwordRules: { former: 2 },
    });
    simulator.seed({ email: 'a@example.com', password: 'Sunny-day0' });
    const set = async (password: string) => {
      const { status, body } = await call('PUT', '/users/a@example.com/password', { password });
      return [status, (body as { code: number; message: string } | undefined)?.message];
    };
    expect(await set('Sunny-day0')).toEqual([400, 'Your new password can not match the old password.']);
    expect(await set('Sunny-day1')).toEqual([204, undefined]);
    expect(await set('Sunny-day0')).toEqual([400, 'Users cannot reuse any of the last 2 passwords created.']);
    expect(await set('Sunny-day2')).toEqual([204, undefined]);
    const tooOften = expect.stringMatching(/already been changed the maximum number of times/);
    expect(await set('Sunny-day3')).toEqual([400, tooOften]);
    now += 86_400_000;
    expect(await set('Sunny-day3')).toEqual([204, undefined]);
    expect(simulator.passwordIs('a@example.com', 'Sunny-day3')).toBe(true);
    expect(simulator.passwordIs('a@example.com', 'Sunny-day2')).toBe(false);
    expect(simulator.user('a@example.com')?.passwordChanges).toBe(3);
    expect(simulator.stats().byEndpoint).toEqual({ 'PUT /users/{userId}/password': 6 });
  });

  it.each([
    ['Abcdef7', {}, 1124],
    ['12345678', {}, 1125],
    ['Abcdefgh', {}, 1126],
    ['Abcdefg7', { special: true }, 1127],
    ['abcdefg7', {}, 1128],
    ['abcdefg7', { mixedCase: false }, undefined],
    ['Abbbb-k7', { consecutive: 4 }, 1130],
    ['Ak-34567', { consecutive: 5 }, 1131],
    ['Ak-3456x', { consecutive: 5 }, undefined],
    ['Passw0rd', { easy: ['Passw0rd'] }, 1136],
    [`Aa1${'x'.repeat(28)}`, {}, undefined],
    [`Aa1${'x'.repeat(29)}`, {}, 300],
  ])('%s under %o: %s', async (password, passwordRules, code) => {
    const { simulator, call } = await startRig({ passwordRules });
    simulator.seed({ email: 'a@example.com' });
    const { status, body } = await call('PUT', '/users/a@example.com/password', { password });
    expect({ status, body }).toEqual(
      code ? { status: 400, body: { code, message: expect.any(String) } } : { status: 204, body: undefined },
    );
  });

  it.each([
    ['an administrator', { email: 'admin@example.com' }, 1117],
    ['a user of single sign-on', { email: 'a@example.com', loginType: 101 }, 1123],
    ['a pending user', { email: 'a@example.com', status: 'pending' }, 1123],
  ] as const)('is refused for %s', async (_who, seed, code) => {
    const { simulator, call } = await startRig({ admins: ['admin@example.com'] });
    simulator.seed(seed);
    const answer = await call('PUT', `/users/${seed.email}/password`, { password: 'Sunny-day7' });
    expect(answer).toMatchObject({ status: 400, body: { code } });
  });

  it('holds for autoCreate as well', async () => {
    const { create } = await startRig();
    expect(await create('a@example.com', 'autoCreate', { password: 'sunny-day7' })).toMatchObject({
      status: 400,
      body: { code: 300, message: 'Invalid parameter: password' },
    });
  });
});
