import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Host } from '../../src/cli/host.ts';
import { endOnSignals, listenForSignals, ONE_SIGNAL_MS } from '../../src/cli/signals.ts';
import { Stop } from '../../src/engine/stop.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A process that does not end, and tells what was done to it. */
function makeHost(env: Host['env'] = {}) {
  const told: string[] = [];
  const process = Object.assign(new EventEmitter(), {
    env,
    pid: 7,
    ppid: 0,
    stderr: { write: (text: string) => told.push(text.trim()) },
    stdout: { write: (text: string) => told.push(`JSON ${JSON.parse(text).error.exit_code}`) },
    kill: (pid: number, signal: string) => told.push(`kill ${pid} ${signal}`),
  });
  return { host: process as unknown as Host, process, told };
}

const SOON_MS = 60_000;
const END = 'Ended at once; what was recorded until now stays.';

describe('a signal', () => {
  function makeRun({ isSending }: { readonly isSending: boolean }) {
    const stop = new Stop();
    const made = makeHost();
    const endListening = listenForSignals(stop, made.host, { json: true, isSending: () => isSending });
    const send = (signal: string, afterMs = 0) => {
      vi.advanceTimersByTime(afterMs);
      made.process.emit(signal, signal);
    };
    return { ...made, stop, send, endListening };
  }

  it('lets a run that sends finish what is in hand, however long that takes', () => {
    const { stop, send, told } = makeRun({ isSending: true });
    send('SIGTERM');
    vi.advanceTimersByTime(SOON_MS);
    expect([stop.reason, stop.forced.aborted, told]).toEqual([
      { kind: 'signal', signal: 'SIGTERM' },
      false,
      [],
    ]);
  });

  it('that comes twice within a moment is one, whoever handed it on', () => {
    const { stop, send } = makeRun({ isSending: true });
    send('SIGINT');
    send('SIGINT', ONE_SIGNAL_MS - 1);
    send('SIGTERM');
    expect(stop.forced.aborted).toBe(false);
    send('SIGINT', 1);
    expect(stop.forced.aborted).toBe(true);
  });

  it('for the second time ends the requests, and the process when something hangs', () => {
    const { stop, send, told, process } = makeRun({ isSending: true });
    send('SIGINT');
    send('SIGINT', ONE_SIGNAL_MS);
    expect([stop.forced.aborted, told]).toEqual([true, ['Stopping at once.']]);
    vi.advanceTimersByTime(SOON_MS);
    expect(told).toEqual(['Stopping at once.', END, 'JSON 130', 'kill 7 SIGINT']);
    // The operating system ends it: nobody else is asked.
    expect(process.listenerCount('SIGINT')).toBe(0);
  });

  it('for the third time ends the process, of which nothing is waited for', () => {
    const { send, told } = makeRun({ isSending: true });
    for (let times = 1; times <= 3; times++) send('SIGHUP', ONE_SIGNAL_MS);
    expect(told).toEqual(['Stopping at once.', END, 'JSON 129', 'kill 7 SIGHUP']);
  });

  it('before anything is sent ends the command, and the process when something hangs', () => {
    const { stop, send, told } = makeRun({ isSending: false });
    send('SIGINT');
    expect([stop.signal.aborted, told]).toEqual([true, []]);
    vi.advanceTimersByTime(SOON_MS);
    expect(told).toEqual([END, 'JSON 130', 'kill 7 SIGINT']);
  });

  it('is nothing to a command that is over', () => {
    const { stop, send, told, endListening } = makeRun({ isSending: false });
    send('SIGINT');
    endListening();
    vi.advanceTimersByTime(SOON_MS);
    send('SIGINT');
    expect([stop.forced.aborted, told]).toEqual([false, []]);
  });

  it('ends a program at once that does nothing which has to be finished', () => {
    const { host, process } = makeHost();
    const ended: string[] = [];
    endOnSignals(host, (signal) => ended.push(signal));
    const endListening = listenForSignals(new Stop(), host);
    process.emit('SIGTERM', 'SIGTERM');
    expect(ended).toEqual([]);
    endListening();
    // The same one, which npm has handed on a little later.
    process.emit('SIGTERM', 'SIGTERM');
    expect(ended).toEqual([]);
    vi.advanceTimersByTime(ONE_SIGNAL_MS);
    process.emit('SIGTERM', 'SIGTERM');
    expect(ended).toEqual(['SIGTERM']);
  });

  it.each([
    ['/usr/bin/nohup', 0],
    ['nohup', 0],
    ['/usr/bin/node', 1],
    [undefined, 1],
  ])('SIGHUP stays ignored where it was: the shell says that it started %s', (command, listeners) => {
    const { host, process } = makeHost({ _: command });
    const ended: string[] = [];
    endOnSignals(host, (signal) => ended.push(signal));
    process.emit('SIGHUP', 'SIGHUP');
    expect(ended).toHaveLength(listeners);
    // Node would end the process by it if nobody listened.
    expect(process.listenerCount('SIGHUP')).toBe(1);
  });
});
