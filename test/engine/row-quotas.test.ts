import { describe, expect, it } from 'vitest';
import { PLANS } from '../../src/core/plans.ts';
import { AT, DAY_MS, makeEngine, TODAY, task } from '../support/engine-rig.ts';
import { OK, refuse } from '../support/fake-zoom.ts';

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
    expect(await engine.quotas.get(TODAY, 'create')).toEqual({ used: 1, closed: false });
  });

  it('lets no more creates leave than it holds, and defers the rest and later rows of their users', async () => {
    const engine = await makeEngine({
      tasks: [...creates(52), task(60, 'update', 'u51@x.org'), task(61, 'update', 'u0@x.org')],
      plan: PLANS.free,
    });
    await engine.run();
    expect(engine.zoom.sent.filter(({ endpoint }) => endpoint === 'createUser').length).toBe(50);
    const [last, later, other] = (await engine.results()).slice(-3);
    expect(last).toMatchObject({
      outcome: 'deferred',
      reason: { kind: 'quota', quota: 'create', used: 50, limit: 50, closedByZoom: false },
      attempts: 0,
      httpStatus: undefined,
      startedAt: '',
    });
    expect(later).toMatchObject({
      outcome: 'deferred',
      reason: { kind: 'earlierRow', line: 53, outcome: 'deferred', awaitsInvitation: false },
    });
    expect(other?.outcome).toBe('updated');
    expect(engine.events.filter(({ type }) => type === 'quotaUsedUp')).toEqual([
      { type: 'quotaUsedUp', quota: 'create', resumeAfter: '2026-11-23T00:00:00.000Z' },
    ]);
  });

  it.each([
    ['refuses the row', refuse({ kind: 'rejected' }), 0, false],
    ['has the user already', refuse({ kind: 'exists', status: 409 }), 0, false],
    ['gave no answer, and none when it was asked', refuse({ kind: 'reset', status: 0 }), 1, false],
    ['was not reached', refuse({ kind: 'unreachable', status: 0 }), 0, false],
    ['says that no invitation is left', refuse({ kind: 'inviteQuota', status: 429 }), 1, true],
    ['says that no call is left', refuse({ kind: 'rateDaily', status: 429 }), 0, false],
    ['made the user', OK, 1, false],
  ] as const)('when Zoom %s', async (_, answer, used, closed) => {
    const engine = await makeEngine({ tasks: [CREATE], answer });
    await engine.run();
    expect(await engine.quotas.get(TODAY, 'create')).toEqual({ used, closed });
  });

  it('is closed for the day when Zoom says so, and the rows after it are not sent', async () => {
    const engine = await makeEngine({
      tasks: creates(5),
      answer: refuse({ kind: 'inviteQuota', status: 429 }),
      concurrency: 1,
    });
    await engine.run();
    expect(engine.zoom.sent.length).toBe(1);
    expect(new Set((await engine.results()).map(({ outcome }) => outcome))).toEqual(new Set(['deferred']));
    const next = engine.session();
    await next.run();
    expect(engine.zoom.sent.length).toBe(1);
  });

  it('takes the count that Zoom names', async () => {
    const engine = await makeEngine({
      tasks: [CREATE],
      answer: (request) => ({
        ...OK(request),
        rateLimit: { limit: 1_500, remaining: 1_100, window: undefined },
      }),
    });
    await engine.run();
    expect(await engine.used()).toBe(400);
  });

  it('is not taken again by a row that a crash left in doubt', async () => {
    const engine = await makeEngine({
      tasks: [CREATE],
      answer: (request) =>
        request.endpoint === 'getUser' ? refuse({ kind: 'notFound', status: 404 })(request) : OK(request),
    });
    await engine.quotas.take(TODAY, 'create', 1_500);
    await engine.rows.start(2, 1, AT);
    await engine.run();
    expect(engine.zoom.asked).toEqual(['getUser a@x.org', 'createUser a@x.org']);
    expect(await engine.outcomes()).toEqual(['2 created']);
    expect(await engine.used()).toBe(1);
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
      answer: (request) =>
        request.endpoint === 'getUser' ? refuse({ kind: 'notFound', status: 404 })(request) : answer(request),
    });
    await engine.quotas.take(TODAY, 'create', 1_500);
    await engine.rows.start(2, 1, AT);
    await engine.run();
    expect(await engine.used()).toBe(used);
  });

  it('is another one when the day is another one', async () => {
    const engine = await makeEngine({
      tasks: [CREATE],
      answer: (request) =>
        request.endpoint === 'getUser' ? refuse({ kind: 'notFound', status: 404 })(request) : OK(request),
    });
    await engine.quotas.take(TODAY, 'create', 1_500);
    await engine.rows.start(2, 1, AT);
    engine.clock.now += DAY_MS;
    await engine.run();
    expect([await engine.used(), (await engine.quotas.get('2026-11-23', 'create')).used]).toEqual([1, 1]);
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
      answer: (request) =>
        request.endpoint === 'updateUser' ? refuse({ kind: 'rateDaily', status: 429 })(request) : OK(request),
      concurrency: 1,
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 deferred', '3 deferred', '4 password_set']);
    expect(engine.zoom.asked).toEqual(['updateUser a@x.org', 'setPassword c@x.org']);
    expect((await engine.results())[1]).toMatchObject({
      reason: { kind: 'quota', quota: 'light', used: 0, closedByZoom: true },
      attempts: 0,
      httpStatus: undefined,
    });
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
      answer: (request) =>
        request.endpoint === 'getUser' ? { status: 200, body: { id: 'id-new', status } } : OK(request),
      concurrency: 1,
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 created', '3 deferred', '4 deferred']);
    expect(await engine.counts()).toMatchObject({ awaitingInvitation: 3, open: 0, deferred: 0 });
    expect(await engine.reasons()).toEqual([
      { kind: 'awaitsInvitation', what: 'profile' },
      { kind: 'earlierRow', line: 2, outcome: 'created', awaitsInvitation: true },
      { kind: 'awaitsInvitation', what: 'row' },
    ]);

    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 created', '3 deferred', '4 deferred']);
    expect(engine.zoom.sent.filter(({ endpoint }) => endpoint === 'updateUser')).toEqual([]);

    status = 'active';
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 created', '3 updated', '4 updated']);
    const updates = engine.zoom.sent.filter(({ endpoint }) => endpoint === 'updateUser');
    expect(new Map(updates.map(({ user, body }) => [user, body]))).toEqual(
      new Map([
        ['a@x.org', { dept: 'IT' }],
        ['A@X.org', { dept: 'HR' }],
        ['id-new', { dept: 'PR' }],
      ]),
    );
    expect(await engine.invitations.hasAny(['a@x.org', 'id-new'])).toBe(false);
    expect(await engine.counts()).toMatchObject({ awaitingInvitation: 0, open: 0, deferred: 0 });
  });

  it('is not taken for accepted because a second create found the user there', async () => {
    const engine = await makeEngine({
      tasks: [CREATE, task(3, 'ssoCreate', 'a@x.org', { fields: { type: 1 } })],
      onExists: 'skip',
      answer: (request) => {
        const { action } = request.body ?? {};
        return action === 'ssoCreate' ? refuse({ kind: 'exists', status: 409 })(request) : OK(request);
      },
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 created', '3 skipped']);
    expect(await engine.invitations.hasAny(['a@x.org'])).toBe(true);
  });
});
