import { describe, expect, it } from 'vitest';
import {
  describeCount,
  describeDuration,
  describeMoment,
  describeUtc,
} from '../../src/report/terminal/wording.ts';

describe('describeDuration', () => {
  it.each([
    [-1, '0 s'],
    [0, '0 s'],
    [0.04, '0 s'],
    [0.44, '0.4 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [200, '3 min 20 s'],
    [3_599.6, '1 h'],
    [3_600 * 2 + 299, '2 h 5 min'],
    [86_399, '1 day'],
    [86_400 * 1.5, '1 day 12 h'],
    [86_400 * 2, '2 days'],
    [86_400 * 2 - 100, '2 days'],
    [86_400 * 67 + 3_600, '67 days 1 h'],
  ])('says %d seconds as %s', (seconds, text) => {
    expect(describeDuration(seconds)).toBe(text);
  });
});

describe('describeCount', () => {
  it.each([
    [0, 'row', '0 rows'],
    [1, 'row', '1 row'],
    [1_234_567, 'row', '1,234,567 rows'],
    [28.94, undefined, '28.9'],
  ] as const)('says %d of %s as %s', (count, noun, text) => {
    expect(describeCount(count, noun)).toBe(text);
  });
});

describe('moments', () => {
  it('are given in UTC', () => {
    expect(describeUtc('2026-03-12T00:00:00.000Z')).toBe('2026-03-12 00:00 UTC');
  });

  it.each([
    ['Europe/Berlin', '2026-03-12 00:00 UTC (Thursday 12 March, 01:00 local time)'],
    ['America/Chicago', '2026-03-12 00:00 UTC (Wednesday 11 March, 19:00 local time)'],
    ['UTC', '2026-03-12 00:00 UTC (Thursday 12 March, 00:00 local time)'],
  ])('are given in the words of %s too', (timeZone, text) => {
    expect(describeMoment('2026-03-12T00:00:00Z', timeZone)).toBe(text);
  });
});
