import { expect, it } from 'vitest';
import type { Label } from '../../src/core/labels.ts';
import { LimiterWatch } from '../../src/report/limiter-watch.ts';

const ATTEMPT = { endpoint: 'updateUser', status: 204, trackingId: '', durationMs: 40 } as const;

function watch() {
  const limiters = new LimiterWatch();
  return {
    limiters,
    attempt: (now: number, label: Label, allowed = 80, limit = 80) =>
      limiters.follow(
        { type: 'attempt', line: 2, attempt: { ...ATTEMPT, label, rate: { allowed, limit } } },
        now,
      ),
    pause: (now: number, label: Label, waitMs: number) =>
      limiters.follow({ type: 'pause', label, waitMs, reason: '' }, now),
  };
}

it('counts the calls of each label and the time between them, and how much of it was slowed down', () => {
  const { limiters, attempt } = watch();
  attempt(100.2, 'light');
  attempt(200, 'medium');
  attempt(300, 'light');
  attempt(1_300, 'light', 40);
  attempt(1_500, 'light', 41);
  attempt(2_000, 'light', 30, 30);
  expect(limiters.uses).toEqual({
    light: { calls: 5, limit: 30, sendingMs: 1_900, slowedMs: 1_200, pausedMs: 0 },
    medium: { calls: 1, limit: 80, sendingMs: 0, slowedMs: 0, pausedMs: 0 },
  });
});

it('counts a time that is in two pauses once', () => {
  const { limiters, attempt, pause } = watch();
  attempt(0, 'light');
  pause(0, 'light', 200);
  pause(100, 'light', 200);
  pause(150, 'light', 50);
  pause(1_000, 'light', 1_100);
  expect(limiters.uses.light?.pausedMs).toBe(1_400);
});

it('leaves the waiting for a new day out', () => {
  const { limiters, attempt } = watch();
  attempt(0, 'light');
  attempt(1_000, 'light', 40);
  limiters.follow({ type: 'waiting', waitMs: 1, until: '2026-11-24T00:00:00Z' }, 2_000);
  attempt(72_000_000, 'light', 40);
  attempt(72_000_500, 'light');
  expect(limiters.uses.light).toMatchObject({ calls: 4, sendingMs: 1_500, slowedMs: 1_000 });
});

it('counts an outage as a pause, and the questions in it for nothing', () => {
  const { limiters, attempt } = watch();
  const seen = { message: 'No.' };
  attempt(0, 'light');
  attempt(1_000, 'light');
  limiters.follow({ type: 'outage', since: 1_000, forMs: 900_000, seen }, 2_000);
  attempt(10_000, 'light', 40);
  limiters.follow({ type: 'through', afterMs: 21_000 }, 22_000);
  attempt(23_000, 'light');
  attempt(23_500, 'light');
  limiters.follow({ type: 'outage', since: 24_000, forMs: 900_000, call: 'updateUser', seen }, 24_000);
  limiters.follow({ type: 'outage', since: 25_000, forMs: 900_000, seen }, 25_000);
  limiters.follow({ type: 'stop', reason: { kind: 'outage', since: 25_000, forMs: 900_000, seen } }, 30_000);
  expect(limiters.uses.light).toMatchObject({ calls: 5, sendingMs: 1_500, slowedMs: 0, pausedMs: 25_000 });
});

it('knows nothing of limiters that were not used', () => {
  expect(watch().limiters.uses).toEqual({});
});
