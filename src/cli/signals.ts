import type { Stop } from '../engine/stop.ts';
import { jsonLine } from '../report/json/json-line.ts';
import { exitCodeOf } from './exit-codes.ts';
import type { Host } from './host.ts';
import { ignoresHangup } from './ignores-hangup.ts';
import { errorJson } from './report-error.ts';

export type EndingSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/**
 * What comes within this time is one signal. Ctrl-C reaches every process of a terminal, and npm and `timeout` hand on what
 * reached them as well; nobody who presses it twice is that fast.
 */
export const ONE_SIGNAL_MS = 500;

/** What hangs by then, such as a drive that does not answer, is not waited for. A thread that is busy counts for one second. */
const SECONDS_TO_END = 5;

/** When each process last heard a signal that counts. */
const heard = new WeakMap<Host, number>();

/**
 * Until a command listens itself, a signal ends the program at once: nothing is under way then.
 * @param end ends the process
 */
export function endOnSignals(host: Host, end: (signal: EndingSignal) => void): void {
  if (ignoresHangup(host)) host.on('SIGHUP', () => undefined);
  onSignals(host, (signal) => {
    // Whoever listens beside this one has something to finish first.
    if (host.listenerCount(signal) === 1 && isAnother(host)) end(signal);
  });
}

/** Leaves signals to the operating system, which ends a process even in the middle of a statement that takes minutes. */
export function leaveSignals(host: Host): void {
  for (const signal of signalsOf(host)) host.removeAllListeners(signal);
}

const ENDED = 'Ended at once; what was recorded until now stays.';

type Listening = {
  /** Whether standard output is to have an object when the process ends at once. */
  readonly json?: boolean;
  readonly isSending?: () => boolean;
  /** Where else than on a line below what there is. */
  readonly say?: (text: string) => void;
};

/**
 * The first signal lets what is in hand finish, and where nothing is sent yet, ends the command. While rows are sent a second
 * one ends the requests, still with a report; one more, or something that hangs, ends the process, which everything on
 * record outlives.
 * @returns how to stop listening
 */
export function listenForSignals(
  stop: Stop,
  host: Host,
  { json = false, isSending = () => false, say = (text) => host.stderr.write(`\n${text}\n`) }: Listening = {},
): () => void {
  let limit: NodeJS.Timeout | undefined;
  const endNow = (signal: EndingSignal) => {
    say(ENDED);
    const code = exitCodeOf({ kind: 'signal', signal }, {});
    if (json) host.stdout.write(jsonLine(errorJson(new Error(ENDED), code)));
    // Not `exit`, which waits for threads that hang.
    leaveSignals(host);
    host.kill(host.pid, signal);
  };
  const endSoon = (signal: EndingSignal) => {
    let left = SECONDS_TO_END;
    limit ??= setInterval(() => --left === 0 && endNow(signal), 1_000).unref();
  };
  const endListening = onSignals(host, (signal) => {
    if (!isAnother(host)) return;
    const sends = isSending();
    if (!stop.signal.aborted) {
      stop.stop({ kind: 'signal', signal });
      if (!sends) endSoon(signal);
    } else if (sends && !stop.forced.aborted) {
      say('Stopping at once.');
      stop.force();
      endSoon(signal);
    } else endNow(signal);
  });
  return () => {
    clearInterval(limit);
    endListening();
  };
}

function onSignals(host: Host, listener: (signal: EndingSignal) => void): () => void {
  const signals = signalsOf(host);
  for (const signal of signals) host.on(signal, listener);
  return () => {
    for (const signal of signals) host.off(signal, listener);
  };
}

/** Whether a signal is more than the last one once again. */
function isAnother(host: Host): boolean {
  const now = performance.now();
  const before = heard.get(host);
  if (before !== undefined && now - before < ONE_SIGNAL_MS) return false;
  heard.set(host, now);
  return true;
}

/** One that was ignored when the program began stays ignored. */
function signalsOf(host: Host): readonly EndingSignal[] {
  return ignoresHangup(host) ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
}
