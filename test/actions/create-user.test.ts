import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { parseJson } from '../../src/simulator/schema/json.ts';
import { EMAIL, makeTask, perform, stepsOf } from '../support/perform.ts';
import { type Rig, startRig } from '../support/zoom-rig.ts';

const PATH = '/users/ann%2B1%40example.com';
const LICENCES = [
  { license_type: 'ZOOM_WORKPLACE_BUNDLE', license_option: 576460752303423488n, subscription_id: 'S1' },
];
const CREATED = {
  outcome: 'created',
  httpStatus: 201,
  userId: expect.stringMatching(/^.{22}$/),
};
const HELD_BACK = {
  reason: { kind: 'awaitsInvitation', what: 'profile' },
  awaitsInvitation: true,
} as const;

/** The requests as they left, to the last digit. */
function requests({ sent, simulator }: Rig): unknown[] {
  return sent.map(({ method, url, body }) => [
    `${method} ${url.slice(simulator.apiUrl.length)}`,
    ...(body === undefined ? [] : [parseJson(String(body))]),
  ]);
}

describe('what is sent', () => {
  it.each<['create' | 'autoCreate' | 'custCreate' | 'ssoCreate', JsonObject, JsonObject]>([
    ['create', { type: 1 }, { type: 1 }],
    [
      'create',
      { type: 2, first_name: 'Ann', last_name: 'Lee', display_name: 'A. Lee', division_ids: ['D1'] },
      { type: 2, first_name: 'Ann', last_name: 'Lee', display_name: 'A. Lee', division_ids: ['D1'] },
    ],
    ['autoCreate', { type: 1, password: 'Secret123' }, { type: 1, password: 'Secret123' }],
    ['custCreate', { type: 1, license_info_list: LICENCES }, { type: 1, license_info_list: LICENCES }],
    ['ssoCreate', { type: 99 }, { type: 99 }],
    ['ssoCreate', { type: 2, plan_united_type: '32' }, { type: 2, plan_united_type: '32' }],
    [
      'ssoCreate',
      { type: 2, zoom_one_type: 72057594037927936n },
      { type: 2, feature: { zoom_one_type: 72057594037927936n } },
    ],
    [
      'ssoCreate',
      { type: 2, zoom_one_type: 16, feature: { zoom_phone: true } },
      { type: 2, feature: { zoom_phone: true, zoom_one_type: 16 } },
    ],
  ])('by %s with %o', async (action, fields, info) => {
    const rig = await startRig();
    expect(await perform(rig, makeTask(action, fields))).toEqual(CREATED);
    expect(requests(rig)).toEqual([['POST /users', { action, user_info: { email: EMAIL, ...info } }]]);
    expect(rig.simulator.user(EMAIL)).toMatchObject({
      status: action === 'create' ? 'pending' : 'active',
      type: info.type,
    });
    expect(stepsOf(makeTask(action, fields))).toEqual(['createUser']);
  });

  it.each(['autoCreate', 'custCreate', 'ssoCreate'] as const)(
    'by %s with columns that a create does not take, in two calls',
    async (action) => {
      const rig = await startRig();
      const profile = {
        dept: 'R&D',
        job_title: 'Engineer',
        phone_numbers: [{ label: 'Mobile', country: 'US', code: '+1', number: '5550100' }],
        custom_attributes: [{ key: 'cbf_1', value: 'x' }],
        pmi: 1234567890,
      };
      const task = makeTask(action, { type: 1, first_name: 'Ann', ...profile });
      const result = await perform(rig, task);
      const user = rig.simulator.user(EMAIL);
      expect(result).toEqual({ ...CREATED, userId: user?.id, recorded: user?.id });
      expect(requests(rig)).toEqual([
        ['POST /users', { action, user_info: { email: EMAIL, type: 1, first_name: 'Ann' } }],
        [`PATCH ${PATH}`, profile],
      ]);
      expect(user?.fields).toMatchObject(profile);
      expect(stepsOf(task)).toEqual(['createUser', 'updateUser']);
    },
  );

  it('by create: the other columns are held back, since the user is pending', async () => {
    const rig = await startRig();
    const task = makeTask('create', { type: 1, dept: 'R&D' });
    const result = await perform(rig, task);
    const id = rig.simulator.user(EMAIL)?.id;
    expect(result).toEqual({
      ...CREATED,
      userId: id,
      ...HELD_BACK,
      left: { dept: 'R&D' },
      recorded: id,
    });
    expect(requests(rig)).toEqual([
      ['POST /users', { action: 'create', user_info: { email: EMAIL, type: 1 } }],
    ]);
    expect(stepsOf(task)).toEqual(['createUser']);
  });

  it('has the password nowhere in what comes back', async () => {
    const rig = await startRig();
    const body = { code: 300, message: 'Invalid parameter: password Secret123' };
    rig.simulator.fault({ kind: 'status', status: 400, body });
    const result = await perform(rig, makeTask('autoCreate', { type: 1, password: 'Secret123' }));
    expect(result).toEqual({
      error: {
        kind: 'rejected',
        status: 400,
        code: 300,
        reason: { kind: 'refused', message: 'Invalid parameter: password [redacted]' },
        inDoubt: false,
      },
    });
  });
});

describe('the second call', () => {
  it('that is refused does not hide that the first went through', async () => {
    const rig = await startRig({ simulator: { groups: ['G1'] } });
    const result = await perform(rig, makeTask('ssoCreate', { type: 1, group_id: 'G2' }));
    expect(result).toEqual({
      error: {
        kind: 'notFound',
        status: 404,
        code: 4130,
        reason: {
          kind: 'afterCreate',
          reason: { kind: 'refused', message: 'Group does not exist: G2.' },
        },
        inDoubt: false,
      },
      recorded: rig.simulator.user(EMAIL)?.id,
    });
  });

  it.each(['ssoCreate', 'create'] as const)(
    'is all that is left of a row whose %s went through in an earlier session',
    async (action) => {
      const rig = await startRig();
      rig.simulator.seed({ email: EMAIL, id: 'A1' });
      const alreadyCreated = { userId: 'A1' };
      const task = makeTask(action, { type: 1, dept: 'IT' });
      expect(await perform(rig, task, { alreadyCreated })).toEqual({
        outcome: 'created',
        httpStatus: 201,
        userId: 'A1',
      });
      const asked = action === 'create' ? [[`GET ${PATH}`]] : [];
      expect(requests(rig)).toEqual([...asked, [`PATCH ${PATH}`, { dept: 'IT' }]]);
    },
  );

  it.each([
    ['is pending', true],
    ['is gone', false],
  ])('is held back again while the invited user %s', async (_how, exists) => {
    const rig = await startRig();
    if (exists) rig.simulator.seed({ email: EMAIL, id: 'A1', status: 'pending' });
    const task = makeTask('create', { type: 1, dept: 'IT' });
    expect(await perform(rig, task, { alreadyCreated: { userId: 'A1' } })).toEqual({
      outcome: 'created',
      httpStatus: 201,
      userId: 'A1',
      ...HELD_BACK,
      left: { dept: 'IT' },
    });
    expect(requests(rig)).toEqual([[`GET ${PATH}`]]);
  });
});

describe('the group of somebody who is invited', () => {
  const task = makeTask('create', { type: 1, dept: 'IT', group_id: 'G1' });
  const alreadyCreated = { userId: 'A1' };

  it('is sent right after the invitation; all else waits', async () => {
    const rig = await startRig();
    expect(await perform(rig, task)).toMatchObject({ outcome: 'created', httpStatus: 201, ...HELD_BACK });
    expect(requests(rig).slice(1)).toEqual([[`PATCH ${PATH}`, { group_id: 'G1' }]]);
    expect(rig.simulator.user(EMAIL)).toMatchObject({ status: 'pending', fields: { group_ids: ['G1'] } });
    expect(stepsOf(task)).toEqual(['createUser', 'updateUser']);
  });

  it('leaves nothing to wait for when there is nothing else', async () => {
    const rig = await startRig();
    const alone = makeTask('create', { type: 1, group_id: 'G1' });
    expect(await perform(rig, alone)).toEqual({ ...CREATED, recorded: rig.simulator.user(EMAIL)?.id });
    expect(requests(rig).length).toBe(2);
  });

  it('is sent again by a session that does not know whether it was, and not while the row waits', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, id: 'A1', status: 'pending' });
    await perform(rig, task, { alreadyCreated });
    await perform(rig, task, { alreadyCreated, hasWaited: true });
    expect(requests(rig).filter((call) => String(call).startsWith('PATCH'))).toEqual([
      [`PATCH ${PATH}`, { group_id: 'G1' }],
    ]);
  });

  it.each([
    [['G1', 'G2'], { dept: 'IT' }],
    [['G2'], { dept: 'IT', group_id: 'G1' }],
    [undefined, { dept: 'IT', group_id: 'G1' }],
  ])('goes with the rest after acceptance only where it is missing: %j', async (groups, body) => {
    const rig = await startRig();
    const fields = groups ? { group_ids: groups } : {};
    rig.simulator.seed({ email: EMAIL, id: 'A1', fields });
    await perform(rig, task, { alreadyCreated, hasWaited: true });
    expect(requests(rig).slice(1)).toEqual([[`PATCH ${PATH}`, body]]);
  });

  it('that Zoom refuses does not hide that the user was created', async () => {
    const rig = await startRig({ simulator: { groups: [] } });
    expect(await perform(rig, task)).toMatchObject({
      error: { kind: 'notFound', code: 4130, reason: { kind: 'afterCreate' } },
    });
    expect(rig.simulator.user(EMAIL)?.status).toBe('pending');
  });
});

describe('an attempt of an earlier session, whose answer is not known,', () => {
  it('is settled without another when it took effect', async () => {
    const rig = await startRig();
    const doubtSince = Date.now() - 60_000;
    const createdAt = new Date(doubtSince + 5000).toISOString();
    rig.simulator.seed({ email: EMAIL, id: 'A1', createdAt, fields: { first_name: 'Ann' } });
    const task = makeTask('ssoCreate', { type: 1, first_name: 'Ann', dept: 'IT' });
    expect(await perform(rig, task, { doubtSince })).toEqual({
      outcome: 'created',
      httpStatus: 201,
      reason: { kind: 'settled', by: 'asking' },
      userId: 'A1',
      recorded: 'A1',
    });
    expect(requests(rig)).toEqual([[`GET ${PATH}`], [`PATCH ${PATH}`, { dept: 'IT' }]]);
  });

  it('is made again when it did not', async () => {
    const rig = await startRig();
    expect(await perform(rig, makeTask('ssoCreate', { type: 1 }), { doubtSince: Date.now() })).toEqual(
      CREATED,
    );
    expect(requests(rig).length).toBe(2);
  });

  it('did not make a user who is older, and no other create is sent', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, createdAt: '2020-01-01T00:00:00Z' });
    const result = await perform(rig, makeTask('ssoCreate', { type: 1 }), { doubtSince: Date.now() - 1000 });
    expect(result).toMatchObject({ error: { kind: 'exists', status: 409, code: 1005 } });
    expect(requests(rig)).toEqual([[`GET ${PATH}`]]);
  });

  it.each([
    ['another name', 'otherUser', { fields: { first_name: 'Bob' } }, {}],
    ['another type', 'otherUser', { type: 2 }, {}],
    ['the same name, when Zoom had not told the time', 'noSince', {}, { zoomHadNotTold: true }],
  ] as const)('may have made a user of that time with %s, and no other create is sent', async (...its) => {
    const [, why, seed, given] = its;
    const rig = await startRig();
    rig.simulator.seed({
      email: EMAIL,
      createdAt: new Date().toISOString(),
      fields: { first_name: 'Ann' },
      ...seed,
    });
    const task = makeTask('ssoCreate', { type: 1, first_name: 'Ann' });
    expect(await perform(rig, task, { doubtSince: Date.now() - 1000, ...given })).toMatchObject({
      error: { kind: 'unclear', inDoubt: true, reason: { kind: 'whoseIsUnclear', why } },
    });
    expect(requests(rig)).toEqual([[`GET ${PATH}`]]);
  });

  it('did not invite a pending user of another name, and no second invitation is sent', async () => {
    const rig = await startRig();
    rig.simulator.seed({ email: EMAIL, status: 'pending', fields: { first_name: 'Bob' } });
    const task = makeTask('create', { type: 1, first_name: 'Ann' });
    expect(await perform(rig, task, { doubtSince: Date.now() })).toEqual({
      error: {
        kind: 'exists',
        status: 409,
        code: 1005,
        reason: {
          kind: 'refused',
          message: `Email "${EMAIL}" has already been used: it was invited before this run, or under another name or type.`,
        },
        inDoubt: false,
      },
    });
    expect(requests(rig)).toEqual([[`GET ${PATH}`]]);
  });
});
