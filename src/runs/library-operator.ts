import type { Environment } from '../config/environment.ts';
import { checkKeys } from '../config/read-job.ts';
import { Aborted, describeCause } from '../core/aborted.ts';
import type { Listener, RunEvent } from '../core/events.ts';
import { GuardRefusal } from '../core/guard-refusal.ts';
import { asUnnamedFailure } from '../core/system-failure.ts';
import { ZoomProvisionError } from '../core/zoom-provision-error.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import { Stop, Stopped } from '../engine/stop.ts';
import { inLibraryWords } from './library-words.ts';
import type { Operator } from './operator.ts';
import { OwnListener } from './own-listener.ts';
import type { OwnParts } from './own-parts.ts';
import type { RowFeed } from './run-handle.ts';
import { whatNeedsConsent } from './what-needs-consent.ts';

export type LibraryOptions = Omit<OwnParts, 'results'> & {
  /** Where credentials and settings come from; `process.env` is not read by itself. */
  readonly environment?: Environment | undefined;
  /** Hears of every request, pause and outcome as it happens. When it throws, the run ends gently and rejects with that. */
  readonly listen?: Listener | undefined;
  /** Stops the run gently: what is under way finishes, and the report is written. */
  readonly signal?: AbortSignal | undefined;
};

const OPTION_NAMES = {
  environment: true,
  listen: true,
  signal: true,
  logger: true,
  dispatcher: true,
  token: true,
  files: true,
} as const satisfies Record<keyof LibraryOptions, true>;

/** @throws {UsageError} for what is no option here, such as `dryRun`, which must not be passed over */
export function checkOptions(options: LibraryOptions): void {
  checkKeys(options, 'the second argument', Object.keys(OPTION_NAMES), '{ signal }');
}

/** Does what a program asked for, and tells it of what happens in its own words. */
export async function withOperator<Ended>(
  { environment: _, listen, signal, ...own }: LibraryOptions,
  { tell, left }: RowFeed,
  work: (operator: Omit<Operator, 'stdin' | 'consent'>) => Promise<Ended>,
): Promise<Ended> {
  // Not AbortSignal.any: nothing but a listener of its own keeps a signal with a time limit in memory.
  const signals = signal ? [signal, left] : [left];
  const reason = () => signals.find(({ aborted }) => aborted)?.reason;
  if (signal?.aborted) throw new Aborted(signal.reason);
  const stop = new Stop();
  const onAbort = () => stop.stop({ kind: 'aborted', message: describeCause(reason()) });
  for (const each of signals) each.addEventListener('abort', onAbort, { once: true });
  const listener = new OwnListener(listen ?? (() => undefined), (error) =>
    stop.stop({ kind: 'aborted', message: `the listener failed: ${describeCause(error)}` }),
  );
  const hear = (event: RunEvent) => {
    if (event.type === 'row') tell([event.result]);
    listener.listen(event);
  };
  try {
    const ended = await work({ stop, listen: hear, own: { ...own, results: tell } });
    await listener.end();
    return ended;
  } catch (error) {
    await listener.end();
    throw error instanceof Stopped ? new Aborted(reason()) : error;
  } finally {
    // A signal may outlive many runs.
    for (const each of signals) each.removeEventListener('abort', onAbort);
  }
}

/** Errors in the library's words. */
export async function inOwnWords<Ended>(work: () => Promise<Ended>): Promise<Ended> {
  try {
    return await work();
  } catch (thrown) {
    const error = asUnnamedFailure(thrown);
    if (error instanceof ZoomProvisionError) error.retell(inLibraryWords);
    throw error;
  }
}

export async function requireYes(totals: InputTotals, yes: boolean): Promise<void> {
  const what = whatNeedsConsent(totals);
  if (yes || what === undefined) return;
  throw new GuardRefusal(`The input ${what}. Nothing was sent. If this is meant, say yes: true in the job.`);
}
