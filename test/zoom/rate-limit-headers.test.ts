import { expect, it } from 'vitest';
import { readRateLimit } from '../../src/zoom/rate-limit-headers.ts';

const said = (limit: string, remaining: string) =>
  readRateLimit(
    { status: 200, text: '', headers: { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining } },
    'light',
  );

it.each([
  ['80', '79', 80, 79],
  [' 6000 ', '0', 6000, 0],
])('a limit of %j with %j left counts', (limit, remaining, most, left) => {
  expect(said(limit, remaining)).toEqual({ limit: most, remaining: left, window: undefined });
});

it.each([
  ['', ''],
  ['80', ''],
  ['0', '0'],
  ['80', '81'],
  ['-80', '-81'],
  ['80', '-1'],
  ['1e2', '1'],
  ['0x50', '1'],
  ['80.5', '1'],
  ['80, 80', '1'],
  ['Infinity', '1'],
  ['NaN', 'NaN'],
  ['99999999999', '5'],
  ['80', '1e308'],
])('a limit of %j with %j left is as good as not said', (limit, remaining) => {
  expect(said(limit, remaining)).toBeUndefined();
});
