import { describe, expect, it } from 'vitest';
import { PLANS } from '../../src/core/plans.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { AT, makeEngine, TODAY, task } from '../support/engine-rig.ts';
import { inTurn, OK, refuse, reply } from '../support/fake-zoom.ts';

const MIDNIGHT = Date.UTC(2026, 10, 23);
const CREATE = task(2, 'create', 'a@x.org', { fields: { type: 1 } });
const UPDATE = task(2, 'update', 'a@x.org', { fields: { dept: 'IT' } });

describe('every attempt', () => {
  it('takes a permit of its label, and uses it', async () => {
    const engine = await makeEngine({
      tasks: [UPDATE, task(3, 'password', 'b@x.org', { fields: { password: 'Secret#1' } })],
      answer: inTurn(
        refuse({ kind: 'ratePerSecond', status: 429 }),
        refuse({ kind: 'concurrent', status: 429 }),
        refuse({ kind: 'tokenRefused', status: 401 }),
        refuse({ kind: 'server', status: 503 }),
        OK,
      ),
      concurrency: 1,
    });
    await engine.run();
    const { light, medium } = engine.limiters;
    expect(light.permits).toEqual(Array(5).fill('sent'));
    expect(light.observed.map(({ status }) => status)).toEqual([429, 429, 401, 503, 204]);
    expect([medium.permits, medium.observed.map(({ status }) => status)]).toEqual([
      // The list of pending users, and the password.
      ['sent', 'sent'],
      [200, 204],
    ]);
  });

  it('gives its permit back when it never leaves', async () => {
    const engine = await makeEngine({ tasks: [task(2, 'activate', 'a@x.org')] });
    const lost = new ZoomError({ kind: 'unreachable', message: 'no connection' });
    const zoom = { prepare: async () => ({ isStale: false, send: async () => lost }) };
    await engine.session({ zoom }).run();
    expect(engine.limiters.light.permits).toEqual(Array(6).fill('cancelled'));
    expect(await engine.outcomes()).toEqual(['2 failed']);
  });

  it('is told of with all that is known', async () => {
    const rateLimit = { limit: 80, remaining: 12, window: 'second' } as const;
    const engine = await makeEngine({
      tasks: [CREATE],
      answer: async (request) => {
        engine.clock.now += 120;
        return inTurn(refuse({ kind: 'ratePerSecond', status: 429, inDoubt: true, rateLimit }), OK)(request);
      },
    });
    await engine.run();
    const attempt = {
      endpoint: 'createUser',
      label: 'light',
      status: 429,
      error: 'ratePerSecond',
      inDoubt: true,
      trackingId: 'v=2.0;no',
      rateLimit,
      durationMs: 120,
      rate: { allowed: 80, limit: 80 },
    };
    expect(engine.events[0]).toEqual({ type: 'attempt', line: 2, attempt });
  });

  it('that succeeds is told of without an error', async () => {
    const engine = await makeEngine({ tasks: [UPDATE] });
    await engine.run();
    expect(engine.events[0]).toMatchObject({
      line: undefined,
      attempt: { endpoint: 'listUsers', status: 200 },
    });
    expect(engine.events.slice(1)).toEqual([
      {
        type: 'attempt',
        line: 2,
        attempt: {
          endpoint: 'updateUser',
          label: 'light',
          status: 204,
          trackingId: 'v=2.0;clid=us02',
          rateLimit: undefined,
          durationMs: 0,
          rate: { allowed: 80, limit: 80 },
        },
      },
      { type: 'row', result: (await engine.results())[0] },
    ]);
  });

  it('that is timed began when its first byte left, not when it got its permit', async () => {
    const engine = await makeEngine({ tasks: [UPDATE] });
    const send = async (onSent: () => void) => {
      engine.clock.now += 500;
      onSent();
      engine.clock.now += 80;
      return reply({ body: { users: [] } });
    };
    await engine.session({ zoom: { prepare: async () => ({ isStale: false, send }) } }).run();
    expect(engine.events[0]).toMatchObject({ attempt: { durationMs: 80 } });
  });
});

describe('what the limiter makes of an answer', () => {
  it('is told of when it pauses the label', async () => {
    const engine = await makeEngine({
      tasks: [UPDATE],
      answer: (request) => {
        const isFirst = engine.zoom.sent.length === 1;
        engine.limiters.light.observation = isFirst ? { pauseMs: 1_000 } : {};
        return isFirst
          ? refuse({ kind: 'ratePerSecond', status: 429, message: 'too fast' })(request)
          : OK(request);
      },
    });
    await engine.run();
    expect(engine.events.filter(({ type }) => type === 'pause')).toEqual([
      { type: 'pause', label: 'light', waitMs: 1_000, reason: 'too fast' },
    ]);
  });

  it('is told of when the account has fewer calls a second than its plan', async () => {
    const engine = await makeEngine({ tasks: [UPDATE], plan: PLANS.business });
    engine.limiters.light.observation = { lowerLimit: 30 };
    await engine.run();
    expect(engine.events.filter(({ type }) => type === 'notice')).toEqual([
      {
        type: 'notice',
        notice: { kind: 'lowerLimit', label: 'light', perSecond: 30, plan: 'business', planPerSecond: 80 },
      },
    ]);
  });
});

describe('a request that got too old while it waited for its permit', () => {
  it('gives back its permit and what it took of the day, and is prepared again', async () => {
    const starts: unknown[] = [];
    const engine = await makeEngine({
      tasks: [CREATE],
      plan: PLANS.free,
      rowsDo: {
        start: async (...start) => {
          starts.push(start);
          await engine.rows.start(...start);
        },
      },
    });
    engine.zoom.staleRequests = 2;
    await engine.run();
    expect(engine.limiters.light.permits).toEqual(['cancelled', 'cancelled', 'sent']);
    expect(starts).toEqual(Array(3).fill([2, 1, AT, AT]));
    expect(engine.zoom.asked).toEqual(['createUser a@x.org']);
    expect(engine.limiters.light.observed.length).toBe(1);
    expect(await engine.results()).toMatchObject([{ outcome: 'created', attempts: 1, reason: undefined }]);
    expect([await engine.used(), (await engine.quotas.get(TODAY, 'light')).used]).toEqual([1, 1]);
  });

  it('or whose day is over then, is counted on the day on which it leaves', async () => {
    const engine = await makeEngine({ tasks: [CREATE], plan: PLANS.free });
    const { light } = engine.limiters;
    const { acquire } = light;
    light.acquire = async (signal) => {
      engine.clock.now = MIDNIGHT;
      return acquire.call(light, signal);
    };
    await engine.run();
    expect(light.permits).toEqual(['cancelled', 'sent']);
    const days = (['create', 'light'] as const).map(async (kind) => [
      (await engine.quotas.get(TODAY, kind)).used,
      (await engine.quotas.get('2026-11-23', kind)).used,
    ]);
    // The invitation of a day that is over is of no use to anybody.
    expect(await Promise.all(days)).toEqual([
      [1, 1],
      [0, 1],
    ]);
    expect(await engine.results()).toMatchObject([{ outcome: 'created', attempts: 1 }]);
  });

  it('may take the last call of the day all the same', async () => {
    const engine = await makeEngine({ tasks: [UPDATE], plan: PLANS.free });
    await engine.quotas.raise(TODAY, 'light', 5_999);
    engine.zoom.staleRequests = 1;
    await engine.run();
    expect(await engine.outcomes()).toEqual(['2 updated']);
    expect((await engine.quotas.get(TODAY, 'light')).used).toBe(6_000);
  });

  it('leaves a row that was in doubt in doubt', async () => {
    const engine = await makeEngine({
      tasks: [UPDATE],
      answer: inTurn(refuse({ kind: 'reset', status: 0 }), OK),
    });
    const { light } = engine.limiters;
    const { observe } = light;
    light.observe = (...given) => {
      // The attempts after the first wait long.
      engine.zoom.staleRequests = light.observed.length === 0 ? 1 : 0;
      return observe.apply(light, given);
    };
    await engine.run();
    expect(light.permits).toEqual(['sent', 'cancelled', 'sent']);
    expect(await engine.results()).toMatchObject([
      { outcome: 'updated', attempts: 2, reason: { kind: 'settled', by: 'sendingAgain' } },
    ]);
  });

  it('is not sent when the sign-in is refused then', async () => {
    const engine = await makeEngine({ tasks: [CREATE] });
    engine.zoom.staleRequests = 1;
    let signIns = 0;
    engine.zoom.signIn = () => {
      if (++signIns > 1) throw new ZoomError({ kind: 'signInRefused', message: 'not reached' });
    };
    await engine.run();
    expect(engine.stop.reason).toEqual({ kind: 'signInRefused', message: 'not reached' });
    expect([engine.zoom.sent, engine.limiters.light.permits, await engine.used()]).toEqual([
      [],
      ['cancelled'],
      0,
    ]);
    expect(await engine.rows.get(2)).toMatchObject({ state: 'pending', attempts: 0 });
  });
});
