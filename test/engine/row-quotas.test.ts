import { describe, expect, it } from 'vitest';
import type { ZoomApi } from '../../src/core/zoom-api.ts';
import { PLANS } from '../../src/zoom/plans.ts';
import { AT, makeEngine, OK, refuse, task } from '../support/engine-rig.ts';

const CREATE = task(2, 'create', 'a@x.org', { fields: { type: 1 } });
const UPDATE = task(2, 'update', 'a@x.org', { fields: { dept: 'IT' } });

describe('the create quota', () => {
  const creates = (count: number) =>
    Array.from({ length: count }, (_, i) => task(i + 2, 'create', `u${i}@x.org`, { fields: { type: 1 } }));

  it('is taken by create only, and by one for a row', async () => {
    const engine = await makeEngine({
      tasks: [
        CREATE,
        task(3, 'autoCreate', 'b@x.org'),
        task(4, 'ssoCreate', 'c@x.org'),
        task(5, 'update', 'd@x.org'),
      ],
    });
    await engine.run();
    expect(engine.used()).toMatchObject({ used: 1, closed: false });
  });

  it('lets no more creates leave than it holds, and defers the rest and later rows of their users', async () => {
    const engine = await makeEngine({
      tasks: [...creates(52), task(60, 'update', 'u51@x.org'), task(61, 'update', 'u0@x.org')],
      plan: PLANS.free,
    });
    await engine.run();
    expect(engine.zoom.calls.filter(({ endpoint }) => endpoint === 'createUser').length).toBe(50);
    const [last, later, other] = engine.results().slice(-3);
    expect(last).toMatchObject({ outcome: 'deferred', attempts: 0, httpStatus: undefined, startedAt: '' });
    expect(later).toMatchObject({
      outcome: 'deferred',
      message: 'waits for line 53, an earlier row of the same user, which is deferred',
    });
    expect(other?.outcome).toBe('updated');
    expect(engine.events.filter(({ type }) => type === 'quotaUsedUp')).toEqual([
      { type: 'quotaUsedUp', quota: 'create', resumeAfter: '2026-11-23T00:00:00.000Z' },
    ]);
  });

  it.each([
    ['refuses the row', refuse({ kind: 'rejected' }), 0, false],
    ['has the user already', refuse({ kind: 'exists', status: 409 }), 0, false],
    ['gave no answer that could be settled', refuse({ kind: 'reset', status: 0, inDoubt: true }), 1, false],
    ['was not reached', refuse({ kind: 'unreachable', status: 0 }), 0, false],
    ['says that no invitation is left', refuse({ kind: 'inviteQuota', status: 429 }), 1, true],
    ['says that no call is left', refuse({ kind: 'rateDaily', status: 429 }), 0, false],
    ['made the user', OK, 1, false],
  ] as const)('when Zoom %s', async (_, answer, used, closed) => {
    const engine = await makeEngine({ tasks: [CREATE], answer });
    await engine.run();
    expect(engine.used()).toMatchObject({ used, closed });
  });

  it('is given back when the run stops before the request has left', async () => {
    const zoom: ZoomApi = {
      call: async (_, { signal }) => {
        engine.stop.stop({ kind: 'signal', signal: 'SIGINT' });
        throw signal.reason;
      },
    };
    const engine = await makeEngine({ tasks: [CREATE], zoom });
    await engine.run();
    expect(engine.used().used).toBe(0);
    expect(engine.outcomes()).toEqual(['2 not_attempted']);
  });

  it('is closed for the day when Zoom says so, and the rows after it are not sent', async () => {
    const engine = await makeEngine({
      tasks: creates(5),
      answer: refuse({ kind: 'inviteQuota', status: 429 }),
      concurrency: 1,
    });
    await engine.run();
    expect(engine.zoom.calls.length).toBe(1);
    expect(new Set(engine.results().map(({ outcome }) => outcome))).toEqual(new Set(['deferred']));
    const next = engine.session();
    await next.run();
    expect(engine.zoom.calls.length).toBe(1);
  });

  it('takes the count that Zoom names', async () => {
    const engine = await makeEngine({
      tasks: [CREATE],
      answer: (call) => ({ ...OK(call), rateLimit: { limit: 1_500, remaining: 1_100, window: undefined } }),
    });
    await engine.run();
    expect(engine.used().used).toBe(400);
  });

  it('is not taken again by a row that a crash left in doubt', async () => {
    const engine = await makeEngine({
      tasks: [CREATE],
      answer: (call) =>
        call.endpoint === 'getUser' ? refuse({ kind: 'notFound', status: 404 })(call) : OK(call),
    });
    engine.store.take('acme', '2026-11-22', 'create', 1_500);
    engine.rows.start(2, 1, AT);
    await engine.run();
    expect(engine.zoom.asked).toEqual(['getUser a@x.org', 'createUser a@x.org']);
    expect(engine.outcomes()).toEqual(['2 created']);
    expect(engine.used().used).toBe(1);
  });
});

describe('an invitation that an earlier session has reserved', () => {
  it.each([
    [
      'is not given back when the create is refused now: it may have been already',
      refuse({ kind: 'exists', status: 409 }),
      1,
    ],
    ['is used when the create goes through now', OK, 1],
  ] as const)('%s', async (_, answer, used) => {
    const engine = await makeEngine({
      tasks: [CREATE],
      answer: (call) =>
        call.endpoint === 'getUser' ? refuse({ kind: 'notFound', status: 404 })(call) : answer(call),
    });
    engine.store.take('acme', '2026-11-22', 'create', 1_500);
    engine.rows.start(2, 1, AT);
    await engine.run();
    expect(engine.used().used).toBe(used);
  });

  it('is another one when the day is another one', async () => {
    const engine = await makeEngine({
      tasks: [CREATE],
      answer: (call) =>
        call.endpoint === 'getUser' ? refuse({ kind: 'notFound', status: 404 })(call) : OK(call),
    });
    engine.store.take('acme', '2026-11-22', 'create', 1_500);
    engine.rows.start(2, 1, AT);
    engine.clock.now += 24 * 60 * 60 * 1000;
    await engine.run();
    expect([engine.used().used, engine.store.get('acme', '2026-11-23', 'create').used]).toEqual([1, 1]);
  });
});

describe('a daily limit of calls', () => {
  it('lets nothing more of the label leave, and other limiters go on', async () => {
    const tasks = [
      UPDATE,
      task(3, 'update', 'b@x.org', { fields: { dept: 'IT' } }),
      task(4, 'password', 'c@x.org', { fields: { password: 'Secret#1' } }),
    ];
    const engine = await makeEngine({
      tasks,
      answer: (call) =>
        call.endpoint === 'updateUser' ? refuse({ kind: 'rateDaily', status: 429 })(call) : OK(call),
      concurrency: 1,
    });
    await engine.run();
    expect(engine.outcomes()).toEqual(['2 deferred', '3 deferred', '4 password_set']);
    expect(engine.zoom.asked).toEqual(['updateUser a@x.org', 'setPassword c@x.org']);
    expect(engine.results()[1]).toMatchObject({ attempts: 0, httpStatus: undefined });
  });
});

describe('an invitation that is open', () => {
  it('holds back what Zoom would ignore, until it is accepted', async () => {
    let status = 'pending';
    const engine = await makeEngine({
      tasks: [
        { ...CREATE, fields: { type: 1, dept: 'IT' } },
        task(3, 'update', 'A@X.org', { fields: { dept: 'HR' } }),
        task(4, 'update', 'id-new', { fields: { dept: 'PR' } }),
      ],
      answer: (call) =>
        call.endpoint === 'getUser' ? { status: 200, body: { id: 'id-new', status } } : OK(call),
      concurrency: 1,
    });
    await engine.run();
    expect(engine.outcomes()).toEqual(['2 created', '3 deferred', '4 deferred']);
    expect(engine.rows.count()).toMatchObject({ awaitingInvitation: 3, open: 0, deferred: 0 });
    expect(engine.results().map(({ message }) => message)).toEqual([
      'invited; the other columns are sent by `zoom-provision resume` once the invitation is accepted',
      'waits for line 2, an earlier row of the same user, which waits for the invitation to be accepted',
      'the user has not accepted the invitation; `zoom-provision resume` sends this after that',
    ]);

    await engine.session().run();
    expect(engine.outcomes()).toEqual(['2 created', '3 deferred', '4 deferred']);
    expect(engine.zoom.calls.filter(({ endpoint }) => endpoint === 'updateUser')).toEqual([]);

    status = 'active';
    await engine.session().run();
    expect(engine.outcomes()).toEqual(['2 created', '3 updated', '4 updated']);
    const updates = engine.zoom.calls.filter(({ endpoint }) => endpoint === 'updateUser');
    expect(new Map(updates.map(({ user, body }) => [user, body]))).toEqual(
      new Map([
        ['a@x.org', { dept: 'IT' }],
        ['A@X.org', { dept: 'HR' }],
        ['id-new', { dept: 'PR' }],
      ]),
    );
    expect(engine.invitations.hasAny(['a@x.org', 'id-new'])).toBe(false);
    expect(engine.rows.count()).toMatchObject({ awaitingInvitation: 0, open: 0, deferred: 0 });
  });

  it('is not taken for accepted because a second create found the user there', async () => {
    const engine = await makeEngine({
      tasks: [CREATE, task(3, 'ssoCreate', 'a@x.org', { fields: { type: 1 } })],
      onExists: 'skip',
      answer: (call) => {
        const { action } = call.body ?? {};
        return action === 'ssoCreate' ? refuse({ kind: 'exists', status: 409 })(call) : OK(call);
      },
    });
    await engine.run();
    expect(engine.outcomes()).toEqual(['2 created', '3 skipped']);
    expect(engine.invitations.hasAny(['a@x.org'])).toBe(true);
  });
});
