import { describe, expect, it } from 'vitest';
import type { SeedUser, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { startRig } from '../support/simulator-rig.ts';

const OLD = 'ann@example.com';
const NEW = 'Ann.Lee@example.com';
const PATH = `/users/${OLD}/email`;

describe('changing an address', () => {
  it('answers 204, keeps the user and all that belongs to it, and frees the old address', async () => {
    const { simulator, call, create } = await startRig();
    const before = simulator.seed({ email: OLD, fields: { dept: 'IT' }, password: 'Sunny-day7' });
    const { status, body } = await call('PUT', PATH, { email: NEW });
    expect([status, body]).toEqual([204, undefined]);
    expect(simulator.users()).toEqual([{ ...before, email: NEW }]);
    expect(simulator.passwordIs(NEW, 'Sunny-day7')).toBe(true);
    expect(simulator.journal).toMatchObject([{ label: 'light', user: OLD, status: 204, effect: true }]);
    for (const user of [before.id, NEW.toLowerCase()]) {
      expect(await call('GET', `/users/${user}`)).toMatchObject({ status: 200, body: { email: NEW } });
    }
    expect(await call('GET', `/users/${OLD}`)).toMatchObject({ status: 404, body: { code: 1001 } });
    expect(await call('PUT', PATH, { email: NEW })).toMatchObject({ status: 404, body: { code: 1001 } });
    expect((await create(OLD)).status).toBe(201);
  });

  it('is done by the id as well, and a removal then frees the new address', async () => {
    const { simulator, call } = await startRig();
    const { id } = simulator.seed({ email: OLD });
    expect((await call('PUT', `/users/${id}/email`, { email: NEW })).status).toBe(204);
    expect((await call('DELETE', `/users/${NEW}`)).status).toBe(204);
    expect(simulator.removed()).toEqual([{ email: NEW, id, action: 'disassociate' }]);
    expect(simulator.user(NEW)).toBeUndefined();
  });

  it('takes an invitation to the new address', async () => {
    const { simulator, call } = await startRig();
    const { id } = simulator.seed({ email: OLD, status: 'pending' });
    expect((await call('PUT', PATH, { email: NEW })).status).toBe(204);
    simulator.acceptInvitation(NEW);
    expect(simulator.user(id)).toMatchObject({ email: NEW, status: 'active' });
  });

  it('leaves a user the roles that came with the old address', async () => {
    const { simulator, call } = await startRig({ zoomRooms: [OLD] });
    simulator.seed({ email: OLD });
    expect((await call('PUT', PATH, { email: NEW })).status).toBe(204);
    expect(await call('DELETE', `/users/${NEW}`)).toMatchObject({ status: 400, body: { code: 200 } });
  });

  it('works three times in 24 hours for each user', async () => {
    let now = Date.UTC(2026, 0, 5, 12);
    const { simulator, call } = await startRig({ now: () => now, tokenSeconds: 1e6 });
    const ann = simulator.seed({ email: OLD });
    const bob = simulator.seed({ email: 'bob@example.com' });
    const change = async (id: string, email: string) =>
      (await call('PUT', `/users/${id}/email`, { email })).status;
    for (let n = 1; n <= 3; n++) expect(await change(ann.id, `ann${n}@example.com`)).toBe(204);
    now += 86_400_000 - 1;
    const fourth = await call('PUT', `/users/${ann.id}/email`, { email: 'ann4@example.com' });
    expect([fourth.status, fourth.body]).toEqual([
      400,
      { code: 300, message: 'You can change the email address up to 3 times in 24 hours.' },
    ]);
    expect(await change(bob.id, 'bob1@example.com')).toBe(204);
    now += 1;
    expect(await change(ann.id, 'ann4@example.com')).toBe(204);
  });

  it('stays inside the managed domains', async () => {
    const { simulator, call } = await startRig({ managedDomains: ['example.com', 'example.org'] });
    simulator.seed({ email: OLD });
    expect((await call('PUT', PATH, { email: 'ann@Example.org' })).status).toBe(204);
    expect(simulator.user('ann@example.org')).toBeDefined();
  });

  const BLOCKED = 'Email domain is blocked.';
  const NOT_ADMINISTRATOR = 'Only an account administrator can change email.';
  const TWO_DOMAINS = { managedDomains: ['example.org', 'example.net'] };
  const FOREIGN = `Email address ${NEW} doesn't match limited domains: example.org,example.net`;
  const INVITATION = { status: 'pending', createdAt: '2020-01-01T00:00:00Z' } as const;
  it.each<[string, SimulatorOptions, Partial<SeedUser>, string, number, number, unknown]>([
    [
      'to a taken one',
      {},
      {},
      'Bob@example.com',
      409,
      1005,
      'Email "Bob@example.com" has already been used.',
    ],
    ['to the same one', {}, {}, OLD, 409, 1005, `Email "${OLD}" has already been used.`],
    [
      'to one that is taken elsewhere',
      { takenElsewhere: [NEW.toLowerCase()] },
      {},
      NEW,
      400,
      1009,
      `The user ${NEW} already holds an active account.`,
    ],
    ['to one outside the managed domains', TWO_DOMAINS, {}, NEW, 400, 1116, FOREIGN],
    ['to one in a blocked domain', { blockedDomains: ['example.com'] }, {}, NEW, 400, 1107, BLOCKED],
    ['without a managed domain', { managedDomain: false }, {}, NEW, 400, 200, NOT_ADMINISTRATOR],
    [
      'for an administrator',
      { admins: [OLD] },
      {},
      NEW,
      400,
      1000,
      'Admin can not change other admins email.',
    ],
    ['after the invitation has expired', {}, INVITATION, NEW, 400, 1120, expect.any(String)],
  ])('is refused %s', async (_what, options, seed, email, status, code, message) => {
    const { simulator, call } = await startRig(options);
    const before = simulator.seed({ email: OLD, ...seed });
    simulator.seed({ email: 'bob@example.com', status: 'inactive' });
    const answer = await call('PUT', PATH, { email });
    expect([answer.status, answer.body]).toEqual([status, { code, message }]);
    expect(simulator.user(OLD)).toEqual(before);
  });

  it.each([
    ['no address', {}, 'email', 'Missing field.'],
    ['what is no address', { email: 'ann.example.com' }, 'email', 'Invalid field.'],
    ['129 characters', { email: `${'x'.repeat(117)}@example.com` }, 'email', 'Invalid field.'],
    ['another field', { email: NEW, dept: 'IT' }, 'dept', 'Unknown field.'],
  ])('is refused with %s', async (_what, body, field, message) => {
    const { simulator, call } = await startRig();
    simulator.seed({ email: OLD });
    const answer = await call('PUT', PATH, body);
    expect([answer.status, answer.body]).toEqual([
      400,
      { code: 300, message: 'Validation Failed.', errors: [{ field, message }] },
    ]);
  });

  it.each([
    ['user:update:email:admin', 204],
    ['user:write:admin', 204],
    ['user:update:user:admin', 400],
  ])('with the scope %s answers %i', async (scope, status) => {
    const { simulator, call } = await startRig({ scopes: [scope] });
    simulator.seed({ email: OLD });
    expect((await call('PUT', PATH, { email: NEW })).status).toBe(status);
  });
});
