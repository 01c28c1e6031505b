import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/core/task.ts';
import { makeEngine, task } from '../support/engine-rig.ts';
import { inTurn, OK, refuse } from '../support/fake-zoom.ts';
import { MADE_UP_ACTIONS } from '../support/made-up-actions.ts';

const STOPPED = { kind: 'signal', signal: 'SIGINT' } as const;
const REJECTED = { kind: 'rejected', status: 400, message: 'no' } as const;

const rename = (line: number, from: string, to: string) =>
  task(line, 'update', from, { fields: { new_email: to } });
const make = (line: number, who: string) => task(line, 'ssoCreate', who, { fields: { type: 1 } });
const change = (line: number, who: string, more: Partial<Task> = {}) =>
  task(line, 'update', who, { fields: { dept: 'IT' }, ...more });

describe('rows of a user whose address changes', () => {
  it('run in the order of the file, by whichever address, and under the newest', async () => {
    const log: string[] = [];
    const engine = await makeEngine({
      actions: MADE_UP_ACTIONS,
      concurrency: 8,
      tasks: [
        rename(2, 'a@x.org', 'b@x.org'),
        change(3, 'A@x.org'),
        rename(4, 'b@x.org', 'c@x.org'),
        change(5, 'a@x.org'),
        change(6, 'B@x.org'),
        change(7, 'c@x.org'),
        change(8, 'other@x.org'),
      ],
      answer: async (request) => {
        log.push(`${request.user} leaves`);
        await new Promise(setImmediate);
        log.push(`${request.user} ends`);
        return OK(request);
      },
    });
    await engine.run();
    const users = ['a@x.org', 'b@x.org', 'b@x.org', 'c@x.org', 'c@x.org', 'c@x.org'];
    expect(log.filter((entry) => !entry.startsWith('other'))).toEqual(
      users.flatMap((user) => [`${user} leaves`, `${user} ends`]),
    );
    // Others do not wait.
    expect(log[1]).toBe('other@x.org leaves');
    // The report shows the row as it stands in the file.
    expect((await engine.results()).map(({ user }) => user)).toEqual([
      'a@x.org',
      'A@x.org',
      'b@x.org',
      'a@x.org',
      'B@x.org',
      'c@x.org',
      'other@x.org',
    ]);
  });

  it('are sent under the old address when the change did not go through, or left out after it', async () => {
    const engine = await makeEngine({
      actions: MADE_UP_ACTIONS,
      tasks: [rename(2, 'a@x.org', 'b@x.org'), change(3, 'a@x.org'), change(4, 'b@x.org')],
      answer: inTurn(refuse(REJECTED), OK),
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 rejected', '3 skipped', '4 skipped']);
    expect(engine.zoom.asked).toEqual(['updateUser a@x.org']);
  });

  it('are sent under the new address by a run that goes on after it', async () => {
    const engine = await makeEngine({
      actions: MADE_UP_ACTIONS,
      tasks: [rename(2, 'a@x.org', 'b@x.org'), change(3, 'a@x.org'), change(4, 'b@x.org')],
      concurrency: 1,
    });
    const first = engine.session({ emit: ({ type }) => type === 'row' && first.stop.stop(STOPPED) });
    await first.run();
    expect(await engine.outcomes()).toEqual(['2 updated', '3 not_attempted', '4 not_attempted']);
    await engine.session().run();
    expect(engine.zoom.asked).toEqual(['updateUser a@x.org', 'updateUser b@x.org', 'updateUser b@x.org']);
  });

  it('are sent under the new address though whole batches before were settled in an earlier session', async () => {
    const tasks = [rename(2, 'a@x.org', 'b@x.org'), change(3, 'x@x.org'), change(4, 'y@x.org')];
    const engine = await makeEngine({
      actions: MADE_UP_ACTIONS,
      tasks: [...tasks, change(5, 'a@x.org')],
      concurrency: 1,
    });
    let rows = 0;
    const first = engine.session({
      emit: ({ type }) => {
        if (type === 'row' && ++rows === 3) first.stop.stop(STOPPED);
      },
    });
    await first.run();
    expect(await engine.outcomes()).toEqual(['2 updated', '3 updated', '4 updated', '5 not_attempted']);
    await engine.session().run();
    expect(engine.zoom.asked.at(-1)).toBe('updateUser b@x.org');
  });

  it('leave the address to whoever is made under it', async () => {
    const engine = await makeEngine({
      actions: MADE_UP_ACTIONS,
      tasks: [
        rename(2, 'a@x.org', 'b@x.org'),
        make(3, 'a@x.org'),
        change(4, 'a@x.org'),
        change(5, 'b@x.org'),
      ],
    });
    await engine.run();
    expect(engine.zoom.asked).toEqual([
      'updateUser a@x.org',
      'createUser a@x.org',
      'updateUser a@x.org',
      'updateUser b@x.org',
    ]);
  });

  it('keep an open invitation under the new address', async () => {
    const engine = await makeEngine({
      actions: MADE_UP_ACTIONS,
      tasks: [rename(2, 'a@x.org', 'b@x.org')],
    });
    await engine.invitations.add(['a@x.org']);
    await engine.run();
    expect(await engine.invitations.hasAny(['a@x.org'])).toBe(false);
    expect(await engine.invitations.hasAny(['b@x.org'])).toBe(true);
  });
});
