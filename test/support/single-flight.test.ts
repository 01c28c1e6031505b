import { describe, expect, it } from 'vitest';
import { singleFlight } from '../../src/support/single-flight.ts';

describe('singleFlight', () => {
  it('shares what is under way, and begins again after it', async () => {
    let count = 0;
    const flight = singleFlight(async () => {
      await new Promise(setImmediate);
      return ++count;
    });
    expect(await Promise.all([flight(), flight(), flight()])).toEqual([1, 1, 1]);
    expect(await flight()).toBe(2);
  });

  it('shares a failure, and begins again after it', async () => {
    let count = 0;
    const flight = singleFlight(async () => {
      if (++count === 1) throw new Error('first');
      return count;
    });
    const both = await Promise.allSettled([flight(), flight()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await flight()).toBe(2);
  });
});
