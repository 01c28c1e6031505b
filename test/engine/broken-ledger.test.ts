import { describe, expect, it } from 'vitest';
import { AccountLost } from '../../src/core/ledger.ts';
import { makeEngine, task } from '../support/engine-rig.ts';
import { OK } from '../support/fake-zoom.ts';

const CREATE = task(2, 'create', 'a@x.org', { fields: { type: 1 } });
const UPDATE = task(2, 'update', 'a@x.org', { fields: { dept: 'IT' } });
const others = Array.from({ length: 20 }, (_, i) => task(i + 3, 'update', `u${i}@x.org`));

const full = async () => {
  throw new Error('database or disk is full');
};

describe('a ledger that fails', () => {
  it('when an outcome cannot be recorded stops all sending at once', async () => {
    const engine = await makeEngine({
      tasks: [UPDATE, ...others],
      rowsDo: { finish: full },
      concurrency: 4,
      answer: async (request) => {
        await new Promise(setImmediate);
        return OK(request);
      },
    });
    await expect(engine.run()).rejects.toThrow('database or disk is full');
    expect(engine.stop.reason).toEqual({ kind: 'broken', message: 'database or disk is full' });
    // Only what was in hand when the first outcome was lost: the light label has three of four places.
    expect(engine.zoom.sent.length).toBe(3);
    const states = (await engine.rows.between(0, 99)).map(({ state }) => state);
    expect(states).toEqual([...Array(3).fill('started'), ...Array(18).fill('pending')]);
  });

  it.each<[string, () => Promise<never>, string]>([
    ['when a start cannot be recorded lets nothing leave', full, 'database or disk is full'],
    [
      'since somebody else holds the account now lets nothing leave',
      async () => {
        throw new AccountLost('acme');
      },
      'the account acme is held by another run now, so nothing more can be recorded',
    ],
  ])('%s', async (_, start, message) => {
    const engine = await makeEngine({ tasks: [CREATE, ...others], rowsDo: { start } });
    await expect(engine.run()).rejects.toThrow(message);
    expect(engine.stop.reason).toEqual({ kind: 'broken', message });
    expect([engine.zoom.sent, engine.limiters.light.permits]).toEqual([[], []]);
    expect(await engine.used()).toBe(0);
    expect(engine.events.filter(({ type }) => type === 'row')).toEqual([]);
  });

  it('while requests wait for their permits lets none of them leave', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    let starts = 0;
    const engine = await makeEngine({
      tasks: [UPDATE, ...others],
      concurrency: 8,
      rowsDo: {
        start: async (...start) => {
          if (++starts === 5) throw new AccountLost('acme');
          await engine.rows.start(...start);
        },
      },
    });
    engine.limiters.light.held = held;
    const running = engine.run();
    await expect(running).rejects.toThrow(AccountLost);
    release();
    expect(engine.zoom.sent).toEqual([]);
    const states = (await engine.rows.between(0, 99)).map(({ state, attempts }) => `${state} ${attempts}`);
    expect(new Set(states)).toEqual(new Set(['pending 0']));
  });

  it('when it cannot say that a user was made leaves the row as started', async () => {
    const engine = await makeEngine({
      tasks: [task(2, 'ssoCreate', 'a@x.org', { fields: { type: 1, dept: 'IT' } })],
      rowsDo: { markCreated: full },
    });
    await expect(engine.run()).rejects.toThrow('database or disk is full');
    expect(engine.zoom.asked).toEqual(['createUser a@x.org']);
    expect((await engine.rows.get(2))?.state).toBe('started');
  });
});
