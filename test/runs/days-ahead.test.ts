import { expect, it } from 'vitest';
import { daysAhead } from '../../src/runs/days-ahead.ts';

const AT = Date.UTC(2026, 10, 22);
const run = (given: object, resumeAfter: number | undefined = AT) =>
  ({ plan: 'pro', settings: JSON.stringify({ given }), resumeAfter }) as const;

it('deferred users are created a quota a day, from the day on which the run may go on', () => {
  expect(daysAhead(run({}), 3_212)).toEqual([
    { date: '2026-11-22', creates: 1_500 },
    { date: '2026-11-23', creates: 1_500 },
    { date: '2026-11-24', creates: 212 },
  ]);
  expect(daysAhead(run({ share: '50%' }), 800)).toEqual([
    { date: '2026-11-22', creates: 750 },
    { date: '2026-11-23', creates: 50 },
  ]);
});

it('nothing is said of days where nothing waits, or nobody knows for how long', () => {
  expect(daysAhead(run({}), 0)).toEqual([]);
  expect(daysAhead({ ...run({}), resumeAfter: undefined }, 5)).toEqual([]);
});
