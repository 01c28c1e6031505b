import { describe, expect, it } from 'vitest';
import { ENDPOINTS, type EndpointName } from '../../src/core/endpoints.ts';
import { PLANS } from '../../src/core/plans.ts';
import { CreateCalendar, forecast } from '../../src/engine/forecast.ts';
import { AT } from '../support/engine-rig.ts';

describe('forecast', () => {
  const none = Object.fromEntries(Object.keys(ENDPOINTS).map((name) => [name, 0])) as Record<
    EndpointName,
    number
  >;

  it.each([
    [none, PLANS.pro, 1, { light: 0, medium: 0 }, 0],
    [{ ...none, createUser: 30, updateUser: 20, setStatus: 10 }, PLANS.pro, 1, { light: 60, medium: 0 }, 2],
    [{ ...none, createUser: 60, setPassword: 100 }, PLANS.pro, 1, { light: 60, medium: 100 }, 5],
    [{ ...none, createUser: 60, setPassword: 100 }, PLANS.pro, 0.5, { light: 60, medium: 100 }, 10],
    [{ ...none, createUser: 800 }, PLANS.business, 1, { light: 800, medium: 0 }, 10],
    [{ ...none, createUser: 8, setPassword: 2 }, PLANS.free, 1, { light: 8, medium: 2 }, 2],
  ])('of %j takes as long as the slower label', (calls, plan, share, byLabel, seconds) => {
    expect(forecast(calls, plan, share)).toEqual({ calls: byLabel, seconds });
  });
});

describe('CreateCalendar', () => {
  const TOMORROW = '2026-11-23';

  it.each([
    [
      'goes on with what is left of today',
      3,
      2,
      8,
      [
        ['2026-11-22', 2],
        [TOMORROW, 3],
        ['2026-11-24', 3],
      ],
    ],
    ['begins tomorrow when nothing is left', 3, 0, 2, [[TOMORROW, 2]]],
    ['begins tomorrow when more than all was used', 3, -4, 1, [[TOMORROW, 1]]],
    ['needs one day for few', 50, 50, 50, [['2026-11-22', 50]]],
    ['has no days for no creates', 50, 50, 0, []],
  ])('%s', (_, perDay, left, creates, days) => {
    const calendar = new CreateCalendar(perDay, left, AT);
    const dates = Array.from({ length: creates }, () => calendar.next());
    expect(calendar.days.map(({ date, creates: count }) => [date, count])).toEqual(days);
    expect(dates).toEqual(days.flatMap(([date, count]) => Array(Number(count)).fill(date)));
  });

  it('has a day for nothing when a day has room for nothing', () => {
    const calendar = new CreateCalendar(0, 0, AT);
    expect(calendar.next()).toBeUndefined();
    expect(calendar.days).toEqual([]);
  });

  it('goes over the end of a year', () => {
    const calendar = new CreateCalendar(1, 1, Date.UTC(2026, 11, 31, 23, 59, 59));
    expect([calendar.next(), calendar.next()]).toEqual(['2026-12-31', '2027-01-01']);
  });
});
