import { describe, expect, it } from 'vitest';
import { Rhythm } from '../../src/zoom/rhythm.ts';

describe('the rhythm', () => {
  it('makes up for a call that was a little late', () => {
    const rhythm = new Rhythm(0);
    rhythm.go(10, 4);
    expect(rhythm.nextAt).toBe(10);
  });

  it('does not make up for a stall', () => {
    const rhythm = new Rhythm(0);
    rhythm.go(10, 500);
    expect(rhythm.nextAt).toBe(500 - 25 + 10);
  });

  it('is not quicker because a call was early', () => {
    const rhythm = new Rhythm(100);
    rhythm.go(10, 90);
    expect(rhythm.nextAt).toBe(110);
  });
});
