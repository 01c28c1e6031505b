import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/core/task.ts';
import { makeEngine, sourceOf, task, taskRow } from '../support/engine-rig.ts';

const OTHERS = [3, 4].map((line) => task(line, 'update', `u${line}@x.org`, { fields: { dept: 'IT' } }));
const UPDATE = { fields: { dept: 'Sales' } };

/** One session performs a whole batch of three rows, and the next goes on with the rows behind it. */
async function goOnAfter(first: Task, ...later: readonly Task[]) {
  const tasks = [first, ...OTHERS, ...later];
  const engine = await makeEngine({ tasks });
  await engine.run(sourceOf(tasks.slice(0, 3).map(taskRow)));
  const sentBefore = engine.zoom.asked.length;
  await engine.session().run();
  return { results: (await engine.results()).slice(3), sent: engine.zoom.asked.slice(sentBefore) };
}

describe('a batch that an earlier session performed to its last row', () => {
  it('still sends later rows of a user to the new address', async () => {
    const { sent } = await goOnAfter(
      task(2, 'change_email', 'a@x.org', { fields: { new_email: 'b@x.org' } }),
      task(5, 'update', 'a@x.org', UPDATE),
    );
    expect(sent).toEqual(['updateUser b@x.org']);
  });

  it('still keeps later rows of a removed user back', async () => {
    const { results, sent } = await goOnAfter(
      task(2, 'delete', 'a@x.org'),
      task(5, 'update', 'a@x.org', UPDATE),
      task(6, 'ssoCreate', 'a@x.org', { fields: { type: 1 } }),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['skipped', 'created']);
    expect(sent).toEqual(['createUser a@x.org']);
  });
});
