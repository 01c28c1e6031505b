import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/core/task.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { makeEngine, task } from '../support/engine-rig.ts';
import { type Answer, inTurn, nameOf, OK, refuse } from '../support/fake-zoom.ts';

const NO_SCOPE = refuse({ kind: 'missingScope', scope: 'user:update:user:admin', message: 'no scope' });
const WHY = {
  kind: 'missingScope',
  scope: 'user:update:user:admin',
  call: 'updateUser',
  message: 'no scope',
};
const NO_SEAT = refuse({ code: 2034, message: 'No seats.' });

const update = (line: number, who = `u${line}@x.org`) =>
  task(line, 'update', who, { fields: { dept: 'IT' } });
const create = (line: number, fields: Task['fields']) =>
  task(line, 'ssoCreate', `u${line}@x.org`, { fields });

/** Refuses updates, as long as it is told to. */
function withoutUpdates(): { answer: Answer; grant(): void } {
  let isGranted = false;
  return {
    answer: (request) => (request.endpoint === 'updateUser' && !isGranted ? NO_SCOPE : OK)(request),
    grant: () => {
      isGranted = true;
    },
  };
}

describe('rows that are held back', () => {
  it('are left over for resume, with the reason, while the others go on', async () => {
    const { answer, grant } = withoutUpdates();
    const tasks = [
      update(2),
      update(3),
      create(4, { type: 1 }),
      create(5, { type: 1, dept: 'IT' }),
      task(6, 'deactivate', 'u6@x.org'),
      task(7, 'deactivate', 'u3@x.org'),
    ];
    const engine = await makeEngine({ tasks, answer, concurrency: 1 });
    await engine.run();
    expect(engine.zoom.asked).toEqual(['updateUser u2@x.org', 'createUser u4@x.org', 'setStatus u6@x.org']);
    expect(engine.stop.reason).toBeUndefined();
    expect(engine.context.services.breaker.heldBack).toEqual(WHY);
    const left = { outcome: 'not_attempted', httpStatus: undefined };
    expect(await engine.results()).toMatchObject([
      { ...left, attempts: 1, reason: { kind: 'notReached', stop: WHY, after: 'refused' } },
      { ...left, attempts: 0, startedAt: '', reason: { kind: 'notReached', stop: WHY } },
      { outcome: 'created' },
      { ...left, attempts: 0 },
      { outcome: 'deactivated' },
      { outcome: 'skipped', reason: { kind: 'earlierRow', line: 3, outcome: 'not_attempted' } },
    ]);
    expect(await engine.counts()).toMatchObject({ open: 4 });

    grant();
    await engine.session().run();
    expect(await engine.outcomes()).toEqual([
      '2 updated',
      '3 updated',
      '4 created',
      '5 created',
      '6 deactivated',
      '7 deactivated',
    ]);
  });

  it('say that the user was made, when the second call is the one', async () => {
    const { answer, grant } = withoutUpdates();
    const engine = await makeEngine({ tasks: [create(2, { type: 1, dept: 'IT' })], answer });
    await engine.run();
    expect(await engine.results()).toMatchObject([
      {
        outcome: 'not_attempted',
        userId: 'id-new',
        reason: { kind: 'notReached', stop: WHY, after: 'created' },
      },
    ]);
    grant();
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 created']);
    expect(engine.zoom.asked.filter((call) => call.startsWith('createUser'))).toHaveLength(1);
  });

  it('are none of those of which something may have taken effect', async () => {
    const lost = refuse({ kind: 'timeout', status: 0, message: 'lost' });
    const engine = await makeEngine({
      tasks: [task(2, 'password', 'a@x.org', { fields: { password: 'S3cret-pass' } }), update(3)],
      answer: inTurn(...Array<Answer>(6).fill(lost), NO_SCOPE),
      concurrency: 1,
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 unknown', '3 not_attempted']);

    const next = engine.session();
    next.context.services.breaker.refusedCall(
      new ZoomError({ kind: 'missingScope', call: 'setPassword', message: 'no scope' }),
    );
    engine.zoom.sent.length = 0;
    await next.run();
    expect(engine.zoom.asked).toContain('setPassword a@x.org');
    expect(await engine.outcomes()).toEqual(['2 unknown', '3 not_attempted']);
  });

  it('are not what a row ends as that cannot be asked about for want of a scope', async () => {
    const engine = await makeEngine({
      tasks: [create(2, { type: 1 }), create(3, { type: 1 })],
      answer: (request) => {
        if (request.endpoint === 'getUser') return NO_SCOPE(request);
        const isFirst = nameOf(request) === 'createUser u2@x.org';
        return (isFirst ? refuse({ kind: 'timeout', status: 0, message: 'lost' }) : OK)(request);
      },
      concurrency: 1,
    });
    await engine.run();
    expect(await engine.results()).toMatchObject([
      { outcome: 'unknown', reason: { kind: 'couldNotAsk', lost: 'lost', message: 'no scope' } },
      { outcome: 'created' },
    ]);
  });

  it('are those of the licence that is used up', async () => {
    const licensed = Array.from({ length: 22 }, (_, index) => create(index + 2, { type: 2 }));
    const engine = await makeEngine({
      tasks: [
        ...licensed,
        create(24, { type: 1 }),
        task(25, 'deactivate', 'a@x.org'),
        create(26, { type: 2 }),
      ],
      answer: inTurn(...Array<Answer>(20).fill(NO_SEAT), OK),
      concurrency: 1,
    });
    await engine.run();
    expect((await engine.outcomes()).slice(18)).toEqual([
      '20 rejected',
      '21 rejected',
      '22 not_attempted',
      '23 not_attempted',
      '24 created',
      '25 deactivated',
      '26 created',
    ]);
    expect(engine.events).not.toContainEqual(expect.objectContaining({ type: 'stop' }));
  });
});
