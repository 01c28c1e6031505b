import { describe, expect, it } from 'vitest';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { performRows } from '../../src/engine/perform-rows.ts';
import { Protection } from '../../src/engine/protection.ts';
import { AT, makeEngine, sourceOf, task, taskRow } from '../support/engine-rig.ts';
import { type Answer, OK, refuse } from '../support/fake-zoom.ts';

/** An account in which ids have these addresses. */
function accountOf(users: Readonly<Record<string, string>>, otherwise: Answer = OK): Answer {
  return (request) => {
    if (request.endpoint !== 'getUser') return otherwise(request);
    const email = users[request.user ?? ''];
    if (email === undefined)
      return refuse({ kind: 'notFound', status: 404, code: 1001, message: 'User does not exist.' })(request);
    return { status: 200, body: { id: request.user ?? '', email, status: 'active' } };
  };
}

const ACCOUNT = { 'id-ann': 'Ann@x.org', 'id-ceo': 'ceo@board.x.org' };
const BOTH = { email: 'ann@x.org', userId: 'id-ann' };

describe('a row on record about somebody who is protected by now', () => {
  const RECORDED = { startedAt: AT, finishedAt: AT, warnings: [], awaitsInvitation: false } as const;
  const recorded = { ...RECORDED, line: 2, attempts: 1, userId: '', trackingId: '' };
  const updates = [
    task(2, 'update', 'ceo@x.org', { fields: { dept: 'A' } }),
    task(3, 'update', 'b@x.org', { fields: { dept: 'A' } }),
  ];

  async function resumeProtected(
    tasks: Parameters<typeof makeEngine>[0]['tasks'],
    before: 'nothing' | 'sent',
  ) {
    const engine = await makeEngine({ tasks });
    if (before === 'sent') await engine.rows.start(2, 1, AT);
    const { context, run } = engine.session();
    const rules = { ...context.rules, protection: new Protection(['CEO@*']) };
    await performRows(sourceOf(tasks.map(taskRow)), 4, { ...context, rules });
    return { ...engine, run };
  }

  it('is skipped, and nothing is sent about it', async () => {
    const engine = await resumeProtected(updates, 'nothing');
    expect(engine.zoom.asked).toEqual(['updateUser b@x.org']);
    expect(await engine.results()).toMatchObject([
      { outcome: 'skipped', reason: { kind: 'protected', pattern: 'CEO@*' } },
      { outcome: 'updated' },
    ]);
  });

  it('is unknown when it was sent already, until it is resumed without the pattern', async () => {
    const engine = await resumeProtected(updates, 'sent');
    expect(engine.zoom.asked).toEqual(['updateUser b@x.org']);
    expect(await engine.results()).toMatchObject([
      { outcome: 'unknown', reason: { kind: 'protected', pattern: 'CEO@*', after: 'sent' }, attempts: 1 },
      { outcome: 'updated' },
    ]);
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 updated', '3 updated']);
  });

  it.each([true, false])(
    'stays created, and nothing more is sent: waits for an invitation %s',
    async (waits) => {
      const tasks = [task(2, 'create', 'ceo@x.org', { fields: { type: 1, dept: 'A' } })];
      const engine = await makeEngine({ tasks });
      await engine.rows.start(2, 1, AT);
      await engine.rows.markCreated(2, 'id-ceo');
      const outcome = waits ? 'created' : 'not_attempted';
      await engine.rows.finish({ ...recorded, outcome, userId: 'id-ceo', awaitsInvitation: waits });
      const { context } = engine.session();
      const rules = { ...context.rules, protection: new Protection(['ceo@x.org']) };
      await performRows(sourceOf(tasks.map(taskRow)), 4, { ...context, rules });
      expect(engine.zoom.asked).toEqual([]);
      expect(await engine.results()).toMatchObject([
        {
          outcome: 'created',
          userId: 'id-ceo',
          awaitsInvitation: waits,
          reason: { kind: 'protected', pattern: 'ceo@x.org', after: 'created' },
        },
      ]);
    },
  );
});

describe('a row that gives an address and an id', () => {
  it.each(['update', 'activate', 'deactivate', 'password'] as const)(
    'is carried out when the account says that they are one user: %s',
    async (action) => {
      const engine = await makeEngine({
        tasks: [task(2, action, 'ann@x.org', { ...BOTH, fields: { password: 'Secret#123' } })],
        answer: accountOf(ACCOUNT),
      });
      await engine.run();
      expect(engine.zoom.asked[0]).toBe('getUser id-ann');
      expect(engine.zoom.asked.length).toBe(2);
      expect((await engine.results())[0]).toMatchObject({ attempts: 2, userId: 'id-ann' });
    },
  );

  it.each([
    ['update', []],
    ['activate', []],
    ['deactivate', []],
    ['password', []],
    ['change_email', []],
    ['disassociate', []],
    ['delete', []],
    ['deactivate', ['*@board.x.org']],
    ['deactivate', ['ann@*']],
  ] as const)(
    'is refused when they are two, and nobody is touched: %s, protected %j',
    async (action, protect) => {
      const engine = await makeEngine({
        tasks: [
          task(2, action, 'ann@x.org', {
            email: 'ann@x.org',
            userId: 'id-ceo',
            fields: { new_email: 'n@x.org' },
          }),
        ],
        answer: accountOf(ACCOUNT),
        protect,
      });
      await engine.run();
      const isProtected = protect[0] === 'ann@*';
      expect(engine.zoom.asked).toEqual(isProtected ? [] : ['getUser id-ceo']);
      expect((await engine.results())[0]).toMatchObject(
        isProtected
          ? { outcome: 'skipped' }
          : {
              outcome: 'rejected',
              reason: {
                kind: 'notOneUser',
                email: 'ann@x.org',
                userId: 'id-ceo',
                address: 'ceo@board.x.org',
              },
            },
      );
    },
  );

  it('is not sent when the account has no such id, or shows no address', async () => {
    const engine = await makeEngine({
      tasks: [
        task(2, 'deactivate', 'a@x.org', { userId: 'id-none' }),
        task(3, 'deactivate', 'b@x.org', { userId: 'id-bare' }),
      ],
      answer: accountOf({ 'id-bare': '' }),
      concurrency: 1,
    });
    await engine.run();
    expect(engine.zoom.asked).toEqual(['getUser id-none', 'getUser id-bare']);
    expect(await engine.results()).toMatchObject([
      { outcome: 'not_found', httpStatus: 404, zoomCode: 1001 },
      { outcome: 'rejected', reason: { kind: 'notOneUser', address: '' } },
    ]);
  });

  it('is not sent where addresses are protected and the account shows none', async () => {
    const engine = await makeEngine({
      tasks: [task(2, 'deactivate', 'id-bare')],
      answer: accountOf({ 'id-bare': '' }),
      protect: ['*@board.x.org'],
    });
    await engine.run();
    expect(engine.zoom.asked).toEqual(['getUser id-bare']);
    expect(await engine.reasons()).toEqual([{ kind: 'noAddress', userId: 'id-bare' }]);
  });

  it('is protected by the address that both name', async () => {
    const engine = await makeEngine({
      tasks: [task(2, 'deactivate', 'id-ceo'), task(3, 'update', 'id-ann')],
      answer: accountOf(ACCOUNT),
      protect: ['*@BOARD.x.org'],
      concurrency: 1,
    });
    await engine.run();
    expect(engine.zoom.asked).toEqual(['getUser id-ceo', 'getUser id-ann', 'updateUser id-ann']);
    expect(await engine.outcomes()).toEqual(['2 skipped', '3 updated']);
  });

  it('is not refused for what it has done itself, when its answer was lost', async () => {
    let address = 'old@x.org';
    const engine = await makeEngine({
      tasks: [
        task(2, 'change_email', 'old@x.org', { userId: 'id-a', fields: { new_email: 'new@x.org' } }),
        task(3, 'update', 'new@x.org', { userId: 'id-a' }),
      ],
      answer: (request) => {
        if (request.endpoint === 'changeEmail') {
          address = 'new@x.org';
          throw new ZoomError({ kind: 'reset', message: 'cut', inDoubt: true });
        }
        if (request.endpoint === 'getUser' && request.user !== 'id-a' && request.user !== address)
          return refuse({ kind: 'notFound', status: 404 })(request);
        return request.endpoint === 'getUser'
          ? { status: 200, body: { id: 'id-a', email: address, status: 'active' } }
          : OK(request);
      },
    });
    // As if the first session had died right after sending it.
    await engine.rows.start(2, 2, AT);
    address = 'new@x.org';
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 email_changed', '3 updated']);
  });

  it('may be named by the address that an earlier row gave the user', async () => {
    let address = 'old@x.org';
    const engine = await makeEngine({
      tasks: [
        task(2, 'change_email', 'old@x.org', { fields: { new_email: 'new@x.org' } }),
        task(3, 'update', 'old@x.org', { userId: 'id-a' }),
      ],
      answer: (request) => {
        if (request.endpoint === 'changeEmail') address = 'new@x.org';
        return request.endpoint === 'getUser'
          ? { status: 200, body: { id: 'id-a', email: address, status: 'active' } }
          : OK(request);
      },
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 email_changed', '3 updated']);
  });
});

describe('rows that name one user by address here and by id there', () => {
  /** What is answered to the first update only after a while. */
  function slowly(answers: Answer): Answer {
    return async (request) => {
      if (request.endpoint === 'updateUser') await new Promise((resolve) => setTimeout(resolve, 20));
      return answers(request);
    };
  }

  it.each([
    ['address, id', ['ann@x.org', 'id-ann']],
    ['id, address', ['id-ann', 'ann@x.org']],
    ['id, address, id', ['id-ann', 'ann@x.org', 'id-ann']],
  ])('run in order: %s', async (_order, names) => {
    const started: string[] = [];
    let underWay = 0;
    const engine = await makeEngine({
      tasks: names.map((who, index) => task(index + 2, 'update', who, { fields: { dept: String(index) } })),
      answer: async (request) => {
        if (request.endpoint !== 'updateUser') return accountOf(ACCOUNT)(request);
        expect(++underWay).toBe(1);
        started.push(String(request.body?.dept));
        const answer = await slowly(OK)(request);
        underWay--;
        return answer;
      },
    });
    await engine.run();
    expect(started).toEqual(names.map((_, index) => String(index)));
    expect(engine.zoom.asked.filter((call) => call.startsWith('getUser'))).toEqual(['getUser id-ann']);
  });

  it('hold each other up, also when the earlier one was settled in an earlier session', async () => {
    const engine = await makeEngine({
      tasks: [task(2, 'update', 'id-ann'), task(3, 'update', 'b@x.org'), task(4, 'deactivate', 'ann@x.org')],
      answer: accountOf(ACCOUNT, (request) =>
        request.user === 'id-ann' ? refuse({})(request) : OK(request),
      ),
      concurrency: 1,
    });
    const first = engine.session({
      emit: (event) => {
        if (event.type === 'row') first.stop.stop({ kind: 'signal', signal: 'SIGINT' });
      },
    });
    await first.run();
    expect((await engine.outcomes())[0]).toBe('2 rejected');
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 rejected', '3 updated', '4 skipped']);
  });

  it('are not mixed up with those of somebody who got the address after a removal', async () => {
    const engine = await makeEngine({
      tasks: [
        task(2, 'disassociate', 'ann@x.org', BOTH),
        task(3, 'change_email', 'bob@x.org', { fields: { new_email: 'ann@x.org' } }),
        task(4, 'update', 'id-ann'),
        task(5, 'update', 'bob@x.org'),
      ],
      answer: accountOf({ ...ACCOUNT, 'bob@x.org': 'bob@x.org' }),
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 disassociated', '3 email_changed', '4 skipped', '5 updated']);
  });

  it('ask nothing where all rows name their users by id, or all by address', async () => {
    for (const names of [
      ['id-ann', 'id-ceo'],
      ['ann@x.org', 'b@x.org'],
    ]) {
      const engine = await makeEngine({
        tasks: names.map((who, index) => task(index + 2, 'update', who)),
      });
      await engine.run();
      expect(engine.zoom.asked).toEqual(names.map((who) => `updateUser ${who}`));
    }
  });

  it('go on when the account cannot be asked', async () => {
    const engine = await makeEngine({
      tasks: [task(2, 'update', 'id-ann'), task(3, 'update', 'ann@x.org')],
      answer: (request) =>
        request.endpoint === 'getUser' ? refuse({ kind: 'server', status: 500 })(request) : OK(request),
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 updated', '3 updated']);
  });

  it('go on, and it is said once, when the app may not ask whose the ids are', async () => {
    const notices: unknown[] = [];
    const ids = Array.from({ length: 40 }, (_, index) => `id-${index}`);
    const engine = await makeEngine({
      tasks: [...ids, 'ann@x.org'].map((who, index) => task(index + 2, 'update', who)),
      answer: (request) =>
        request.endpoint === 'getUser'
          ? refuse({ kind: 'missingScope', status: 400, message: 'no', scope: 'user:read' })(request)
          : OK(request),
    });
    await engine
      .session({
        emit: (event) => {
          if (event.type === 'notice') notices.push(event.notice);
        },
      })
      .run();
    expect(notices).toEqual([{ kind: 'orderUnknown', message: 'no', scope: 'user:read' }]);
    expect(engine.zoom.asked.filter((call) => call.startsWith('getUser')).length).toBeLessThanOrEqual(16);
    expect((await engine.outcomes()).every((outcome) => outcome.endsWith('updated'))).toBe(true);
  });
});
