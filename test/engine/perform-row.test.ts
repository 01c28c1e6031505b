import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/core/outcome.ts';
import type { Task } from '../../src/core/task.ts';
import {
  type Call,
  type CallOptions,
  type Reply,
  type ZoomApi,
  ZoomError,
  type ZoomErrorDetails,
} from '../../src/core/zoom-api.ts';
import { Stopped } from '../../src/engine/stop.ts';
import { RowStore } from '../../src/ledger/sqlite/row-store.ts';
import { ENDPOINTS } from '../../src/zoom/endpoints.ts';
import { AT, makeEngine, OK, refuse, reply, task } from '../support/engine-rig.ts';

const CREATE = task(2, 'create', 'a@x.org', { fields: { type: 1 } });
const UPDATE = task(2, 'update', 'a@x.org', { fields: { dept: 'IT' } });

describe('the ledger', () => {
  it.each([
    ['create', { type: 1 }, 'createUser'],
    ['update', { dept: 'IT' }, 'updateUser'],
    ['deactivate', {}, 'setStatus'],
    ['password', { password: 'Secret#1' }, 'setPassword'],
  ] as const)('has a row of %s as started before its request leaves', async (action, fields, endpoint) => {
    const seen: unknown[] = [];
    const engine = await makeEngine({
      tasks: [task(2, action, 'a@x.org', { fields })],
      answer: (call) => {
        seen.push(call.endpoint, engine.rows.get(2)?.state, engine.rows.get(2)?.attempts);
        return OK(call);
      },
    });
    await engine.run();
    expect(seen).toEqual([endpoint, 'started', 1]);
    expect(engine.rows.get(2)?.state).toBe('done');
  });

  it('has a row as pending while the account is only asked', async () => {
    const states: unknown[] = [];
    const engine = await makeEngine({
      tasks: [UPDATE],
      answer: (call) => {
        states.push([call.endpoint, engine.rows.get(2)?.state]);
        return OK(call);
      },
    });
    engine.invitations.add(['a@x.org']);
    await engine.run();
    expect(states).toEqual([
      ['getUser', 'pending'],
      ['updateUser', 'started'],
    ]);
  });

  it('gets the outcome with all that the report says, before anybody hears of it', async () => {
    const engine = await makeEngine({
      tasks: [{ ...UPDATE, warnings: ['type 3 is retired'] }],
      answer: refuse({ code: 300, message: 'Invalid field.' }),
    });
    const heard: unknown[] = [];
    const { run } = engine.session({
      emit: (event) => {
        if (event.type === 'row') heard.push(event.result, engine.results()[0]);
      },
    });
    await run();
    const result = {
      line: 2,
      action: 'update',
      user: 'a@x.org',
      outcome: 'rejected',
      httpStatus: 400,
      zoomCode: 300,
      message: 'Invalid field.; warning: type 3 is retired',
      attempts: 1,
      userId: '',
      trackingId: 'v=2.0;no',
      startedAt: '2026-11-22T21:00:00.000Z',
      finishedAt: '2026-11-22T21:00:00.000Z',
    };
    expect(heard).toEqual([result, result]);
  });

  it('says that a create of two calls has succeeded before the second leaves', async () => {
    const created: unknown[] = [];
    const engine = await makeEngine({
      tasks: [task(2, 'ssoCreate', 'a@x.org', { fields: { type: 1, dept: 'IT' } })],
      answer: (call) => {
        const state = engine.rows.get(2);
        created.push([call.endpoint, state?.created, state?.userId]);
        return OK(call);
      },
    });
    await engine.run();
    expect(created).toEqual([
      ['createUser', false, ''],
      ['updateUser', true, 'id-new'],
    ]);
  });
});

describe('the outcome', () => {
  it.each<[Partial<ZoomErrorDetails>, Outcome, number | undefined]>([
    [{ kind: 'rejected', status: 400, code: 300 }, 'rejected', 400],
    [{ kind: 'notFound', status: 404, code: 1001 }, 'not_found', 404],
    [{ kind: 'exists', status: 409, code: 1005 }, 'exists', 409],
    [{ kind: 'ratePerSecond', status: 429 }, 'failed', 429],
    [{ kind: 'concurrent', status: 429 }, 'failed', 429],
    [{ kind: 'rateDaily', status: 429 }, 'deferred', 429],
    [{ kind: 'server', status: 502 }, 'failed', 502],
    [{ kind: 'unreachable', status: 0 }, 'failed', undefined],
    [{ kind: 'reset', status: 0 }, 'failed', undefined],
    [{ kind: 'reset', status: 0, inDoubt: true }, 'unknown', undefined],
    [{ kind: 'timeout', status: 0, inDoubt: true }, 'unknown', undefined],
    [{ kind: 'rejected', status: 400, inDoubt: true }, 'unknown', undefined],
  ])('of an update that ends with %j is %s', async (details, outcome, httpStatus) => {
    const engine = await makeEngine({ tasks: [UPDATE], answer: refuse(details) });
    await engine.run();
    expect(engine.results()).toMatchObject([{ outcome, httpStatus, attempts: 1, message: 'no' }]);
  });

  it('has the status that was seen last when the last try got no answer', async () => {
    const zoom = scripted(({ afterAttempt }) => {
      afterAttempt({ status: 503, error: 'server' });
      afterAttempt({ status: 0, error: 'unreachable' });
      throw new ZoomError({ kind: 'unreachable', message: 'no' });
    });
    const engine = await makeEngine({ tasks: [UPDATE], zoom });
    await engine.run();
    expect(engine.results()).toMatchObject([{ outcome: 'failed', httpStatus: 503, attempts: 2 }]);
  });

  it('says that something was sent again after an answer was lost', async () => {
    const zoom = scripted(({ afterAttempt }) => {
      afterAttempt({ status: 0, error: 'timeout' });
      afterAttempt({ status: 204 });
      return reply({ resent: true });
    });
    const engine = await makeEngine({ tasks: [UPDATE], zoom });
    await engine.run();
    expect(engine.results()).toMatchObject([
      { outcome: 'updated', message: 'sent again, since an answer was lost', attempts: 2 },
    ]);
  });

  it.each<[Partial<ZoomErrorDetails>, object]>([
    [
      { kind: 'signInRefused', status: 400, message: 'Invalid client.' },
      { kind: 'signInRefused', message: 'Invalid client.' },
    ],
    [
      { kind: 'signInFailed', status: 0, message: 'not reached' },
      { kind: 'signInFailed', message: 'not reached' },
    ],
    [
      { kind: 'missingScope', status: 400, scope: 'user:write:user:admin', message: 'no scope' },
      { kind: 'missingScope', scope: 'user:write:user:admin', message: 'no scope' },
    ],
  ])('of all rows is left open when the run must stop: %j', async (details, reason) => {
    const tasks = [2, 3, 4].map((line) => ({
      ...UPDATE,
      line,
      user: `u${line}@x.org`,
      email: `u${line}@x.org`,
    }));
    const engine = await makeEngine({ tasks, answer: refuse(details), concurrency: 1 });
    await engine.run();
    expect(engine.stop.reason).toEqual(reason);
    expect(engine.zoom.calls.length).toBe(1);
    expect(engine.rows.between(0, 9).map(({ state }) => state)).toEqual(['pending', 'pending', 'pending']);
  });
});

describe('a protected user', () => {
  it('of whom only the id is given is looked up first, and not touched', async () => {
    const engine = await makeEngine({
      tasks: [
        task(2, 'deactivate', 'id-boss'),
        task(3, 'deactivate', 'id-other'),
        task(4, 'update', 'id-none'),
      ],
      protect: ['boss@*'],
      answer: (call) => {
        if (call.endpoint !== 'getUser') return OK(call);
        if (call.user === 'id-none') return refuse({ kind: 'notFound', status: 404 })(call);
        return { status: 200, body: { email: call.user === 'id-boss' ? 'Boss@x.org' : 'other@x.org' } };
      },
      concurrency: 1,
    });
    await engine.run();
    expect(engine.zoom.asked).toEqual([
      'getUser id-boss',
      'getUser id-other',
      'setStatus id-other',
      'getUser id-none',
      'updateUser id-none',
    ]);
    expect(engine.results()[0]).toMatchObject({
      outcome: 'skipped',
      message: 'protected by --protect boss@*',
    });
  });
});

describe('when the run is stopped', () => {
  const stopped = { kind: 'signal', signal: 'SIGTERM' } as const;

  it.each<[string, Task, (script: Script) => void, object]>([
    [
      'a row that has not left is pending',
      UPDATE,
      () => undefined,
      { state: 'pending', attempts: 0, startedAt: undefined },
    ],
    [
      'a row that was refused is pending',
      UPDATE,
      ({ afterAttempt }) => afterAttempt({ status: 429, error: 'ratePerSecond' }),
      { state: 'pending', attempts: 1, startedAt: AT },
    ],
    [
      'a row whose request did not arrive is pending',
      CREATE,
      ({ afterAttempt }) => afterAttempt({ status: 0, error: 'unreachable' }),
      { state: 'pending', attempts: 1, startedAt: AT },
    ],
    [
      'a row whose answer was lost is started',
      CREATE,
      ({ afterAttempt }) => afterAttempt({ status: 0, error: 'reset' }),
      { state: 'started', attempts: 1, startedAt: AT },
    ],
    [
      'a row whose answer was lost, and that was refused then, is started',
      UPDATE,
      ({ afterAttempt }) => {
        afterAttempt({ status: 502, error: 'server' });
        afterAttempt({ status: 429, error: 'ratePerSecond' });
      },
      { state: 'started', attempts: 2, startedAt: AT },
    ],
    [
      'a row that was under way when even that was cut short is started',
      UPDATE,
      ({ beforeAttempt }) => beforeAttempt(),
      { state: 'started', attempts: 1, startedAt: AT },
    ],
  ])('%s', async (_, its, script, state) => {
    const zoom = scripted((given) => {
      script(given);
      engine.stop.stop(stopped);
      throw new Stopped();
    });
    const engine = await makeEngine({ tasks: [its], zoom });
    await engine.run();
    expect(engine.rows.get(2)).toMatchObject(state);
    expect(engine.events.some(({ type }) => type === 'row')).toBe(false);
  });

  it('an answer that is under way is waited for, and recorded', async () => {
    const engine = await makeEngine({
      tasks: [UPDATE, task(3, 'update', 'a@x.org'), task(4, 'update', 'b@x.org')],
      concurrency: 1,
      answer: async (call) => {
        engine.stop.stop(stopped);
        await new Promise(setImmediate);
        return OK(call);
      },
    });
    await engine.run();
    expect(engine.outcomes()).toEqual(['2 updated', '3 not_attempted', '4 not_attempted']);
    expect(engine.zoom.calls.length).toBe(1);
  });

  it('between the two calls of a row, the first is on record and the second goes when the run goes on', async () => {
    const engine = await makeEngine({
      tasks: [task(2, 'ssoCreate', 'a@x.org', { fields: { type: 1, dept: 'IT' } })],
      answer: (call) => {
        if (engine.zoom.calls.length === 1) engine.stop.stop(stopped);
        return OK(call);
      },
    });
    await engine.run();
    expect(engine.rows.get(2)).toMatchObject({ state: 'pending', created: true, userId: 'id-new' });
    await engine.session().run();
    expect(engine.zoom.asked).toEqual(['createUser a@x.org', 'updateUser a@x.org']);
    expect(engine.results()).toMatchObject([{ outcome: 'created', userId: 'id-new', attempts: 2 }]);
  });

  it.each([
    ['is deferred', { outcome: 'deferred', awaitingInvitation: false }],
    ['is held back', { outcome: 'created', awaitingInvitation: true }],
  ] as const)('a row that %s stays so when nothing of it was sent', async (_, changes) => {
    const zoom = scripted(() => {
      engine.stop.stop(stopped);
      throw new Stopped();
    });
    const engine = await makeEngine({ tasks: [{ ...CREATE, fields: { type: 1, dept: 'IT' } }], zoom });
    engine.rows.markCreated(2, 'id-a');
    engine.rows.finish({
      line: 2,
      httpStatus: 201,
      zoomCode: undefined,
      message: 'as it was',
      attempts: 1,
      userId: 'id-a',
      trackingId: '',
      startedAt: AT,
      finishedAt: AT,
      afterLine: undefined,
      ...changes,
    });
    await engine.run();
    expect(engine.results()).toMatchObject([
      { outcome: changes.outcome, message: 'as it was', httpStatus: 201 },
    ]);
    expect(engine.rows.get(2)).toMatchObject({
      state: 'done',
      awaitingInvitation: changes.awaitingInvitation,
    });
  });
});

describe('a ledger that fails', () => {
  const others = Array.from({ length: 20 }, (_, i) => task(i + 3, 'update', `u${i}@x.org`));

  it('when an outcome cannot be recorded stops all sending at once', async () => {
    class Full extends RowStore {
      override finish(): void {
        throw new Error('database or disk is full');
      }
    }
    const engine = await makeEngine({
      tasks: [UPDATE, ...others],
      makeRows: (...args) => new Full(...args),
      concurrency: 4,
      answer: async (call) => {
        await new Promise(setImmediate);
        return OK(call);
      },
    });
    await expect(engine.run()).rejects.toThrow('database or disk is full');
    expect(engine.stop.reason).toEqual({ kind: 'broken', message: 'database or disk is full' });
    // Only what was in hand when the first outcome was lost: light limiters have three of four places.
    expect(engine.zoom.calls.length).toBe(3);
    const states = engine.rows.between(0, 99).map(({ state }) => state);
    expect(states).toEqual([...Array(3).fill('started'), ...Array(18).fill('pending')]);
  });

  it('when a start cannot be recorded lets nothing leave', async () => {
    class Full extends RowStore {
      override start(): void {
        throw new Error('database or disk is full');
      }
    }
    const engine = await makeEngine({ tasks: [CREATE, ...others], makeRows: (...args) => new Full(...args) });
    await expect(engine.run()).rejects.toThrow('database or disk is full');
    expect(engine.stop.reason?.kind).toBe('broken');
    expect(engine.zoom.calls).toEqual([]);
    expect(engine.used().used).toBe(0);
  });
});

type Script = {
  beforeAttempt(): void;
  /** An attempt that leaves and ends so. */
  afterAttempt(end: { status: number; error?: ZoomErrorDetails['kind'] }): void;
};

/** A Zoom whose one call does what a test says. */
function scripted(script: (given: Script) => Reply): ZoomApi {
  return {
    call: async ({ endpoint }: Call, { beforeAttempt, afterAttempt }: CallOptions) =>
      script({
        beforeAttempt: () => beforeAttempt?.(),
        afterAttempt: (end) => {
          beforeAttempt?.();
          const { label } = ENDPOINTS[endpoint];
          afterAttempt?.({
            endpoint,
            label,
            trackingId: '',
            rateLimit: undefined,
            durationMs: 1,
            pace: { allowed: 80, limit: 80 },
            ...end,
          });
        },
      }),
  };
}
