import { Stop, Stopped } from '../engine/stop.ts';
import type { Host } from './host.ts';
import { Interrupted } from './interrupted.ts';
import { listenForSignals } from './signals.ts';

/** Does what a signal may end before its end, with nothing left half. @throws {Interrupted} when one did */
export async function interruptible<T>(
  host: Host,
  json: boolean,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new Stop();
  const endListening = listenForSignals(stop, host, { json });
  try {
    return await work(stop.signal);
  } catch (error) {
    throw error instanceof Stopped ? new Interrupted(stop.reason, 'Interrupted.') : error;
  } finally {
    endListening();
  }
}
