import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../src/zoom/retry-after.ts';

const NOW = Date.UTC(2020, 4, 30, 23, 59, 30);

describe('Retry-After', () => {
  it.each<[string | undefined, number | undefined]>([
    ['2020-05-31T00:00:00Z', 30_000],
    ['2020-05-31T02:00:00+02:00', 30_000],
    ['2020-05-31T00:00:00.250Z', 30_250],
    ['Sun, 31 May 2020 00:00:00 GMT', 30_000],
    ['30', 30_000],
    [' 30 ', 30_000],
    ['0', 0],
    ['1.5', 1500],
    ['999999999', 999_999_999_000],
    ['2020-05-30T23:59:29Z', 0],
    ['Sat, 30 May 2020 00:00:00 GMT', 0],
    [undefined, undefined],
    ['', undefined],
    ['  ', undefined],
    ['soon', undefined],
    ['9999999999999999', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
  ])('%j asks to wait %s ms', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });
});
