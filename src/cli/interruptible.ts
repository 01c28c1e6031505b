import { Stop, Stopped } from '../engine/stop.ts';
import type { Host } from './host.ts';
import { Interrupted } from './interrupted.ts';
import { listenForSignals } from './signals.ts';

/**
 * Does what a signal may end before its end, with nothing left half.
 * @param said when one did
 * @throws {Interrupted} when one did
 */
export async function interruptible<T>(
  host: Host,
  json: boolean,
  work: (stop: Stop) => Promise<T>,
  said = 'Interrupted.',
): Promise<T> {
  const stop = new Stop();
  const endListening = listenForSignals(stop, host, { json });
  try {
    return await work(stop);
  } catch (error) {
    throw error instanceof Stopped ? new Interrupted(stop.reason, said) : error;
  } finally {
    endListening();
  }
}
