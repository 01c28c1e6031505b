import { describe, expect, it } from 'vitest';
import type { ZoomErrorKind } from '../../src/core/zoom-error.ts';
import { CREATE, failure, tellCall, UPDATE } from '../support/attempts.ts';
import { reply } from '../support/fake-zoom.ts';
import { VirtualTime } from '../support/virtual-time.ts';

const OK = reply();

/** How many attempts end so before the call is given up, and whether it may have taken effect then. */
const TRIES = {
  rejected: [1, false],
  notFound: [1, false],
  exists: [1, false],
  tokenRefused: [20, false],
  signInRefused: [1, false],
  missingScope: [1, false],
  missingPermission: [1, false],
  unknownAddress: [1, false],
  outage: [1, false],
  ratePerSecond: [20, false],
  rateDaily: [1, false],
  inviteQuota: [1, false],
  concurrent: [12, false],
  server: [6, false],
  unreadable: [6, true],
  wrongPlace: [6, true],
  reset: [6, true],
  timeout: [6, true],
  unusable: [1, false],
  unreachable: [6, false],
  unclear: [1, true],
} as const satisfies Record<
  Exclude<ZoomErrorKind, 'signInFailed'>,
  readonly [tries: number, inDoubt: boolean]
>;

const ROWS = Object.entries(TRIES).map(
  ([kind, [tries, inDoubt]]) => [kind as ZoomErrorKind, tries, inDoubt] as const,
);
const REPEATED = ROWS.filter(([, tries]) => tries > 1);
const times = <T>(count: number, what: T): T[] => Array<T>(count).fill(what);

describe('an answer that is no success', () => {
  it.each(ROWS)(
    'of the kind %s ends the call after attempt %i, in doubt: %s',
    async (kind, tries, inDoubt) => {
      const { story, result } = await tellCall(UPDATE, { answers: [failure(kind)] });
      expect(story).toBe(times(tries, 'send').join(' '));
      expect(result).toMatchObject({
        kind,
        inDoubt,
        reason: { kind: 'refused', message: `because of ${kind}` },
      });
    },
  );

  it.each(REPEATED)('of the kind %s is forgotten when attempt %i succeeds', async (kind, tries) => {
    const answers = [...times(tries - 1, failure(kind)), OK];
    expect(await tellCall(UPDATE, { answers })).toMatchObject({
      story: times(tries, 'send').join(' '),
      result: { ...OK, settled: false },
    });
  });

  it('is counted with those of its kind', async () => {
    const mixed = ['concurrent', 'reset', 'unreachable', 'server', 'ratePerSecond'] as const;
    const answers = times(
      5,
      mixed.map((kind) => failure(kind)),
    ).flat();
    const { story, result } = await tellCall(UPDATE, { answers: [...answers, OK] });
    expect(story).toBe(times(26, 'send').join(' '));
    expect(result).toEqual({ ...OK, settled: false });
  });

  it('and that came from us before anything was sent is an answer like any other', async () => {
    const { story, result } = await tellCall(UPDATE, {
      answers: [failure('reset'), failure('signInRefused')],
    });
    expect(story).toBe('send send');
    expect(result).toMatchObject({ kind: 'signInRefused', inDoubt: true });
  });

  it('but something else that went wrong ends the call at once', async () => {
    const answers = [failure('reset'), new Error('the disk is full'), OK];
    await expect(tellCall(CREATE, { answers })).rejects.toThrow('the disk is full');
  });
});

describe('a doubt is left', () => {
  const RESET = failure('reset');
  const BUSY = failure('server', { status: 503 });
  const NO = failure('rejected', { status: 400 });

  it.each([
    ['by 5xx after a reset', [RESET, ...times(6, BUSY)], true],
    ['by a refusal after a reset', [RESET, NO], true],
    ['by a refusal after 5xx', [BUSY, NO], true],
    ['by a quota of ours after a reset', [RESET, failure('rateDaily')], true],
    ['not by a refusal after a refusal to wait for', [failure('concurrent'), NO], false],
    ['not by a request that did not arrive', [failure('unreachable'), NO], false],
    ['not by 5xx alone, which is Zoom’s word', times(6, BUSY), false],
  ])('%s', async (_, answers, inDoubt) => {
    expect((await tellCall(UPDATE, { answers })).result).toMatchObject({ inDoubt });
  });
});

describe('the wait before another attempt', () => {
  it.each<[string, ZoomErrorKind, number | undefined, number, readonly number[]]>([
    [
      'grows from half a second to twenty',
      'concurrent',
      undefined,
      11,
      [500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000, 20_000, 20_000],
    ],
    [
      'is as long as Zoom asks for, when that is longer',
      'server',
      3_000,
      5,
      [3_000, 3_000, 3_000, 4_000, 8_000],
    ],
    ['is a minute at most', 'server', 3_600_000, 2, [60_000, 60_000]],
    ['is the label’s matter when Zoom refused for the rate', 'ratePerSecond', 5_000, 3, [0, 0, 0]],
    ['is the sign-in’s matter when the token was refused', 'tokenRefused', undefined, 3, [0, 0, 0]],
  ])('%s', async (_, kind, retryAfterMs, failures, waitsMs) => {
    const time = new VirtualTime();
    const sentAt: number[] = [];
    const answers = [...times(failures, failure(kind, { retryAfterMs })), OK];
    const call = tellCall(UPDATE, { answers, random: () => 1, onSend: () => sentAt.push(time.now) });
    await time.until(call);
    expect(sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0))).toEqual(waitsMs);
  });

  it('is over when the run stops, and nothing more is sent', async () => {
    const time = new VirtualTime();
    const stop = new AbortController();
    const sentAt: number[] = [];
    const call = tellCall(UPDATE, {
      answers: [failure('server')],
      random: () => 1,
      signal: stop.signal,
      onSend: () => sentAt.push(time.now),
    });
    const ended = expect(call).rejects.toBe('enough');
    await time.pass(600);
    stop.abort('enough');
    await time.pass(0);
    await ended;
    expect(sentAt).toEqual([0, 500]);
  });
});
