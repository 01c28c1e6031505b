import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Call } from '../../src/core/action.ts';
import type { RepeatableEndpoint, UnrepeatableEndpoint } from '../../src/core/endpoints.ts';
import type { Reply } from '../../src/core/zoom-api.ts';
import { ATTEMPT_MS, CREATE, failure, tellCall, UPDATE } from '../support/attempts.ts';
import { AT } from '../support/engine-rig.ts';
import { reply } from '../support/fake-zoom.ts';

const OK = reply({ status: 201 });
const FOUND = reply({ status: 200, body: { id: 'A' } });
const RESET = failure('reset');
const nothing = async (): Promise<Reply | undefined> => undefined;
const found = async (): Promise<Reply | undefined> => FOUND;
const times = <T>(count: number, what: T): T[] => Array<T>(count).fill(what);

describe('a create without an answer', () => {
  it.each(['reset', 'timeout', 'server', 'unreadable'] as const)(
    'is asked for before it is sent again: %s',
    async (kind) => {
      const lost = failure(kind);
      expect(await tellCall(CREATE, { answers: [lost, lost, OK], settle: nothing })).toEqual({
        story: 'send ask send ask send',
        result: { ...OK, settled: false },
        askedSince: [0, 0],
        asked: 0,
      });
    },
  );

  it('is asked for from the first attempt on that may have taken effect', async () => {
    const answers = [failure('concurrent'), failure('unreachable'), RESET, RESET, OK];
    const { story, askedSince } = await tellCall(CREATE, { answers, settle: nothing });
    expect(story).toBe('send send send ask send ask send');
    expect(askedSince).toEqual([2, 2]);
  });

  it('is over when the account has it', async () => {
    const { story, result } = await tellCall(CREATE, { answers: [RESET], settle: found });
    expect(story).toBe('send ask');
    expect(result).toEqual({ ...FOUND, settled: true });
  });

  it('is asked for again after every later answer, too: the effect may come late', async () => {
    const exists = failure('exists', { status: 409 });
    const late = await tellCall(CREATE, { answers: [RESET, exists], settle: nothing });
    expect(late.story).toBe('send ask send ask');
    expect(late.result).toMatchObject({ kind: 'exists', status: 409, inDoubt: false });

    const answers = [RESET, failure('ratePerSecond'), failure('concurrent'), OK];
    const waiting = await tellCall(CREATE, { answers, settle: nothing });
    expect(waiting.story).toBe('send ask send ask send ask send');
    expect(waiting.result).toEqual({ ...OK, settled: false });
  });

  it('is given up after six, having asked each time', async () => {
    const { story, result } = await tellCall(CREATE, { answers: [RESET], settle: nothing });
    expect(story).toBe(times(6, 'send ask').join(' '));
    expect(result).toMatchObject({ kind: 'reset', inDoubt: false });
  });

  it('is in doubt when the account cannot be asked', async () => {
    const timeout = failure('timeout', { message: 'no answer within 1 s', trackingId: 'T' });
    const { story, result } = await tellCall(CREATE, {
      answers: [RESET],
      settle: () => Promise.reject(timeout),
    });
    expect(story).toBe('send ask');
    expect(result).toMatchObject({
      kind: 'timeout',
      inDoubt: true,
      trackingId: 'T',
      reason: { kind: 'couldNotAsk', lost: 'because of reset', message: 'no answer within 1 s' },
    });
  });

  it('is answered by the account itself when that had the user before', async () => {
    const exists = failure('exists', { message: 'invited before' });
    const { result } = await tellCall(CREATE, { answers: [RESET], settle: () => Promise.reject(exists) });
    expect(result).toBe(exists);
  });

  it('ends with whatever else went wrong in asking', async () => {
    const settle = () => Promise.reject(new Error('a bug'));
    await expect(tellCall(CREATE, { answers: [RESET], settle })).rejects.toThrow('a bug');
  });

  it('is not asked for when it surely had no effect', async () => {
    const answers = [
      failure('ratePerSecond'),
      failure('concurrent'),
      failure('tokenRefused'),
      failure('unreachable'),
      OK,
    ];
    const settle = () => Promise.reject(new Error('there is nothing to ask'));
    const { story, result } = await tellCall(CREATE, { answers, settle });
    expect(story).toBe('send send send send send');
    expect(result).toEqual({ ...OK, settled: false });
  });

  it('is asked for when a refusal came from something between us and Zoom', async () => {
    const page = failure('ratePerSecond', { status: 429, inDoubt: true });
    const { story } = await tellCall(CREATE, { answers: [page, OK], settle: nothing });
    expect(story).toBe('send ask send');
  });
});

describe('a change that may be repeated', () => {
  it('is asked for only when every attempt is lost', async () => {
    const answers = [...times(5, RESET), OK];
    expect(await tellCall(UPDATE, { answers, settle: nothing })).toMatchObject({
      story: times(6, 'send').join(' '),
      result: { ...OK, settled: false },
    });
    const { story, result } = await tellCall(UPDATE, { answers: [RESET], settle: nothing });
    expect(story).toBe(`${times(6, 'send').join(' ')} ask`);
    expect(result).toMatchObject({ kind: 'reset', inDoubt: false });
  });

  it('is done when the account shows it after the last attempt', async () => {
    const { result } = await tellCall(UPDATE, { answers: [RESET], settle: found });
    expect(result).toEqual({ ...FOUND, settled: true });
  });
});

describe('what an earlier session sent without an answer', () => {
  const inheritedSince = AT - 60 * ATTEMPT_MS;

  it('is not sent again when the account has it', async () => {
    expect(await tellCall(CREATE, { answers: [OK], settle: found, inheritedSince })).toEqual({
      story: 'ask',
      result: { ...FOUND, settled: true },
      askedSince: [-60],
      asked: 0,
    });
  });

  it('is sent again when the account knows nothing of it', async () => {
    expect(await tellCall(CREATE, { answers: [OK], settle: nothing, inheritedSince })).toEqual({
      story: 'ask send',
      result: { ...OK, settled: false },
      askedSince: [-60],
      asked: 1,
    });
  });

  it('is not sent when the account cannot be asked', async () => {
    const unreachable = failure('unreachable');
    const settle = () => Promise.reject(unreachable);
    expect(await tellCall(CREATE, { answers: [OK], settle, inheritedSince })).toMatchObject({
      story: 'ask',
      result: unreachable,
      asked: 0,
    });
  });

  it('is sent again without asking where that does no harm', async () => {
    const { story, asked } = await tellCall(UPDATE, { answers: [OK], settle: nothing, inheritedSince });
    expect([story, asked]).toEqual(['send', 0]);
  });

  it.each(['exists', 'notFound'] as const)(
    'and took effect only after the account was asked is known again by the answer: %s',
    async (kind) => {
      const says: (Reply | undefined)[] = [undefined, FOUND];
      const settle = async () => says.shift();
      expect(await tellCall(CREATE, { answers: [failure(kind)], settle, inheritedSince })).toMatchObject({
        story: 'ask send ask',
        result: { ...FOUND, settled: true },
        askedSince: [-60, -60],
      });
    },
  );

  it('and is refused for another reason now is not asked for again', async () => {
    const { story, result } = await tellCall(CREATE, {
      answers: [failure('rejected')],
      settle: nothing,
      inheritedSince,
    });
    expect(story).toBe('ask send');
    expect(result).toMatchObject({ kind: 'rejected', inDoubt: false });
  });
});

it('a call that must not be repeated blindly does not compile without a way to ask', () => {
  type Without<Name> = { readonly endpoint: Name; readonly user: string };
  expectTypeOf<UnrepeatableEndpoint>().toEqualTypeOf<'createUser' | 'changeEmail' | 'removeUser'>();
  expectTypeOf<Without<UnrepeatableEndpoint>>().not.toExtend<Call>();
  expectTypeOf<Without<RepeatableEndpoint>>().toExtend<Call>();
});
