import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/core/task.ts';
import type { ZoomErrorKind } from '../../src/core/zoom-error.ts';
import { makeEngine, task } from '../support/engine-rig.ts';
import { type Answer, inTurn, OK, refuse } from '../support/fake-zoom.ts';

const NOT_THERE = refuse({ kind: 'notFound', status: 404, code: 1001 });
const HANGS_UP = refuse({ kind: 'reset', status: 0 });
const RENAMED = { fields: { new_email: 'b@x.org' } };

/** What asks the account before it sends anything. */
const ROWS: readonly [string, Task, string][] = [
  ['delete', task(2, 'delete', 'a@x.org'), 'removeUser a@x.org'],
  ['disassociate', task(2, 'disassociate', 'ANN'), 'removeUser ANN'],
  ['change_email', task(2, 'change_email', 'a@x.org', RENAMED), 'changeEmail a@x.org'],
  ['an update by id with --protect', task(2, 'update', 'ANN', { fields: { dept: 'IT' } }), 'updateUser ANN'],
];

/** `getUser` is answered in one way, all else in another. */
function answers(question: Answer, change: Answer = OK): Answer {
  return (request) => (request.endpoint === 'getUser' ? question : change)(request);
}

describe.each(ROWS)('the question that comes first in a row of %s', (_name, its, change) => {
  it.each<ZoomErrorKind>(['reset', 'timeout', 'server', 'unreadable', 'unreachable'])(
    'fails the row when it gets no answer (%s), and leaves nothing in doubt',
    async (kind) => {
      const engine = await makeEngine({
        tasks: [its],
        protect: ['c@x.org'],
        answer: answers(refuse({ kind, status: 0 })),
      });
      await engine.run();
      expect(await engine.results()).toMatchObject([{ outcome: 'failed', attempts: 6 }]);
      expect(engine.zoom.asked).not.toContain(change);
    },
  );

  it('is asked anew by the next session, which claims no effect for a user who is not there', async () => {
    const engine = await makeEngine({
      tasks: [its],
      protect: ['c@x.org'],
      answer: inTurn(...Array<Answer>(6).fill(HANGS_UP), NOT_THERE),
    });
    await engine.run();
    await engine.session().run();
    expect(await engine.results()).toMatchObject([{ outcome: 'not_found' }]);
  });
});

describe('a call that is not repeated blindly', () => {
  const DELETE = task(2, 'delete', 'a@x.org');

  /** A session that dies with the row's request under way. */
  async function engineInDoubt(its: Task, answer: Answer) {
    const engine = await makeEngine({ tasks: [its], answer });
    await engine.rows.start(2, 1, engine.clock.now);
    return engine;
  }

  it.each([
    ['delete', DELETE, [OK, NOT_THERE, NOT_THERE], 'deleted'],
    [
      'change_email',
      task(2, 'change_email', 'a@x.org', RENAMED),
      [NOT_THERE, NOT_THERE, OK, NOT_THERE],
      'email_changed',
    ],
  ] as const)(
    'is done when it takes effect after the account was asked, and the next try meets nobody (%s)',
    async (_name, its, replies, outcome) => {
      const engine = await engineInDoubt(its, inTurn(...replies));
      await engine.run();
      expect(await engine.results()).toMatchObject([
        { outcome, attempts: 1 + replies.length, reason: { kind: 'settled', by: 'asking' } },
      ]);
    },
  );

  it('is refused when nothing was in doubt and Zoom says that there is no such user', async () => {
    const engine = await makeEngine({ tasks: [DELETE], answer: answers(OK, NOT_THERE) });
    await engine.run();
    expect(await engine.results()).toMatchObject([{ outcome: 'not_found', attempts: 2 }]);
  });
});
