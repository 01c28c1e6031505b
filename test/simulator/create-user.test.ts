import { describe, expect, it } from 'vitest';
import { startRig } from '../support/simulator-rig.ts';

const NOW = Date.UTC(2026, 0, 5, 12, 30, 15, 678);

describe('creating', () => {
  it.each([
    ['create', 'pending', 100, {}],
    ['autoCreate', 'active', 100, {}],
    ['custCreate', 'active', 99, {}],
    ['ssoCreate', 'active', 101, { vanity_name: 'Ann.Lee' }],
  ])('%s makes a %s user', async (action, status, loginType, fields) => {
    const { simulator, create } = await startRig({ now: () => NOW });
    const answer = await create('Ann.Lee@example.com', action, {
      first_name: 'Ann',
      last_name: 'Lee',
      type: 2,
      feature: { zoom_phone: true, zoom_one_type: 64 },
    });
    const id = simulator.user('ann.lee@EXAMPLE.com')?.id;
    expect([answer.status, answer.body]).toEqual([
      201,
      { id, email: 'Ann.Lee@example.com', first_name: 'Ann', last_name: 'Lee', type: 2 },
    ]);
    expect(answer.headers.get('content-location')).toBe(`/v2/users/${id}`);
    expect(simulator.users()).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{22}$/),
        email: 'Ann.Lee@example.com',
        status,
        type: 2,
        loginType,
        createdAt: '2026-01-05T12:30:15.678Z',
        fields: {
          first_name: 'Ann',
          last_name: 'Lee',
          display_name: 'Ann Lee',
          feature: { zoom_phone: true },
          zoom_one_type: 64,
          ...fields,
        },
        passwordChanges: 0,
      },
    ]);
  });

  it('refuses an address the account has, in any case, whatever the state of its user', async () => {
    const { simulator, create } = await startRig();
    simulator.seed({ email: 'a@example.com', status: 'inactive' });
    const { status, body } = await create('A@Example.com', 'create');
    expect([status, body]).toEqual([
      409,
      { code: 1005, message: 'Email "A@Example.com" has already been used.' },
    ]);
    expect(simulator.users()).toHaveLength(1);
  });

  it('keeps the password of autoCreate, and only there', async () => {
    const { simulator, create } = await startRig();
    await create('a@example.com', 'autoCreate', { password: 'Sunny-day7' });
    await create('b@example.com', 'ssoCreate', { password: 'Sunny-day7' });
    expect(simulator.passwordIs('a@example.com', 'Sunny-day7')).toBe(true);
    expect(simulator.passwordIs('b@example.com', 'Sunny-day7')).toBe(false);
  });

  it('gives ids that sometimes start with a dash', async () => {
    const { simulator } = await startRig();
    const ids = Array.from({ length: 300 }, (_, n) => simulator.seed({ email: `u${n}@example.com` }).id);
    expect(new Set(ids).size).toBe(300);
    expect(ids.filter((id) => id.startsWith('-')).length).toBeGreaterThan(5);
  });

  it.each([
    ['ssoCreate', { ssoEnabled: false }, 400, 2002],
    ['ssoCreate', { ssoPreProvision: false }, 400, 2032],
    ['custCreate', { custCreateAllowed: false }, 400, 200],
    ['create', { blockedDomains: ['example.com'] }, 400, 1107],
    ['autoCreate', { managedDomains: ['example.org'] }, 400, 1116],
    ['create', { managedDomains: ['example.org'] }, 201, undefined],
    ['create', { takenElsewhere: ['NEW@example.com'] }, 400, 1009],
    ['create', { maxBasic: 1 }, 400, 2033],
  ])('%s with %o answers %i', async (action, options, status, code) => {
    const { simulator, create } = await startRig(options);
    simulator.seed({ email: 'a@example.com' });
    const answer = await create('new@example.com', action);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual(code ? { code, message: expect.any(String) } : expect.anything());
  });
});
