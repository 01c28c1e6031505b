import type { StopReason } from '../core/stop-reason.ts';
import { type Outcome, wentThrough } from '../core/vocabulary.ts';
import { unreachable } from '../support/unreachable.ts';

/** What the process tells whoever started it. */
export const EXIT = {
  ok: 0,
  someRowsDidNotGoThrough: 1,
  unusable: 2,
  onlyDeferred: 3,
  signInRefused: 4,
  locked: 5,
  guardRefused: 6,
} as const;

const SIGNAL_EXIT = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** The exit code of a run, from why it stopped and how its rows ended. */
export function exitCodeOf(stop: StopReason | undefined, outcomes: Partial<Record<Outcome, number>>): number {
  if (stop) return exitCodeOfStop(stop);
  const open = (Object.keys(outcomes) as Outcome[]).filter((outcome) => !wentThrough(outcome));
  if (open.length === 0) return EXIT.ok;
  return open.every((outcome) => outcome === 'deferred') ? EXIT.onlyDeferred : EXIT.someRowsDidNotGoThrough;
}

function exitCodeOfStop(stop: StopReason): number {
  switch (stop.kind) {
    case 'signal':
      return SIGNAL_EXIT[stop.signal];
    case 'aborted':
      return SIGNAL_EXIT.SIGINT;
    case 'signInRefused':
    case 'missingScope':
    case 'missingPermission':
    case 'unknownAddress':
      return EXIT.signInRefused;
    case 'signInFailed':
    case 'outage':
    case 'unusable':
    case 'breaker':
    case 'heldBack':
    case 'inputChanged':
    case 'broken':
    case 'crashed':
    case 'underWay':
      return EXIT.someRowsDidNotGoThrough;
    default:
      return unreachable(stop);
  }
}
