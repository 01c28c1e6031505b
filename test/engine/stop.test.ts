import { describe, expect, it } from 'vitest';
import type { StopReason } from '../../src/core/stop-reason.ts';
import { Stop, Stopped } from '../../src/engine/stop.ts';

describe('Stop', () => {
  it('does nothing at first', () => {
    const stop = new Stop();
    expect([stop.signal.aborted, stop.forced.aborted, stop.reason]).toEqual([false, false, undefined]);
  });

  it('keeps the first reason and tells it once to everybody who listens', () => {
    const stop = new Stop();
    const heard: StopReason[] = [];
    stop.onStop((reason) => heard.push(reason));
    stop.onStop((reason) => heard.push(reason));
    const reason: StopReason = { kind: 'signal', signal: 'SIGTERM' };
    stop.stop(reason);
    stop.stop({ kind: 'broken', message: 'later' });
    expect(heard).toEqual([reason, reason]);
    expect(stop.reason).toBe(reason);
    expect(stop.signal.reason).toBeInstanceOf(Stopped);
  });

  it('waits for answers until it is forced', () => {
    const stop = new Stop();
    stop.stop({ kind: 'signal', signal: 'SIGINT' });
    expect(stop.forced.aborted).toBe(false);
    stop.force();
    stop.force();
    expect(stop.forced.reason).toBeInstanceOf(Stopped);
  });
});
