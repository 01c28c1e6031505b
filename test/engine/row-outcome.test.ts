import { describe, expect, it } from 'vitest';
import { POLICY } from '../../src/core/policy.ts';
import type { Task } from '../../src/core/task.ts';
import type { Outcome } from '../../src/core/vocabulary.ts';
import type { ZoomErrorDetails } from '../../src/core/zoom-error.ts';
import { makeEngine, task } from '../support/engine-rig.ts';
import { inTurn, OK, refuse } from '../support/fake-zoom.ts';

const UPDATE = task(2, 'update', 'a@x.org', { fields: { dept: 'IT' } });

describe('the outcome', () => {
  it.each<[Partial<ZoomErrorDetails> & Pick<ZoomErrorDetails, 'kind'>, Outcome, number | undefined]>([
    [{ kind: 'rejected', status: 400, code: 300 }, 'rejected', 400],
    [{ kind: 'notFound', status: 404, code: 1001 }, 'not_found', 404],
    [{ kind: 'exists', status: 409, code: 1005 }, 'exists', 409],
    [{ kind: 'tokenRefused', status: 401, code: 124 }, 'rejected', 401],
    [{ kind: 'ratePerSecond', status: 429 }, 'failed', 429],
    [{ kind: 'concurrent', status: 429 }, 'failed', 429],
    [{ kind: 'rateDaily', status: 429 }, 'deferred', 429],
    [{ kind: 'server', status: 502 }, 'failed', 502],
    [{ kind: 'unreachable', status: 0 }, 'failed', undefined],
    [{ kind: 'reset', status: 0 }, 'unknown', undefined],
    [{ kind: 'timeout', status: 0 }, 'unknown', undefined],
    [{ kind: 'unreadable', status: 200 }, 'unknown', undefined],
  ])('of a password that ends with %j, try after try, is %s', async (details, outcome, httpStatus) => {
    const engine = await makeEngine({
      tasks: [task(2, 'password', 'a@x.org', { fields: { password: 'Secret#1' } })],
      answer: refuse(details),
    });
    await engine.run();
    const { tries } = POLICY[details.kind];
    const reason = { kind: 'refused', message: 'no' };
    expect(await engine.results()).toMatchObject([{ outcome, httpStatus, attempts: tries, reason }]);
    expect(engine.zoom.sent.length).toBe(tries);
  });

  it('of an update is failed, not unknown, when every answer is lost and the account shows no effect', async () => {
    const engine = await makeEngine({
      tasks: [UPDATE],
      answer: (request) =>
        request.endpoint === 'getUser' ? OK(request) : refuse({ kind: 'reset', status: 0 })(request),
    });
    await engine.run();
    expect(engine.zoom.asked).toEqual([...Array(6).fill('updateUser a@x.org'), 'getUser a@x.org']);
    expect(await engine.results()).toMatchObject([
      { outcome: 'failed', httpStatus: undefined, attempts: 7, reason: { kind: 'refused', message: 'no' } },
    ]);
  });

  it('is unknown when an answer was lost and the account could not be asked', async () => {
    const engine = await makeEngine({
      tasks: [task(2, 'ssoCreate', 'a@x.org', { fields: { type: 1 } })],
      answer: (request) =>
        request.endpoint === 'getUser'
          ? refuse({ kind: 'rateDaily', status: 429, message: 'tomorrow' })(request)
          : refuse({ kind: 'reset', status: 0, message: 'the connection was lost' })(request),
    });
    await engine.run();
    expect(await engine.results()).toMatchObject([
      {
        outcome: 'unknown',
        reason: { kind: 'couldNotAsk', lost: 'the connection was lost', message: 'tomorrow' },
        attempts: 2,
      },
    ]);
  });

  it('has the status that was seen last when the last try got no answer', async () => {
    const engine = await makeEngine({
      tasks: [UPDATE],
      answer: inTurn(
        ...Array(5).fill(refuse({ kind: 'unreachable', status: 0 })),
        refuse({ kind: 'concurrent', status: 429 }),
        refuse({ kind: 'unreachable', status: 0 }),
      ),
    });
    await engine.run();
    expect(await engine.results()).toMatchObject([{ outcome: 'failed', httpStatus: 429, attempts: 7 }]);
  });

  it('says that something was sent again after an answer was lost', async () => {
    const engine = await makeEngine({
      tasks: [UPDATE],
      answer: inTurn(refuse({ kind: 'timeout', status: 0 }), OK),
    });
    await engine.run();
    expect(await engine.results()).toMatchObject([
      { outcome: 'updated', reason: { kind: 'settled', by: 'sendingAgain' }, attempts: 2 },
    ]);
  });

  it('says nothing of that when nothing but a refusal came before', async () => {
    const engine = await makeEngine({
      tasks: [UPDATE],
      answer: inTurn(
        refuse({ kind: 'concurrent', status: 429 }),
        refuse({ kind: 'unreachable', status: 0 }),
        OK,
      ),
    });
    await engine.run();
    expect(await engine.results()).toMatchObject([{ outcome: 'updated', reason: undefined, attempts: 3 }]);
  });

  it('of all rows is left open when the run must stop', async () => {
    const details = { kind: 'signInRefused', status: 400, message: 'Invalid client.' } as const;
    const reason = { kind: 'signInRefused', message: 'Invalid client.' };
    const tasks: Task[] = [2, 3, 4].map((line) => task(line, 'update', `u${line}@x.org`));
    const engine = await makeEngine({ tasks, answer: refuse(details), concurrency: 1 });
    await engine.run();
    expect(engine.stop.reason).toEqual(reason);
    expect(engine.zoom.sent.length).toBe(1);
    const states = (await engine.rows.between(0, 9)).map(({ state }) => state);
    expect(states).toEqual(['pending', 'pending', 'pending']);
  });

  it('of all rows is left open when nobody can sign in, and nothing is counted as sent', async () => {
    const tasks = [2, 3].map((line) => task(line, 'update', `u${line}@x.org`));
    const engine = await makeEngine({ tasks, concurrency: 1 });
    engine.zoom.signIn = () =>
      refuse({ kind: 'signInRefused', status: 401, message: 'Invalid client.' })(UPDATE_CALL);
    await engine.run();
    expect(engine.stop.reason).toEqual({ kind: 'signInRefused', message: 'Invalid client.' });
    expect([engine.zoom.sent, engine.limiters.light.permits]).toEqual([[], []]);
    const states = (await engine.rows.between(0, 9)).map(({ state, attempts }) => [state, attempts]);
    expect(states).toEqual([
      ['pending', 0],
      ['pending', 0],
    ]);
  });
});

const UPDATE_CALL = { endpoint: 'updateUser', user: 'a@x.org' } as const;
