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
    ['86400', 86_400_000],
    ['90000', 90_000_000],
    ['90001', undefined],
    ['999999999', undefined],
    ['2020-05-30T23:59:29Z', 0],
    ['Sat, 30 May 2020 00:00:00 GMT', 0],
    [undefined, undefined],
    ['', undefined],
    ['  ', undefined],
    ['soon', undefined],
    ['9999999999999999', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['-5', undefined],
    ['+5', undefined],
    ['1e308', undefined],
    ['1e1', undefined],
    ['0x10', undefined],
    ['5, 10', undefined],
    ['5;q=1', undefined],
    ['1/2', undefined],
    ['.5', undefined],
    ['99999999999', undefined],
    ['2058-01-01T00:00:00Z', undefined],
    ['1970-01-01T00:00:00Z', undefined],
    ['+275760-09-13T00:00:00Z', undefined],
    ['2020-05-31', undefined],
    ['Fri, 31 Dec 2058 23:59:59 GMT', undefined],
    ['Thu, 01 Jan 1970 00:00:00 GMT', undefined],
    ['tomorrow 5', undefined],
    ['2020-13-31T00:00:00Z', undefined],
    ['Sunday, 31-May-20 00:00:00 GMT', 30_000],
  ])('%j asks to wait %s ms', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });
});
