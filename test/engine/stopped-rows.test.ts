import { describe, expect, it } from 'vitest';
import type { FinishedRow } from '../../src/core/ledger-records.ts';
import { PLANS } from '../../src/core/plans.ts';
import type { Task } from '../../src/core/task.ts';
import { AT, makeEngine, TODAY, task } from '../support/engine-rig.ts';
import { type Answer, failing, inTurn, OK, refuse } from '../support/fake-zoom.ts';

const CREATE = task(2, 'create', 'a@x.org', { fields: { type: 1 } });
const UPDATE = task(2, 'update', 'a@x.org', { fields: { dept: 'IT' } });
const STOPPED = { kind: 'signal', signal: 'SIGTERM' } as const;
const NEVER = new Promise<never>(() => undefined);

/** Runs until a request waits for its permit, which it never gets, and stops then. */
async function stopWhileWaiting(engine: Awaited<ReturnType<typeof makeEngine>>): Promise<void> {
  const { light } = engine.limiters;
  light.held = NEVER;
  const { stop, run } = engine.session();
  const running = run();
  await expect.poll(() => light.waiting, { interval: 1 }).toBe(1);
  stop.stop(STOPPED);
  await running;
  light.held = undefined;
}

describe('when the run is stopped', () => {
  it.each<[string, Task, readonly Answer[], object]>([
    [
      'a row that was refused is pending',
      UPDATE,
      [refuse({ kind: 'ratePerSecond', status: 429 })],
      { state: 'pending', attempts: 1, startedAt: AT },
    ],
    [
      'a row whose token was refused is pending',
      UPDATE,
      [refuse({ kind: 'tokenRefused', status: 401 })],
      { state: 'pending', attempts: 1, startedAt: AT },
    ],
    [
      'a row whose request did not arrive is pending',
      CREATE,
      [refuse({ kind: 'unreachable', status: 0 })],
      { state: 'pending', attempts: 1, startedAt: AT },
    ],
    [
      'a create whose answer was lost is started, since the account cannot be asked any more',
      CREATE,
      [refuse({ kind: 'reset', status: 0 })],
      { state: 'started', attempts: 1, startedAt: AT },
    ],
    [
      'an update whose answer was lost is started',
      UPDATE,
      [refuse({ kind: 'reset', status: 0 })],
      { state: 'started', attempts: 1, startedAt: AT },
    ],
    [
      'a row whose answer was lost, and that was refused then, is started',
      UPDATE,
      [refuse({ kind: 'server', status: 502 }), refuse({ kind: 'ratePerSecond', status: 429 })],
      { state: 'started', attempts: 2, startedAt: AT },
    ],
    [
      'a row whose answer may have been lost on the way, by a page that says 429, is started',
      UPDATE,
      [refuse({ kind: 'ratePerSecond', status: 429, inDoubt: true })],
      { state: 'started', attempts: 1, startedAt: AT },
    ],
  ])('%s', async (_, its, answers, state) => {
    const engine = await makeEngine({
      tasks: [its],
      answer: (request) => {
        if (engine.zoom.sent.length === answers.length) engine.stop.stop(STOPPED);
        return inTurn(...answers.slice(engine.zoom.sent.length - 1))(request);
      },
    });
    await engine.run();
    expect(await engine.rows.get(2)).toMatchObject(state);
    expect(engine.zoom.sent.length).toBe(answers.length);
    expect(engine.events.some(({ type }) => type === 'row')).toBe(false);
  });

  it('an answer that is under way is waited for, and recorded', async () => {
    const engine = await makeEngine({
      tasks: [UPDATE, task(3, 'update', 'a@x.org'), task(4, 'update', 'b@x.org')],
      concurrency: 1,
      answer: async (request) => {
        engine.stop.stop(STOPPED);
        await new Promise(setImmediate);
        return OK(request);
      },
    });
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 updated', '3 not_attempted', '4 not_attempted']);
    expect(engine.zoom.sent.length).toBe(1);
  });

  it('between the two calls of a row, the first is on record and the second goes when the run goes on', async () => {
    const engine = await makeEngine({
      tasks: [task(2, 'ssoCreate', 'a@x.org', { fields: { type: 1, dept: 'IT' } })],
      answer: (request) => {
        if (engine.zoom.sent.length === 1) engine.stop.stop(STOPPED);
        return OK(request);
      },
    });
    await engine.run();
    expect(await engine.rows.get(2)).toMatchObject({ state: 'pending', created: true, userId: 'id-new' });
    await engine.session().run();
    expect(engine.zoom.asked).toEqual(['createUser a@x.org', 'updateUser a@x.org']);
    expect(await engine.results()).toMatchObject([{ outcome: 'created', userId: 'id-new', attempts: 2 }]);
  });
});

describe('a row that waits for its permit when the run is stopped', () => {
  it('is pending, with nothing sent, counted or taken of the day', async () => {
    const engine = await makeEngine({ tasks: [CREATE], plan: PLANS.free });
    await stopWhileWaiting(engine);
    expect(await engine.rows.get(2)).toMatchObject({ state: 'pending', attempts: 0 });
    expect(await engine.outcomes()).toEqual(['2 not_attempted']);
    expect([engine.zoom.sent, engine.limiters.light.permits]).toEqual([[], []]);
    const days = await Promise.all(
      (['create', 'light', 'medium'] as const).map((kind) => engine.quotas.get(TODAY, kind)),
    );
    expect(days.map(({ used }) => used)).toEqual([0, 0, 0]);

    await engine.session().run();
    expect(await engine.results()).toMatchObject([{ outcome: 'created', attempts: 1, reason: undefined }]);
  });

  it('is pending with as many attempts as before', async () => {
    const engine = await makeEngine({
      tasks: [UPDATE],
      answer: (request) => {
        engine.stop.stop(STOPPED);
        return refuse({ kind: 'ratePerSecond', status: 429 })(request);
      },
    });
    await engine.run();
    await stopWhileWaiting(engine);
    expect(await engine.rows.get(2)).toMatchObject({ state: 'pending', attempts: 1, startedAt: AT });
  });

  it('stays in doubt when an earlier session left it so', async () => {
    const engine = await makeEngine({ tasks: [UPDATE] });
    await engine.rows.start(2, 1, AT);
    await stopWhileWaiting(engine);
    expect(await engine.rows.get(2)).toMatchObject({ state: 'started', startedAt: AT });
  });

  it('goes on as a create that has been made when it was that', async () => {
    const engine = await makeEngine({
      tasks: [task(2, 'ssoCreate', 'a@x.org', { fields: { type: 1, dept: 'IT' } })],
    });
    await engine.rows.start(2, 1, AT);
    await engine.rows.markCreated(2, 'id-a');
    await engine.rows.release(2, 1);
    await stopWhileWaiting(engine);
    expect(await engine.rows.get(2)).toMatchObject({ state: 'pending', created: true, attempts: 1 });
    await engine.session().run();
    expect(engine.zoom.asked).toEqual(['updateUser a@x.org']);
  });

  it.each<[string, Partial<FinishedRow>, readonly string[]]>([
    ['is deferred', { outcome: 'deferred' }, ['createUser a@x.org']],
    [
      'waits for an invitation',
      { outcome: 'created', awaitsInvitation: true },
      ['getUser a@x.org', 'updateUser a@x.org'],
    ],
  ])('and %s from an earlier session is taken up again by the next', async (_, changes, asked) => {
    const isCreated = changes.outcome === 'created';
    const engine = await makeEngine({
      tasks: [isCreated ? { ...CREATE, fields: { type: 1, dept: 'IT' } } : CREATE],
      answer: failing({}),
    });
    if (isCreated) await engine.rows.markCreated(2, 'id-a');
    await engine.rows.finish({
      line: 2,
      outcome: 'deferred',
      httpStatus: 201,
      reason: { kind: 'awaitsInvitation', what: 'profile' },
      warnings: [],
      awaitsInvitation: false,
      attempts: 0,
      userId: 'id-a',
      trackingId: '',
      startedAt: undefined,
      finishedAt: AT,
      ...changes,
    });
    await stopWhileWaiting(engine);
    expect(engine.zoom.sent).toEqual([]);
    const { open, deferred, awaitingInvitation } = await engine.counts();
    expect(open + deferred + awaitingInvitation).toBe(1);
    await engine.session().run();
    expect(engine.zoom.asked).toEqual(asked);
    expect(await engine.results()).toMatchObject([{ outcome: 'created', attempts: asked.length }]);
  });
});
