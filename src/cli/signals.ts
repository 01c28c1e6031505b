import type { Stop } from '../engine/stop.ts';
import type { Host } from './host.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The first signal lets the run finish what is in hand, a second one ends it at once; both leave a report.
 * @returns how to stop listening
 */
export function listenForSignals(stop: Stop, host: Host): () => void {
  const listeners = SIGNALS.map((signal) => {
    const listener = () => {
      if (stop.signal.aborted) {
        host.stderr.write('\nStopping at once.\n');
        stop.force();
        return;
      }
      stop.stop({ kind: 'signal', signal });
    };
    host.on(signal, listener);
    return [signal, listener] as const;
  });
  return () => {
    for (const [signal, listener] of listeners) host.off(signal, listener);
  };
}
