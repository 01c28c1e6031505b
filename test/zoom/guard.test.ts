import { describe, expect, it } from 'vitest';
import { Guard } from '../../src/zoom/guard.ts';

describe('the guard', () => {
  it('is wide at first, when nothing is warm, and narrow when all has gone well for some seconds', () => {
    const guard = new Guard(0);
    expect([0, 1_000, 10_000].map((now) => Math.round(guard.ms(now)))).toEqual([40, 30, 20]);
  });

  it('is wide for some time after a timer was late', () => {
    const guard = new Guard(0);
    guard.late(12, 20_000);
    guard.late(4, 20_000);
    expect([20_000, 21_000, 30_000].map((now) => Math.round(guard.ms(now)))).toEqual([32, 26, 20]);
  });

  it('stays wider after refusals, and is never wider than 60 ms', () => {
    const guard = new Guard(0);
    guard.widen();
    guard.widen();
    const after = guard.ms(60_000);
    guard.late(500, 60_000);
    for (let count = 0; count < 20; count++) guard.widen();
    expect([after, guard.ms(60_000), guard.ms(600_000)].map(Math.round)).toEqual([30, 60, 60]);
  });
});
