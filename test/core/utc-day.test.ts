import { describe, expect, it } from 'vitest';
import { nextUtcDay, utcDay } from '../../src/core/utc-day.ts';

describe('a UTC day', () => {
  it.each([
    ['2026-11-22T00:00:00.000Z', '2026-11-22', '2026-11-23T00:00:00.000Z'],
    ['2026-11-22T23:59:59.999Z', '2026-11-22', '2026-11-23T00:00:00.000Z'],
    ['2026-12-31T12:00:00.000Z', '2026-12-31', '2027-01-01T00:00:00.000Z'],
    ['2028-02-28T23:00:00.000-05:00', '2028-02-29', '2028-03-01T00:00:00.000Z'],
  ])('at %s is %s and ends at %s', (moment, day, end) => {
    const ms = Date.parse(moment);
    expect([utcDay(ms), new Date(nextUtcDay(ms)).toISOString()]).toEqual([day, end]);
  });
});
