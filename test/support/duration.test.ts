import { expect, it } from 'vitest';
import { readDuration } from '../../src/support/duration.ts';

const HOUR_MS = 3_600_000;

it.each([
  ['7d', 168 * HOUR_MS],
  ['24h', 24 * HOUR_MS],
  ['90m', 1.5 * HOUR_MS],
  ['30s', 30_000],
  ['1d12h', 36 * HOUR_MS],
  [' 2 D ', 48 * HOUR_MS],
  ['0s', 0],
  ['7', undefined],
  ['d', undefined],
  ['-1d', undefined],
  ['1w', undefined],
  ['1.5h', undefined],
  ['', undefined],
])('%j is a duration of %s ms', (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});
