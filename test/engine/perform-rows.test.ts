import { describe, expect, it } from 'vitest';
import type { CheckedRow } from '../../src/core/task.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { makeEngine, sourceOf, task, taskRow } from '../support/engine-rig.ts';
import { failing, OK } from '../support/fake-zoom.ts';

const STOPPED = { kind: 'signal', signal: 'SIGINT' } as const;

const REJECTED = new ZoomError({ kind: 'rejected', status: 400, message: 'no' });
const UNREACHABLE = new ZoomError({ kind: 'unreachable', message: 'no' });
/** Left out after line 2, which was rejected. */
const AFTER_2 = { kind: 'earlierRow', line: 2, outcome: 'rejected', awaitsInvitation: false } as const;
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
      answer: async (request) => {
        log.push(`${request.body?.dept} leaves`);
        await new Promise(setImmediate);
        log.push(`${request.body?.dept} ends`);
        return OK(request);
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
      expect(await engine.outcomes()).toEqual([`2 ${first}`, `4 ${later}`, '5 password_set']);
      expect((await engine.results())[1]).toMatchObject({
        reason: { kind: 'earlierRow', line: 2, outcome: first, awaitsInvitation: false },
        attempts: 0,
        startedAt: '',
      });
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
    expect(await engine.outcomes()).toEqual(['2 rejected', '3 skipped', '4 skipped']);
    expect((await engine.reasons()).slice(1)).toEqual([AFTER_2, AFTER_2]);
    // The same holds for a session that finds them settled.
    expect((await engine.rows.get(4))?.outcome).toBe('skipped');
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 rejected', '3 skipped', '4 skipped']);
    expect(engine.zoom.asked).toEqual(['getUser id-a', 'updateUser a@x.org', 'getUser id-a']);
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
    expect(await engine.outcomes()).toEqual(['2 rejected', '3 skipped', '4 not_attempted']);
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 rejected', '3 skipped', '4 skipped']);
  });

  it('are not held up by an invalid row', async () => {
    const invalid: CheckedRow = { kind: 'invalid', line: 2, action: 'update', user: 'a@x.org', problems: [] };
    const engine = await makeEngine({ tasks: [task(3, 'update', 'a@x.org')] });
    await engine.rows.insert([{ line: 2, action: 'update', user: 'a@x.org', outcome: 'invalid' }]);
    await engine.run(sourceOf([invalid, taskRow(task(3, 'update', 'a@x.org'))]));
    expect(await engine.outcomes()).toEqual(['2 invalid', '3 updated']);
  });
});

describe('a row of which a part waits', () => {
  it('is not overtaken by a later row of its user, though the invitation is accepted meanwhile', async () => {
    let status = 'pending';
    const engine = await makeEngine({
      tasks: [
        task(2, 'create', 'a@x.org', { fields: { type: 1, dept: 'first' } }),
        task(3, 'update', 'b@x.org', { fields: { dept: 'other' } }),
        task(4, 'update', 'a@x.org', { fields: { dept: 'second' } }),
      ],
      concurrency: 1,
      answer: (request) => {
        if (request.endpoint === 'updateUser' && request.user === 'b@x.org') status = 'active';
        return request.endpoint === 'getUser' ? { status: 200, body: { id: 'id-a', status } } : OK(request);
      },
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 created', '3 updated', '4 deferred']);
    expect(await engine.rows.get(4)).toMatchObject({
      awaitsInvitation: true,
      reason: { kind: 'earlierRow', line: 2, outcome: 'created', awaitsInvitation: true },
    });
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 created', '3 updated', '4 updated']);
    const updates = engine.zoom.sent.filter(({ endpoint }) => endpoint === 'updateUser');
    expect(updates.map(({ body }) => body?.dept)).toEqual(['other', 'first', 'second']);
  });
});

describe('a pass over the rows', () => {
  it('ends when no request is under way any more', async () => {
    let underWay = 0;
    const engine = await makeEngine({
      tasks: Array.from({ length: 30 }, (_, i) => task(i + 2, 'update', `u${i}@x.org`)),
      concurrency: 8,
      answer: async (request) => {
        underWay++;
        await new Promise(setImmediate);
        underWay--;
        return OK(request);
      },
    });
    await engine.run();
    expect(underWay).toBe(0);
    expect(new Set((await engine.results()).map(({ outcome }) => outcome))).toEqual(new Set(['updated']));
    expect(engine.stop.reason).toBeUndefined();
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
    expect(await engine.outcomes()).toEqual(['2 updated']);
  });

  it('reads no farther and sends nothing once it is stopped', async () => {
    const engine = await makeEngine({ tasks: [task(2, 'update', 'a@x.org')] });
    engine.stop.stop(STOPPED);
    await engine.run();
    expect(engine.zoom.sent).toEqual([]);
    expect(await engine.outcomes()).toEqual(['2 not_attempted']);
  });
});
