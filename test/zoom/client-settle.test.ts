import { describe, expect, it } from 'vitest';
import { type Call, ZoomError } from '../../src/core/zoom-api.ts';
import type { Fault } from '../../src/simulator/simulator.ts';
import { CREATE, EagerLimiter, errorOf, seededRig, UPDATE } from '../support/calls.ts';
import { startRig } from '../support/zoom-rig.ts';

describe('a create without an answer', () => {
  const lost = (kind: 'reset-before' | 'reset-after' | 'html' | 'cut' = 'reset-before'): Fault => ({
    kind,
    match: { method: 'POST' },
  });

  /** Makes the create and says what happened, in order. */
  async function creating(faults: readonly Fault[], settle: Call['settle']) {
    const { simulator, call } = await startRig({ RateLimiter: EagerLimiter });
    for (const fault of faults) simulator.fault(fault);
    const story: string[] = [];
    const startedAt = Date.now();
    const asking = async (since: number) => {
      story.push('ask');
      expect(since).toBeGreaterThanOrEqual(startedAt);
      expect(since).toBeLessThanOrEqual(Date.now());
      return settle?.(since);
    };
    const result = await call(
      { ...CREATE, settle: asking },
      { beforeAttempt: () => story.push('send') },
    ).catch((error: unknown) => error);
    return { simulator, story: story.join(' '), result };
  }

  const nothing = () => Promise.resolve(undefined);

  it.each(['reset-before', 'html'] as const)('is asked for before it is sent again: %s', async (kind) => {
    const { story, result } = await creating([lost(kind), lost(kind)], nothing);
    expect(story).toBe('send ask send ask send');
    expect(result).toMatchObject({ status: 201, resent: true });
  });

  it('is over when the account has it', async () => {
    const reply = {
      status: 200,
      body: { id: 'A' },
      trackingId: 'T',
      rateLimit: undefined,
      serverTime: 1,
      resent: false,
    };
    const { story, result } = await creating([lost('reset-after')], () => Promise.resolve(reply));
    expect(story).toBe('send ask');
    expect(result).toBe(reply);
  });

  it('is asked for again after every later refusal, too: the effect may come late', async () => {
    const { story, result } = await creating([lost('reset-after')], nothing);
    expect(story).toBe('send ask send ask');
    expect(result).toMatchObject({ kind: 'exists', status: 409, code: 1005, inDoubt: false });

    const waiting = await creating([lost(), { kind: 'per-second' }, { kind: 'concurrent' }], nothing);
    expect(waiting.story).toBe('send ask send ask send ask send');
    expect(waiting.result).toMatchObject({ status: 201 });
  });

  it('is given up after six, having asked each time', async () => {
    const { story, result } = await creating(Array(6).fill(lost()), nothing);
    expect(story).toBe(Array(6).fill('send ask').join(' '));
    expect(result).toMatchObject({ kind: 'reset', inDoubt: false });
  });

  it('is in doubt when the account cannot be asked', async () => {
    const failed = new ZoomError({ kind: 'timeout', message: 'no answer within 1 s', trackingId: 'T' });
    const { story, result } = await creating([lost('cut')], () => Promise.reject(failed));
    expect(story).toBe('send ask');
    expect(result).toMatchObject({
      kind: 'timeout',
      inDoubt: true,
      trackingId: 'T',
      message: expect.stringMatching(
        /^the connection broke .*; and the account could not be asked what came of it: no answer within 1 s$/,
      ),
    });
  });

  it('is answered by the account itself when that had the user before', async () => {
    const exists = new ZoomError({ kind: 'exists', message: 'invited before' });
    expect((await creating([lost()], () => Promise.reject(exists))).result).toBe(exists);
  });

  it('ends with whatever else went wrong in asking', async () => {
    const bug = new Error('a bug');
    expect((await creating([lost()], () => Promise.reject(bug))).result).toBe(bug);
  });

  it('is not asked for when Zoom surely refused it', async () => {
    const faults: Fault[] = [{ kind: 'per-second' }, { kind: 'concurrent' }, { kind: 'token-death' }];
    const { story, result } = await creating(faults, nothing);
    expect(story).toBe('send send send send');
    expect(result).toMatchObject({ status: 201, resent: false });
  });
});

describe('a change that may be repeated', () => {
  it('is asked for only when every attempt is lost', async () => {
    const { simulator, attempts, call } = await seededRig();
    let asked = 0;
    const settle = () => {
      asked++;
      return Promise.resolve(undefined);
    };
    simulator.fault({ kind: 'reset-before', times: 5 });
    expect(await call({ ...UPDATE, settle })).toMatchObject({ status: 204, resent: true });
    expect([asked, attempts.length]).toEqual([0, 6]);

    simulator.fault({ kind: 'reset-before', times: 6 });
    expect(await errorOf(call({ ...UPDATE, settle }))).toMatchObject({ kind: 'reset', inDoubt: false });
    expect([asked, attempts.length]).toEqual([1, 12]);
  });
});
