import { expect, it } from 'vitest';
import type { Timeline, TimelinePoint } from '../../../src/core/timeline.ts';
import { chartOf } from '../../../src/report/html/chart-data.ts';

const STARTED = 1_000_000_000;

it('is none where nothing was sent', () => {
  expect(chartOf([])).toBeUndefined();
  expect(chartOf([{ startedAt: STARTED, step: 1, points: {}, marks: [] }])).toBeUndefined();
});

it('has calls a second, nothing where nothing was sent, and what lay between two sessions', () => {
  const first: Timeline = {
    startedAt: STARTED,
    step: 2,
    points: {
      light: [
        [0, 40, 2, 20, 30],
        [8, 10, 0, 30, 30],
      ],
    },
    marks: [{ kind: 'outage', from: 3_000, to: 8_000 }],
  };
  const second: Timeline = {
    ...first,
    startedAt: STARTED + 60_000,
    points: { medium: [[0, 4, 0, 20, 20]] },
    marks: [],
  };
  const at = STARTED / 1000;
  expect(chartOf([first, second])).toEqual({
    labels: [
      {
        name: 'Light',
        at: [0, 2, 6, 8, 10].map((second) => at + second),
        calls: [20, 0, 0, 5, 0],
        refused: [1, 0, 0, 0, 0],
        allowed: [20, 20, 30, 30, 30],
        limit: [30, 30, 30, 30, 30],
      },
      {
        name: 'Medium',
        at: [at + 60, at + 62],
        calls: [2, 0],
        refused: [0, 0],
        allowed: [20, 20],
        limit: [20, 20],
      },
    ],
    marks: [
      { kind: 'outage', text: 'nothing got through', from: at + 3, to: at + 8 },
      { kind: 'between', text: 'the run was not under way', from: at + 10, to: at + 60 },
    ],
  });
});

it('stays small however many sessions a run had', () => {
  const light: TimelinePoint[] = Array.from({ length: 1_800 }, (_, second) => [second, 20, 0, 30, 30]);
  const sessions = Array.from({ length: 20 }, (_, index) => ({
    ...{ startedAt: STARTED + index * 3_600_000, step: 1, marks: [] },
    points: { light },
  }));
  const [label] = chartOf(sessions)?.labels ?? [];
  expect(label?.at.length).toBeLessThan(3_700);
  expect(label?.calls[0]).toBe(20);
});
