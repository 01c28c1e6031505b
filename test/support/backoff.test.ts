import { expect, it } from 'vitest';
import { backoffMs } from '../../src/support/backoff.ts';

it.each([
  [1, 250, 500],
  [2, 500, 1000],
  [3, 1000, 2000],
  [4, 2000, 4000],
  [5, 4000, 8000],
  [6, 8000, 16_000],
  [7, 10_000, 20_000],
  [12, 10_000, 20_000],
  [2000, 10_000, 20_000],
])('after failure %i the wait is between %i and %i ms', (failures, least, most) => {
  expect(backoffMs(failures, () => 0)).toBe(least);
  expect(backoffMs(failures, () => 0.5)).toBe((least + most) / 2);
  expect(backoffMs(failures, () => 1)).toBe(most);
});
