import { type Environment, readAccess, withEnvFile } from '../config/credentials.ts';
import { type Order, orderOf } from '../config/load-job.ts';
import { type Resolved, resolveSettings } from '../config/resolve-settings.ts';
import { readVersion } from '../config/version.ts';
import type { Listener } from '../core/events.ts';
import { GuardRefusal } from '../core/guard-refusal.ts';
import type { Job } from '../core/job.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import { Stop } from '../engine/stop.ts';
import type { RunResult } from './finish-run.ts';
import { type PreviewResult, previewInput } from './preview.ts';
import { runInput } from './run.ts';

export type LibraryOptions = {
  /** Where credentials come from; `process.env` is not read by itself. */
  readonly environment?: Environment;
  /** Hears of every request, pause and outcome as it happens. */
  readonly listen?: Listener;
  /** Stops the run gently: what is under way finishes, and the report is written. */
  readonly signal?: AbortSignal;
};

/**
 * Provisions what a job says, from its input's first byte to its report. Relative paths are those of the process.
 * Deactivations and password changes need `yes: true` in the job.
 * @throws {UsageError} when the job, a setting, the credentials or the input cannot be used, {GuardRefusal} when a
 *   guard refuses, {Locked} when the account has another run going on; in all three cases nothing was sent
 */
export async function provision(job: Job, options: LibraryOptions = {}): Promise<RunResult> {
  const { order, settings, given, environment } = prepare(job, options);
  const stop = stopWith(options.signal);
  return runInput({
    order,
    settings,
    given,
    access: settings.simulate ? undefined : readAccess(environment),
    environment,
    stdin: process.stdin,
    version: readVersion(),
    stop,
    consent: async (totals) => requireConsent(totals, settings.yes),
    listen: options.listen ?? (() => undefined),
  });
}

/**
 * Reads and checks what a job says, and writes a report of what `provision` would do. Sends nothing.
 * @throws {UsageError} when the job, a setting or the input cannot be used
 */
export async function preview(job: Job, options: LibraryOptions = {}): Promise<PreviewResult> {
  const { order, settings, environment } = prepare(job, options);
  return previewInput({
    order,
    settings,
    environment,
    stdin: process.stdin,
    signal: stopWith(options.signal).signal,
  });
}

function prepare(
  job: Job,
  { environment = {} }: LibraryOptions,
): Resolved & { order: Order; environment: Environment } {
  const order = orderOf(job, 'The job', process.cwd());
  const sources = { commandLine: {}, job: order.job };
  const { envFile } = resolveSettings({ ...sources, environment }).settings;
  const extended = withEnvFile(environment, envFile);
  return { order, ...resolveSettings({ ...sources, environment: extended }), environment: extended };
}

function stopWith(signal: AbortSignal | undefined): Stop {
  const stop = new Stop();
  const onAbort = () => stop.stop({ kind: 'signal', signal: 'SIGINT' });
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  return stop;
}

function requireConsent({ deactivations, passwordChanges }: InputTotals, yes: boolean): void {
  if (yes || deactivations + passwordChanges === 0) return;
  throw new GuardRefusal(
    `The input deactivates ${deactivations} users and changes ${passwordChanges} passwords. Nothing was sent. If this is ` +
      'meant, say yes: true in the job.',
  );
}
