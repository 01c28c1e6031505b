import { describe, expect, it } from 'vitest';
import { makeEngine, task } from '../support/engine-rig.ts';
import { OK, refuse } from '../support/fake-zoom.ts';

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
      answer: async (request) => {
        const state = await engine.rows.get(2);
        seen.push(request.endpoint, state?.state, state?.attempts);
        return OK(request);
      },
    });
    await engine.run();
    expect(seen).toEqual([endpoint, 'started', 1]);
    expect((await engine.rows.get(2))?.state).toBe('done');
  });

  it('has a row as started before it waits for its permit, and not before it is signed in', async () => {
    const log: string[] = [];
    const engine = await makeEngine({
      tasks: [UPDATE],
      rowsDo: {
        start: async (...start) => {
          await new Promise(setImmediate);
          await engine.rows.start(...start);
          log.push('on disk');
        },
        finish: async (row) => {
          log.push('outcome on disk');
          await engine.rows.finish(row);
        },
      },
      answer: (request) => {
        log.push('sent');
        return OK(request);
      },
    });
    const { light } = engine.limiters;
    engine.zoom.signIn = () => log.push('signed in');
    const { acquire } = light;
    light.acquire = (signal) => {
      log.push('waits');
      return acquire.call(light, signal);
    };
    await engine.run();
    // First for the list of pending users, of which nothing is on record.
    expect(log).toEqual(['signed in', 'signed in', 'on disk', 'waits', 'sent', 'outcome on disk']);
  });

  it('has a row as pending while the account is only asked', async () => {
    const states: unknown[] = [];
    const engine = await makeEngine({
      tasks: [UPDATE],
      answer: async (request) => {
        states.push([request.endpoint, (await engine.rows.get(2))?.state]);
        return OK(request);
      },
    });
    await engine.invitations.add(['a@x.org']);
    await engine.run();
    expect(states).toEqual([
      ['getUser', 'pending'],
      ['updateUser', 'started'],
    ]);
  });

  it('gets the outcome with all that the report says, before anybody hears of it', async () => {
    const warnings = [{ column: 'type', message: '3 is retired' }];
    const engine = await makeEngine({
      tasks: [{ ...UPDATE, warnings }],
      answer: refuse({ code: 300, message: 'Invalid field.' }),
    });
    const heard: unknown[] = [];
    const { run } = engine.session({
      emit: (event) => {
        if (event.type === 'row') heard.push(event.result, engine.results());
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
      reason: { kind: 'refused', message: 'Invalid field.' },
      warnings,
      awaitsInvitation: false,
      attempts: 1,
      userId: '',
      trackingId: 'v=2.0;no',
      startedAt: '2026-11-22T21:00:00.000Z',
      finishedAt: '2026-11-22T21:00:00.000Z',
    };
    expect(await Promise.all(heard)).toEqual([result, [result]]);
  });

  it('says that a create of two calls has succeeded before the second leaves', async () => {
    const created: unknown[] = [];
    const engine = await makeEngine({
      tasks: [task(2, 'ssoCreate', 'a@x.org', { fields: { type: 1, dept: 'IT' } })],
      answer: async (request) => {
        const state = await engine.rows.get(2);
        created.push([request.endpoint, state?.created, state?.userId]);
        return OK(request);
      },
    });
    await engine.run();
    expect(created).toEqual([
      ['createUser', false, ''],
      ['updateUser', true, 'id-new'],
    ]);
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
      answer: (request) => {
        if (request.endpoint !== 'getUser') return OK(request);
        if (request.user === 'id-none') return refuse({ kind: 'notFound', status: 404 })(request);
        return { status: 200, body: { email: request.user === 'id-boss' ? 'Boss@x.org' : 'other@x.org' } };
      },
      concurrency: 1,
    });
    await engine.run();
    expect(engine.zoom.asked).toEqual([
      'getUser id-boss',
      'getUser id-other',
      'setStatus id-other',
      'getUser id-none',
    ]);
    expect(await engine.outcomes()).toEqual(['2 skipped', '3 deactivated', '4 not_found']);
    expect((await engine.results())[0]).toMatchObject({
      outcome: 'skipped',
      reason: { kind: 'protected', pattern: 'boss@*' },
    });
  });
});
