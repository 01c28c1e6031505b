import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/core/task.ts';
import type { ZoomErrorDetails } from '../../src/core/zoom-error.ts';
import { makeEngine, task } from '../support/engine-rig.ts';
import { type Answer, OK, refuse } from '../support/fake-zoom.ts';

const PENDING = 'pen@x.org';

/** An account that has a pending user, whom somebody else invited, and says so when it is asked for that user. */
const ANSWER: Answer = (request) => {
  if (request.endpoint !== 'getUser') return OK(request);
  const status = request.user === PENDING || request.user === 'id-pen' ? 'pending' : 'active';
  return { status: 200, body: { id: request.user ?? '', status } };
};

async function engineWith(tasks: readonly Task[], pending: readonly string[] = [PENDING]) {
  const engine = await makeEngine({ tasks, answer: ANSWER, concurrency: 1 });
  engine.zoom.list = () => ({
    status: 200,
    body: { users: pending.map((email) => ({ email })), next_page_token: '' },
  });
  return engine;
}

const AWAITS = { kind: 'awaitsInvitation', what: 'row' };

describe('a row about somebody whose invitation, by whomever, is open', () => {
  it.each([
    ['update', 'deferred', AWAITS],
    ['activate', 'deferred', AWAITS],
    ['password', 'deferred', { ...AWAITS, what: 'password' }],
    ['deactivate', 'rejected', { kind: 'onlyDisassociate', instead: 'deactivate' }],
  ] as const)('is not sent: %s', async (action, outcome, reason) => {
    const engine = await engineWith([
      task(2, action, 'Pen@x.org'.toLowerCase(), { fields: { password: 'Secret#123' } }),
      task(3, action, 'ann@x.org', { fields: { password: 'Secret#123' } }),
    ]);
    await engine.run();
    expect(engine.zoom.lists).toEqual([
      { endpoint: 'listUsers', query: { status: 'pending', page_size: '300' } },
    ]);
    expect((await engine.results())[0]).toMatchObject({ outcome, reason });
    expect(engine.zoom.asked.length).toBe(2);
    expect(engine.zoom.asked[0]).toBe(`getUser ${PENDING}`);
    expect(engine.zoom.asked[1]).toMatch(/ ann@x\.org$/);
  });

  it.each([
    ['update', 'deferred', { kind: 'awaitsInvitation', what: 'expiredRow' }],
    ['activate', 'deferred', { kind: 'awaitsInvitation', what: 'expiredRow' }],
    ['password', 'deferred', { kind: 'awaitsInvitation', what: 'expiredRow' }],
    ['deactivate', 'rejected', { kind: 'refused', message: 'Invite not exist' }],
    ['delete', 'rejected', { kind: 'refused', message: 'Invite not exist' }],
  ] as const)('says so when the invitation has run out: %s', async (action, outcome, reason) => {
    const fields = { password: 'Secret#123', group_id: 'g' };
    const engine = await makeEngine({
      tasks: [task(2, action, PENDING, { fields })],
      answer: refuse({ kind: 'rejected', status: 400, code: 1120, message: 'Invite not exist' }),
    });
    engine.zoom.list = () => ({ status: 200, body: { users: [{ email: PENDING }] } });
    await engine.run();
    expect((await engine.results())[0]).toMatchObject({ outcome, reason });
    expect(engine.zoom.asked).toEqual([`getUser ${PENDING}`]);
  });

  it('is sent by a later session once the invitation is accepted', async () => {
    let isPending = true;
    const engine = await makeEngine({
      tasks: [task(2, 'update', PENDING, { fields: { dept: 'IT' } })],
      answer: (request) =>
        request.endpoint === 'getUser'
          ? { status: 200, body: { id: 'id-pen', status: isPending ? 'pending' : 'active' } }
          : OK(request),
    });
    engine.zoom.list = () => ({
      status: 200,
      body: { users: isPending ? [{ email: PENDING.toUpperCase() }] : [] },
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 deferred']);
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 deferred']);
    isPending = false;
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 updated']);
    expect(engine.zoom.asked.filter((call) => call.startsWith('updateUser')).length).toBe(1);
  });

  it('is asked about when it gives only an id, since the list has none', async () => {
    const engine = await engineWith([task(2, 'update', 'id-pen'), task(3, 'update', 'id-ann')]);
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 deferred', '3 updated']);
    const nobody = await engineWith([task(2, 'update', 'id-ann')], []);
    await nobody.run();
    expect(nobody.zoom.asked).toEqual(['updateUser id-ann']);
  });

  it('puts the user into a group at once, and sends the rest later, with the group where it is missing', async () => {
    let user: { status: string; group_ids?: string[] } = { status: 'pending' };
    const engine = await makeEngine({
      tasks: [
        task(2, 'update', PENDING, { fields: { group_id: 'g1', dept: 'IT' } }),
        task(3, 'update', 'other@x.org', { fields: { group_id: 'g2' } }),
      ],
      answer: (request) =>
        request.endpoint === 'getUser' ? { status: 200, body: { id: 'id-pen', ...user } } : OK(request),
      concurrency: 1,
    });
    engine.zoom.list = () => ({
      status: 200,
      body: { users: [{ email: PENDING }, { email: 'other@x.org' }] },
    });
    await engine.run();
    await engine.session().run();
    const bodies = () => engine.zoom.sent.flatMap(({ body }) => body ?? []);
    expect(bodies()).toEqual([{ group_id: 'g1' }, { group_id: 'g2' }]);
    expect(await engine.outcomes()).toEqual(['2 deferred', '3 updated']);
    user = { status: 'active', group_ids: ['g9'] };
    await engine.session().run();
    expect(bodies().slice(2)).toEqual([{ dept: 'IT', group_id: 'g1' }]);
  });
});

describe('the list of pending users', () => {
  const rows = [task(2, 'update', PENDING)];

  it('is asked for only where a row would be ignored', async () => {
    const engine = await engineWith([
      task(2, 'create', 'a@x.org', { fields: { type: 1 } }),
      task(3, 'delete', 'b@x.org'),
    ]);
    await engine.run();
    expect(engine.zoom.lists).toEqual([]);
  });

  it('is read to its last page', async () => {
    const engine = await engineWith(rows);
    engine.zoom.list = ({ query }) => ({
      status: 200,
      body:
        query?.next_page_token === 'p2'
          ? { users: [{ email: PENDING }], next_page_token: '' }
          : { users: [{ email: 'first@x.org' }], next_page_token: 'p2' },
    });
    await engine.run();
    expect(engine.zoom.lists.length).toBe(2);
    expect(await engine.outcomes()).toEqual(['2 deferred']);
  });

  it('is begun again when its token has run out', async () => {
    const engine = await engineWith(rows);
    let isLate = true;
    engine.zoom.list = (request) => {
      if (!request.query?.next_page_token)
        return { status: 200, body: { users: [], next_page_token: 'late' } };
      if (!isLate) return { status: 200, body: { users: [{ email: PENDING }], next_page_token: '' } };
      isLate = false;
      const message = 'The next page token is invalid or expired.';
      return refuse({ kind: 'rejected', status: 400, code: 300, message })(request);
    };
    await engine.run();
    expect(engine.zoom.lists.length).toBe(4);
    expect(await engine.outcomes()).toEqual(['2 deferred']);
  });

  const expired = {
    kind: 'rejected',
    status: 400,
    code: 300,
    message: 'The next page token is invalid or expired.',
  };

  it.each<[string, Answer, string]>([
    [
      'lacks the scope',
      refuse({ kind: 'missingScope', scope: 'user:read:list_users:admin', message: 'no' }),
      'no',
    ],
    ['fails', refuse({ kind: 'server', status: 500, message: 'a fault' }), 'a fault'],
    ['is used up for today', refuse({ kind: 'rateDaily', status: 429, message: 'used up' }), 'used up'],
    [
      'lists nothing',
      () => ({ status: 200, body: { message: 'hello' } }),
      'the answer to the question for users lists none',
    ],
    [
      'comes to no end',
      () => ({ status: 200, body: { users: [], next_page_token: 'same' } }),
      'the list of pending users comes to no end',
    ],
    [
      'never comes in time',
      (request) =>
        request.query?.next_page_token
          ? refuse(expired as Partial<ZoomErrorDetails>)(request)
          : { status: 200, body: { users: [], next_page_token: 'late' } },
      'the list of pending users could not be read to its end in time',
    ],
  ])('is gone without when it %s, and that is said once', async (_how, list, message) => {
    const engine = await engineWith(rows);
    engine.zoom.list = list;
    await engine.run();
    expect(engine.events.filter(({ type }) => type === 'notice')).toMatchObject([
      { notice: { kind: 'pendingUnknown', message } },
    ]);
    expect(await engine.outcomes()).toEqual(['2 updated']);
  });

  it('does not hold up a run that cannot sign in: its first row says so', async () => {
    const engine = await engineWith(rows);
    engine.zoom.list = refuse({ kind: 'signInRefused', message: 'no' });
    await engine.run();
    expect(engine.events.filter(({ type }) => type === 'notice')).toEqual([]);
  });
});
