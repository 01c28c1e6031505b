import { describe, expect, it } from 'vitest';
import { startRig } from '../support/simulator-rig.ts';

describe('the status', () => {
  it('takes licences away for good', async () => {
    const { simulator, call } = await startRig({ statusReply: 200 });
    const before = simulator.seed({
      email: 'a@example.com',
      type: 2,
      fields: { dept: 'IT', zoom_one_type: 64, feature: { zoom_phone: true } },
    });
    const status = (action: string) => call('PUT', '/users/a@example.com/status', { action });
    expect(await status('deactivate')).toMatchObject({ status: 200, body: undefined });
    expect(simulator.user('a@example.com')).toEqual({
      ...before,
      status: 'inactive',
      type: 1,
      fields: { dept: 'IT' },
    });
    await status('deactivate');
    await status('activate');
    await status('clock_in');
    expect(simulator.user('a@example.com')).toEqual({
      ...before,
      status: 'active',
      type: 1,
      fields: { dept: 'IT' },
    });
    expect(simulator.journal.map(({ effect }) => effect)).toEqual([true, false, true, false]);
  });

  it('frees a seat, and needs one', async () => {
    const { simulator, call, create } = await startRig({ maxBasic: 1 });
    simulator.seed({ email: 'a@example.com' });
    expect((await call('PUT', '/users/a@example.com/status', { action: 'deactivate' })).status).toBe(204);
    expect((await create('b@example.com')).status).toBe(201);
    expect(await call('PUT', '/users/a@example.com/status', { action: 'activate' })).toMatchObject({
      status: 400,
      body: { code: 2033 },
    });
  });

  it.each([
    ['the address of an administrator', { admins: ['A@example.com'] }, []],
    ['the address of a Zoom Room', { zoomRooms: ['a@example.com'] }, []],
    ['a seeded administrator', {}, ['admin']],
    ['the owner', {}, ['owner']],
    ['a seeded Zoom Room', {}, ['zoom-room']],
  ] as const)('is fixed for %s', async (_who, options, roles) => {
    const { simulator, call } = await startRig(options);
    simulator.seed({ email: 'a@example.com', roles });
    const { status, body } = await call('PUT', '/users/a@example.com/status', { action: 'deactivate' });
    expect([status, body]).toEqual([
      400,
      { code: 200, message: "Zoom Room and Admin users' status cannot be activated or deactivated." },
    ]);
  });

  it.each(['activate', 'deactivate'])('of a pending user does not change by %s', async (action) => {
    const { simulator, call } = await startRig();
    const before = simulator.seed({ email: 'a@example.com', status: 'pending', type: 2 });
    expect((await call('PUT', '/users/a@example.com/status', { action })).status).toBe(204);
    expect(simulator.user('a@example.com')).toEqual(before);
    expect((await call('GET', '/users/a@example.com')).body).toMatchObject({ status: 'pending' });
    expect(simulator.journal[0]).toMatchObject({ effect: false });
  });
});
