import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { orAbort } from '../../src/support/or-abort.ts';

const never = new Promise<never>(() => undefined);

describe('orAbort', () => {
  it('settles as the work does, and leaves no listener', async () => {
    const { signal } = new AbortController();
    expect(await orAbort(Promise.resolve(7), signal)).toBe(7);
    await expect(orAbort(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
    await new Promise(setImmediate);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('rejects with the reason as soon as the signal fires', async () => {
    const stop = new AbortController();
    const waiting = orAbort(never, stop.signal);
    stop.abort('enough');
    await expect(waiting).rejects.toBe('enough');
  });

  it('rejects at once when the signal has fired', async () => {
    await expect(orAbort(never, AbortSignal.abort('before'))).rejects.toBe('before');
  });

  it('looks after the work that it has left: its failure troubles nobody', async () => {
    const stop = new AbortController();
    const { promise, reject } = Promise.withResolvers<void>();
    const waiting = orAbort(promise, stop.signal);
    stop.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    reject(new Error('too late'));
    await new Promise(setImmediate);
  });
});
