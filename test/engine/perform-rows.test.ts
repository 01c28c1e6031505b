import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/core/outcome.ts';
import type { CheckedRow } from '../../src/core/task.ts';
import { type Call, ZoomError } from '../../src/core/zoom-api.ts';
import { type Answer, AT, makeEngine, OK, sourceOf, task, taskRow } from '../support/engine-rig.ts';

const STOPPED = { kind: 'signal', signal: 'SIGINT' } as const;

/** Lets some calls fail: `updateUser a@x.org` and how. */
function failing(failures: Readonly<Record<string, ZoomError>>): Answer {
  return (call) => {
    const failure = failures[nameOf(call)];
    if (failure) throw failure;
    return OK(call);
  };
}

function nameOf({ endpoint, user, body }: Call): string {
  const { email = '' } = (body?.user_info ?? {}) as { email?: string };
  return `${endpoint} ${user ?? email}`;
}

const REJECTED = new ZoomError({ kind: 'rejected', status: 400, message: 'no' });
const UNREACHABLE = new ZoomError({ kind: 'unreachable', message: 'no' });
const DAILY = new ZoomError({ kind: 'rateDaily', status: 429, message: 'tomorrow' });

describe('a user’s rows', () => {
  it('run one at a time and in order, while those of others go on', async () => {
    const log: string[] = [];
    const engine = await makeEngine({
      tasks: [
        task(2, 'update', 'a@x.org', { fields: { dept: '1' } }),
        task(3, 'update', 'A@X.org', { fields: { dept: '2' } }),
        task(4, 'update', 'b@x.org', { fields: { dept: '3' } }),
        task(5, 'update', 'a@x.org', { fields: { dept: '4' } }),
      ],
      concurrency: 8,
      answer: async (call) => {
        log.push(`${call.body?.dept} leaves`);
        await new Promise(setImmediate);
        log.push(`${call.body?.dept} ends`);
        return OK(call);
      },
    });
    await engine.run();
    expect(log.slice(0, 2)).toEqual(['1 leaves', '3 leaves']);
    expect(log.filter((entry) => !entry.startsWith('3'))).toEqual([
      '1 leaves',
      '1 ends',
      '2 leaves',
      '2 ends',
      '4 leaves',
      '4 ends',
    ]);
  });

  it.each([
    ['did not go through', REJECTED, 'rejected', 'skipped'],
    ['got no answer', UNREACHABLE, 'failed', 'skipped'],
    ['is deferred', DAILY, 'deferred', 'deferred'],
  ] as const)(
    'after one that %s are left out, and say after which line',
    async (_, failure, first, later) => {
      const engine = await makeEngine({
        tasks: [
          task(2, 'update', 'a@x.org'),
          task(4, 'deactivate', 'A@x.org'),
          task(5, 'password', 'b@x.org', { fields: { password: 'Secret#1' } }),
        ],
        answer: failing({ 'updateUser a@x.org': failure }),
      });
      await engine.run();
      expect(engine.outcomes()).toEqual([`2 ${first}`, `4 ${later}`, '5 password_set']);
      expect(engine.results()[1]).toMatchObject({
        message:
          later === 'deferred'
            ? 'waits for line 2, an earlier row of the same user, which is deferred'
            : `line 2, an earlier row of the same user, did not go through (${first})`,
        attempts: 0,
        startedAt: '',
      });
      expect(engine.rows.get(4)?.afterLine).toBe(2);
    },
  );

  it('are kept together by a row that has both the address and the id', async () => {
    const engine = await makeEngine({
      tasks: [
        task(2, 'update', 'a@x.org'),
        task(3, 'update', 'a@x.org', { userId: 'id-a' }),
        task(4, 'deactivate', 'id-a'),
      ],
      answer: failing({ 'updateUser a@x.org': REJECTED }),
    });
    await engine.run();
    expect(engine.outcomes()).toEqual(['2 rejected', '3 skipped', '4 skipped']);
    expect(engine.rows.between(3, 4).map(({ afterLine }) => afterLine)).toEqual([2, 2]);
    // The same holds for a session that finds them settled.
    const last = engine.rows.get(4);
    expect(last?.outcome).toBe('skipped');
    await engine.session().run();
    expect(engine.outcomes()).toEqual(['2 rejected', '3 skipped', '4 skipped']);
    expect(engine.zoom.asked).toEqual(['updateUser a@x.org']);
  });

  it('are held up by a settled row that a later session meets, through a row with both keys', async () => {
    const engine = await makeEngine({
      tasks: [
        task(2, 'update', 'a@x.org'),
        task(3, 'update', 'a@x.org', { userId: 'id-a' }),
        task(4, 'deactivate', 'id-a'),
      ],
      answer: failing({ 'updateUser a@x.org': REJECTED }),
      concurrency: 1,
    });
    const first = engine.session({
      emit: (event) => {
        if (event.type === 'row' && event.result.line === 3) first.stop.stop(STOPPED);
      },
    });
    await first.run();
    expect(engine.outcomes()).toEqual(['2 rejected', '3 skipped', '4 not_attempted']);
    await engine.session().run();
    expect(engine.outcomes()).toEqual(['2 rejected', '3 skipped', '4 skipped']);
  });

  it('are not held up by an invalid row', async () => {
    const invalid: CheckedRow = { kind: 'invalid', line: 2, action: 'update', user: 'a@x.org', problems: [] };
    const engine = await makeEngine({ tasks: [task(3, 'update', 'a@x.org')] });
    engine.rows.insert([{ line: 2, action: 'update', user: 'a@x.org', outcome: 'invalid' }]);
    await engine.run(sourceOf([invalid, taskRow(task(3, 'update', 'a@x.org'))]));
    expect(engine.outcomes()).toEqual(['2 invalid', '3 updated']);
  });
});

describe('a run that goes on', () => {
  const tasks = [2, 3, 4].map((line) => task(line, 'update', 'a@x.org', { fields: { dept: `${line}` } }));

  it('sends nothing of rows that are settled', async () => {
    const engine = await makeEngine({ tasks, answer: failing({ 'updateUser a@x.org': REJECTED }) });
    await engine.run();
    const before = engine.results();
    await engine.session().run();
    expect(engine.results()).toEqual(before);
    expect(engine.zoom.calls.length).toBe(1);
  });

  it.each([
    ['failed', UNREACHABLE],
    ['deferred', DAILY],
  ] as const)(
    'takes up rows that are %s, and those that were left out after them',
    async (outcome, failure) => {
      const failures: Record<string, ZoomError> = { 'updateUser a@x.org': failure };
      const engine = await makeEngine({ tasks, answer: (call) => failing(failures)(call) });
      await engine.run();
      const later = outcome === 'deferred' ? 'deferred' : 'skipped';
      expect(engine.outcomes()).toEqual([`2 ${outcome}`, `3 ${later}`, `4 ${later}`]);
      delete failures['updateUser a@x.org'];
      engine.clock.now += 24 * 60 * 60 * 1000;
      await engine.session().run();
      expect(engine.outcomes()).toEqual(['2 updated', '3 updated', '4 updated']);
      expect(engine.zoom.calls.map(({ body }) => body?.dept)).toEqual(['2', '2', '3', '4']);
    },
  );

  it('takes up what was left out when the earlier row went through in a session that was stopped then', async () => {
    const failures: Record<string, ZoomError> = { 'updateUser a@x.org': UNREACHABLE };
    const engine = await makeEngine({ tasks, answer: (call) => failing(failures)(call) });
    await engine.run();
    delete failures['updateUser a@x.org'];
    const second = engine.session({ emit: () => second.stop.stop(STOPPED) });
    await second.run();
    expect(engine.outcomes()).toEqual(['2 updated', '3 skipped', '4 skipped']);
    expect(engine.rows.count()).toMatchObject({ open: 2, deferred: 0 });
    await engine.session().run();
    expect(engine.outcomes()).toEqual(['2 updated', '3 updated', '4 updated']);
    expect(engine.rows.count()).toMatchObject({ open: 0, deferred: 0 });
  });

  it('leaves out again what comes after a row that is refused now', async () => {
    const failures: Record<string, ZoomError> = { 'updateUser a@x.org': UNREACHABLE };
    const engine = await makeEngine({ tasks, answer: (call) => failing(failures)(call) });
    await engine.run();
    failures['updateUser a@x.org'] = REJECTED;
    await engine.session().run();
    expect(engine.results().map(({ outcome, message }) => [outcome, message])).toEqual([
      ['rejected', 'no'],
      ['skipped', 'line 2, an earlier row of the same user, did not go through (rejected)'],
      ['skipped', 'line 2, an earlier row of the same user, did not go through (rejected)'],
    ]);
  });

  it('goes on counting attempts, and keeps when the first one left', async () => {
    const failures: Record<string, ZoomError> = { 'updateUser a@x.org': UNREACHABLE };
    const engine = await makeEngine({ tasks, answer: (call) => failing(failures)(call) });
    await engine.run();
    delete failures['updateUser a@x.org'];
    engine.clock.now += 60_000;
    await engine.session().run();
    expect(engine.results()[0]).toMatchObject({
      attempts: 2,
      startedAt: '2026-11-22T21:00:00.000Z',
      finishedAt: '2026-11-22T21:01:00.000Z',
    });
  });

  it.each<[string, Answer, string[], Outcome]>([
    [
      'asks, and sends it when the account has no such user',
      (call) => {
        if (call.endpoint !== 'getUser') return OK(call);
        throw new ZoomError({ kind: 'notFound', status: 404, message: 'no' });
      },
      ['getUser a@x.org', 'createUser a@x.org'],
      'created',
    ],
    [
      'asks, and does not send it when the account has the user since',
      () => ({ status: 200, body: { id: 'id-a', type: 1, created_at: new Date(AT).toISOString() } }),
      ['getUser a@x.org'],
      'created',
    ],
  ])('with a create in doubt %s', async (_, answer, asked, outcome) => {
    const engine = await makeEngine({
      tasks: [task(2, 'ssoCreate', 'a@x.org', { fields: { type: 1 } })],
      answer,
    });
    engine.rows.start(2, 1, AT);
    engine.clock.now = AT + 60_000;
    await engine.run();
    expect(engine.zoom.asked).toEqual(asked);
    expect(engine.outcomes()).toEqual([`2 ${outcome}`]);
  });
});

describe('a row that an earlier session left in doubt', () => {
  const MESSAGE = 'an earlier request got no answer, and what came of it is not known yet: ';
  const GONE = new ZoomError({ kind: 'notFound', status: 404, message: 'no' });
  const create = task(2, 'create', 'a@x.org', { fields: { type: 1 } });
  const update = task(2, 'update', 'a@x.org', { fields: { dept: 'IT' } });

  it.each([
    ['a create, when the account cannot be asked today', create, { 'getUser a@x.org': DAILY }, 'getUser'],
    [
      'a create, when the account does not let itself be asked',
      create,
      { 'getUser a@x.org': REJECTED },
      'getUser',
    ],
    ['a create, when the account is not reached', create, { 'getUser a@x.org': UNREACHABLE }, 'getUser'],
    ['an update, when it cannot be sent again today', update, { 'updateUser a@x.org': DAILY }, 'updateUser'],
    [
      'an update, when the account is not reached',
      update,
      { 'updateUser a@x.org': UNREACHABLE },
      'updateUser',
    ],
  ])('stays in doubt: %s', async (_, its, failures: Record<string, ZoomError>, asked) => {
    const answers: Record<string, ZoomError> = { ...failures };
    const engine = await makeEngine({ tasks: [its], answer: (call) => failing(answers)(call) });
    engine.rows.start(2, 1, AT);
    await engine.run();
    expect(engine.results()).toMatchObject([
      { outcome: 'unknown', message: expect.stringContaining(MESSAGE) },
    ]);
    expect(engine.zoom.asked).toEqual([`${asked} a@x.org`]);
    expect(engine.rows.count()).toMatchObject({ open: 1, deferred: 0 });

    // The next session asks, or sends again, as if there had been none between.
    delete answers[`${asked} a@x.org`];
    if (asked === 'getUser') answers['getUser a@x.org'] = GONE;
    engine.clock.now += 24 * 60 * 60 * 1000;
    await engine.session().run();
    expect(engine.zoom.asked.slice(1)).toEqual(
      its === create ? ['getUser a@x.org', 'createUser a@x.org'] : ['updateUser a@x.org'],
    );
    expect(engine.results()).toMatchObject([
      { outcome: its === create ? 'created' : 'updated', message: 'sent again, since an answer was lost' },
    ]);
  });

  it.each([
    [
      'a create that the account knows nothing of',
      create,
      { 'getUser a@x.org': GONE, 'createUser a@x.org': DAILY },
      'deferred',
    ],
    [
      'a create that is refused now',
      create,
      { 'getUser a@x.org': GONE, 'createUser a@x.org': REJECTED },
      'rejected',
    ],
    ['an update that is refused now', update, { 'updateUser a@x.org': REJECTED }, 'rejected'],
    ['an update of nobody', update, { 'updateUser a@x.org': GONE }, 'not_found'],
  ])('is in doubt no more: %s', async (_, its, failures: Record<string, ZoomError>, outcome) => {
    const engine = await makeEngine({ tasks: [its], answer: failing(failures) });
    engine.rows.start(2, 1, AT);
    await engine.run();
    expect(engine.outcomes()).toEqual([`2 ${outcome}`]);
  });

  it('does not stop the run for want of answers when there are many, and no call is left today', async () => {
    const tasks = Array.from({ length: 60 }, (_, i) => task(i + 2, 'update', `u${i}@x.org`));
    const engine = await makeEngine({
      tasks,
      answer: () => {
        throw DAILY;
      },
    });
    for (const { line } of tasks) engine.rows.start(line, 1, AT);
    await engine.run();
    expect(engine.stop.reason).toBeUndefined();
    expect(new Set(engine.results().map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
  });
});

describe('a row that is held back in part', () => {
  it('is not overtaken by a later row of its user, though the invitation is accepted meanwhile', async () => {
    let status = 'pending';
    const engine = await makeEngine({
      tasks: [
        task(2, 'create', 'a@x.org', { fields: { type: 1, dept: 'first' } }),
        task(3, 'update', 'b@x.org', { fields: { dept: 'other' } }),
        task(4, 'update', 'a@x.org', { fields: { dept: 'second' } }),
      ],
      concurrency: 1,
      answer: (call) => {
        if (call.endpoint === 'updateUser' && call.user === 'b@x.org') status = 'active';
        return call.endpoint === 'getUser' ? { status: 200, body: { id: 'id-a', status } } : OK(call);
      },
    });
    await engine.run();
    expect(engine.outcomes()).toEqual(['2 created', '3 updated', '4 deferred']);
    expect(engine.rows.get(4)).toMatchObject({ awaitingInvitation: true, afterLine: 2 });
    await engine.session().run();
    expect(engine.outcomes()).toEqual(['2 created', '3 updated', '4 updated']);
    const updates = engine.zoom.calls.filter(({ endpoint }) => endpoint === 'updateUser');
    expect(updates.map(({ body }) => body?.dept)).toEqual(['other', 'first', 'second']);
  });
});

describe('provision', () => {
  it('ends when no request is under way any more', async () => {
    let underWay = 0;
    const engine = await makeEngine({
      tasks: Array.from({ length: 30 }, (_, i) => task(i + 2, 'update', `u${i}@x.org`)),
      concurrency: 8,
      answer: async (call) => {
        underWay++;
        await new Promise(setImmediate);
        underWay--;
        return OK(call);
      },
    });
    await engine.run();
    expect(underWay).toBe(0);
    expect(new Set(engine.results().map(({ outcome }) => outcome))).toEqual(new Set(['updated']));
    expect(engine.stop.reason).toBeUndefined();
  });

  const rows = [2, 3, 4, 5].map((line) => taskRow(task(line, 'update', `u${line}@x.org`)));
  const at = (line: number, row: CheckedRow) => rows.map((its) => (its.line === line ? row : its));

  it.each([
    ['another user', at(4, taskRow(task(4, 'update', 'other@x.org')))],
    ['another action', at(4, taskRow(task(4, 'deactivate', 'u4@x.org')))],
    [
      'a row that is invalid now',
      at(4, { kind: 'invalid', line: 4, action: 'update', user: 'u4@x.org', problems: [] }),
    ],
    ['a line more', [...rows.slice(0, 2), taskRow(task(6, 'update', 'u4@x.org'))]],
  ])('stops when the input has %s than in the first pass', async (_, changed) => {
    const engine = await makeEngine({ tasks: rows.flatMap((row) => (row.kind === 'task' ? row.task : [])) });
    await expect(engine.run(sourceOf(changed, 2))).rejects.toThrow(
      'The input was changed while the run was reading it',
    );
    expect(engine.stop.reason).toMatchObject({
      kind: 'broken',
      message: expect.stringMatching(/\(line [46] is another row now\)/),
    });
    // What had left before is on record.
    expect(engine.outcomes().slice(0, 2)).toEqual(['2 updated', '3 updated']);
    expect(engine.zoom.asked).toEqual(['updateUser u2@x.org', 'updateUser u3@x.org']);
  });

  it('stops when the input cannot be read any more', async () => {
    const engine = await makeEngine({ tasks: [task(2, 'update', 'a@x.org')] });
    const source = {
      async *rows() {
        yield [taskRow(task(2, 'update', 'a@x.org'))];
        await new Promise(setImmediate);
        throw new Error('EIO');
      },
    };
    await expect(engine.run(source)).rejects.toThrow('EIO');
    expect(engine.stop.reason).toEqual({ kind: 'broken', message: 'EIO' });
    expect(engine.outcomes()).toEqual(['2 updated']);
  });

  it('reads no farther and sends nothing once it is stopped', async () => {
    const engine = await makeEngine({ tasks: [task(2, 'update', 'a@x.org')] });
    engine.stop.stop(STOPPED);
    await engine.run();
    expect(engine.zoom.calls).toEqual([]);
    expect(engine.outcomes()).toEqual(['2 not_attempted']);
  });
});
