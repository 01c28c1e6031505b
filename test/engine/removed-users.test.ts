import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/core/task.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { makeEngine, task } from '../support/engine-rig.ts';
import { failing, nameOf, refuse } from '../support/fake-zoom.ts';
import { MADE_UP_ACTIONS } from '../support/made-up-actions.ts';

const STOPPED = { kind: 'signal', signal: 'SIGINT' } as const;

const remove = (line: number, who: string, more: Partial<Task> = {}) => task(line, 'deactivate', who, more);
const make = (line: number, who: string) => task(line, 'ssoCreate', who, { fields: { type: 1 } });
const change = (line: number, who: string, more: Partial<Task> = {}) =>
  task(line, 'update', who, { fields: { dept: 'IT' }, ...more });

describe('rows of a user who is taken out of the account', () => {
  const left = (line: number) =>
    ({ kind: 'earlierRow', line, outcome: 'deactivated', awaitsInvitation: false }) as const;

  it('are left out, but for one that makes the user anew and those after it', async () => {
    const engine = await makeEngine({
      actions: MADE_UP_ACTIONS,
      tasks: [
        change(2, 'a@x.org'),
        remove(3, 'a@x.org'),
        change(4, 'a@x.org'),
        make(5, 'a@x.org'),
        change(6, 'a@x.org'),
        remove(7, 'a@x.org'),
        change(8, 'a@x.org'),
      ],
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual([
      '2 updated',
      '3 deactivated',
      '4 skipped',
      '5 created',
      '6 updated',
      '7 deactivated',
      '8 skipped',
    ]);
    const reasons = await engine.reasons();
    expect([reasons[2], reasons[6]]).toEqual([left(3), left(7)]);
  });

  it('are left out by a run that goes on, and stay so', async () => {
    const engine = await makeEngine({
      actions: MADE_UP_ACTIONS,
      tasks: [remove(2, 'a@x.org'), change(3, 'a@x.org'), make(4, 'a@x.org'), change(5, 'a@x.org')],
      concurrency: 1,
    });
    const first = engine.session({ emit: ({ type }) => type === 'row' && first.stop.stop(STOPPED) });
    await first.run();
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 deactivated', '3 skipped', '4 created', '5 updated']);
    expect(await engine.counts()).toMatchObject({ open: 0, deferred: 0 });
    const before = await engine.results();
    await engine.session().run();
    expect(await engine.results()).toEqual(before);
  });

  it('are left out by a run that goes on, though only a row that was left out itself shares their key', async () => {
    const engine = await makeEngine({
      actions: MADE_UP_ACTIONS,
      tasks: [remove(2, 'a@x.org'), change(3, 'a@x.org', { userId: 'id-a' }), change(4, 'id-a')],
      concurrency: 1,
    });
    const first = engine.session({
      emit: (event) => event.type === 'row' && event.result.line === 3 && first.stop.stop(STOPPED),
    });
    await first.run();
    expect(await engine.outcomes()).toEqual(['2 deactivated', '3 skipped', '4 not_attempted']);
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 deactivated', '3 skipped', '4 skipped']);
    expect((await engine.reasons())[2]).toEqual(left(2));
  });

  it('wait for the row that should make the user anew, and go when that has gone through', async () => {
    let isReached = false;
    const gone = new ZoomError({ kind: 'notFound', status: 404, message: 'no such user' });
    const engine = await makeEngine({
      actions: MADE_UP_ACTIONS,
      tasks: [remove(2, 'a@x.org'), make(3, 'a@x.org'), change(4, 'a@x.org')],
      answer: (request) =>
        nameOf(request) === 'createUser a@x.org' && !isReached
          ? refuse({ kind: 'unreachable', status: 0 })(request)
          : failing({ 'getUser a@x.org': gone })(request),
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 deactivated', '3 failed', '4 skipped']);
    expect((await engine.reasons())[2]).toMatchObject({ kind: 'earlierRow', line: 3, outcome: 'failed' });
    isReached = true;
    await engine.session().run();
    expect(await engine.outcomes()).toEqual(['2 deactivated', '3 created', '4 updated']);
  });
});
