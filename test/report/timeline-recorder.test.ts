import { expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/events.ts';
import type { Label } from '../../src/core/labels.ts';
import type { Attempt } from '../../src/core/zoom-api.ts';
import { TimelineRecorder } from '../../src/report/timeline-recorder.ts';

const ATTEMPT = { endpoint: 'updateUser', status: 204, trackingId: '', durationMs: 0 } as const;
const OUTAGE = { type: 'outage', forMs: 900_000, since: 0, seen: { message: 'no' } } as const;

/** A recorder whose clock began at 500. */
function recorder() {
  const recorded = new TimelineRecorder();
  recorded.follow({ type: 'checked', rows: 1, invalid: 0, settled: 0 }, 500);
  return {
    follow: (now: number, event: RunEvent) => recorded.follow(event, 500 + now),
    attempt: (now: number, label: Label, given: Partial<Attempt> = {}) =>
      recorded.follow(
        {
          type: 'attempt',
          line: 2,
          attempt: { ...ATTEMPT, label, rate: { allowed: 30, limit: 30 }, ...given },
        },
        500 + now,
      ),
    pause: (now: number, label: Label, waitMs: number) =>
      recorded.follow({ type: 'pause', label, waitMs, reason: '' }, 500 + now),
    at: (now: number) => recorded.at(500 + now),
  };
}

it('has calls and refusals by the second in which they left, and the least that was allowed', () => {
  const { attempt, at } = recorder();
  attempt(100, 'light');
  attempt(1_200, 'light', { durationMs: 400 });
  attempt(1_900, 'light', { error: 'ratePerSecond', status: 429, rate: { allowed: 12.34, limit: 30 } });
  attempt(1_950, 'medium', { error: 'notFound', status: 404 });
  expect(at(5_000)).toEqual({
    step: 1,
    points: {
      light: [
        [0, 2, 0, 30, 30],
        [1, 1, 1, 12.3, 30],
      ],
      medium: [[1, 1, 0, 30, 30]],
    },
    marks: [],
  });
});

it('has pauses, waits and outages, up to now or to their end, and those close together as one', () => {
  const { follow, pause, at } = recorder();
  pause(0, 'light', 800);
  pause(1_500, 'light', 500);
  pause(1_600, 'medium', 500);
  pause(9_000, 'light', 300);
  follow(10_000, { type: 'waiting', until: '', waitMs: 5_000 });
  follow(16_000, OUTAGE);
  follow(17_000, { ...OUTAGE, call: 'createUser' });
  follow(18_000, { type: 'through', afterMs: 2_000 });
  pause(20_000, 'light', 60_000);
  expect(at(21_000).marks).toEqual([
    { kind: 'pause', label: 'light', from: 0, to: 2_000 },
    { kind: 'pause', label: 'medium', from: 1_600, to: 2_100 },
    { kind: 'pause', label: 'light', from: 9_000, to: 9_300 },
    { kind: 'wait', from: 10_000, to: 15_000 },
    { kind: 'outage', from: 16_000, to: 18_000 },
    { kind: 'outage', call: 'createUser', from: 17_000, to: 21_000 },
    { kind: 'pause', label: 'light', from: 20_000, to: 21_000 },
  ]);
  follow(21_000, { type: 'stop', reason: { kind: 'signal', signal: 'SIGINT' } });
  expect(
    at(99_000)
      .marks.map(({ to }) => to)
      .at(-1),
  ).toBe(21_000);
});

it('stays small however long it is, and loses no call', () => {
  const { attempt, pause, at } = recorder();
  for (let second = 0; second < 10_000; second++) {
    for (let call = 0; call < 3; call++) attempt(second * 1_000, 'light');
    if (second % 10 === 0) pause(second * 1_000, 'light', 500);
  }
  const { step, points, marks } = at(10_000_000);
  const { light = [] } = points;
  expect(step).toBe(8);
  expect(light).toHaveLength(1_250);
  expect(light.reduce((sum, [, calls]) => sum + calls, 0)).toBe(30_000);
  expect(light.slice(0, 2)).toEqual([
    [0, 24, 0, 30, 30],
    [8, 24, 0, 30, 30],
  ]);
  expect(marks.length).toBeLessThanOrEqual(200);
  expect(marks.at(-1)?.to).toBe(9_990_500);
});
