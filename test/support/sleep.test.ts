import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sleep } from '../../src/support/sleep.ts';

describe('sleep', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([0, -5, Number.NEGATIVE_INFINITY])('takes no time for %s ms', async (ms) => {
    vi.useFakeTimers();
    await sleep(ms);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([50, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 50, 100 * 86_400_000])('takes %i ms', async (ms) => {
    vi.useFakeTimers();
    let isOver = false;
    const sleeping = sleep(ms).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await sleeping;
    expect(isOver).toBe(true);
  });

  it('ends with the reason when the signal fires, and leaves neither a timer nor a listener', async () => {
    vi.useFakeTimers();
    const stop = new AbortController();
    const sleeping = sleep(1000, stop.signal);
    stop.abort('enough');
    await expect(sleeping).rejects.toBe('enough');
    expect([vi.getTimerCount(), getEventListeners(stop.signal, 'abort').length]).toEqual([0, 0]);
  });

  it('leaves no listener behind when its time is over', async () => {
    const { signal } = new AbortController();
    await sleep(1, signal);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it.each([0, 1000])('does not begin (%i ms) when the signal has fired', async (ms) => {
    await expect(sleep(ms, AbortSignal.abort('before'))).rejects.toBe('before');
  });
});
