import { describe, expect, it } from 'vitest';
import { TimeLeft } from '../../src/cli/time-left.ts';

const PER_SECOND = 30;

type Shape = {
  readonly rows: number;
  /** Calls that a row takes, by its place in the file. */
  readonly callsOf: (row: number) => number;
  readonly inHand: number;
  readonly expected?: { readonly rows: number; readonly calls: number };
  /** Rows at the end that are done without a call, as when the day's quota is used up. */
  readonly deferred?: number;
};

/** Plays a run at 30 calls a second, its rows in hand taking turns. @returns time left as said and as it was, in seconds */
function play({
  rows,
  callsOf,
  inHand,
  expected,
  deferred = 0,
}: Shape): { readonly said: number; readonly was: number }[] {
  const timeLeft = new TimeLeft(0, expected);
  const queue: { row: number; calls: number }[] = [];
  const said: { at: number; seconds: number }[] = [];
  let taken = 0;
  let done = 0;
  let nowMs = 0;
  while (done < rows) {
    while (queue.length < inHand && taken < rows) queue.push({ row: taken++, calls: 0 });
    const turn = queue.shift();
    if (!turn) break;
    nowMs += 1000 / PER_SECOND;
    timeLeft.addCall(turn.row, nowMs);
    if (turn.calls + 1 < callsOf(turn.row)) queue.push({ row: turn.row, calls: turn.calls + 1 });
    else {
      done++;
      timeLeft.addRow(turn.row, nowMs);
    }
    const seconds = timeLeft.seconds(rows + deferred - done, nowMs);
    if (seconds !== undefined) said.push({ at: nowMs, seconds });
  }
  return said.map(({ at, seconds }) => ({ said: seconds, was: (nowMs - at) / 1000 }));
}

describe('the time left', () => {
  it.each<[string, Shape]>([
    ['one call a row', { rows: 1_000, callsOf: () => 1, inHand: 120 }],
    ['two calls a row', { rows: 1_000, callsOf: () => 2, inHand: 120 }],
    ['two calls a row, a small file', { rows: 160, callsOf: () => 2, inHand: 120 }],
    [
      'two calls a row at first and one later, as counted beforehand',
      {
        rows: 1_000,
        callsOf: (row) => (row < 500 ? 2 : 1),
        inHand: 120,
        expected: { rows: 1_000, calls: 1_500 },
      },
    ],
    [
      'rows that take more calls than was counted beforehand',
      { rows: 1_000, callsOf: () => 1, inHand: 120, expected: { rows: 1_000, calls: 900 } },
    ],
    [
      'more rows than the quota of the day',
      {
        rows: 1_000,
        callsOf: () => 1,
        inHand: 120,
        expected: { rows: 1_000, calls: 1_000 },
        deferred: 3_000,
      },
    ],
    ['rows of one and of two calls, mixed', { rows: 1_000, callsOf: (row) => 1 + (row % 2), inHand: 60 }],
  ])('is the truth from the first time it is said: %s', (_, shape) => {
    const times = play(shape);
    expect(times.length).toBeGreaterThan(100);
    for (const { said, was } of times) {
      expect(said).toBeGreaterThan(was * 0.8 - 0.6);
      expect(said).toBeLessThan(was * 1.2 + 0.6);
    }
  });

  it('is not said in the first two seconds, nor after fewer than five rows', () => {
    const timeLeft = new TimeLeft(0, undefined);
    for (let row = 0; row < 4; row++) {
      timeLeft.addCall(row, 100);
      timeLeft.addRow(row, 100);
    }
    expect(timeLeft.seconds(16, 5_000)).toBeUndefined();
    timeLeft.addCall(5, 200);
    timeLeft.addRow(5, 200);
    expect(timeLeft.seconds(15, 1_999)).toBeUndefined();
    expect(timeLeft.seconds(15, 2_000)).toBeGreaterThan(0);
  });

  it('does not count rows that need no call', () => {
    const timeLeft = new TimeLeft(0, undefined);
    for (let row = 0; row < 20; row++) {
      timeLeft.addCall(row, 100 * row);
      timeLeft.addRow(row, 100 * row);
      timeLeft.addRow(1_000 + row, 100 * row);
    }
    expect(timeLeft.seconds(100, 2_000)).toBeCloseTo(10, 0);
  });
});
