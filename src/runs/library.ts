import type { Environment } from '../config/environment.ts';
import type { Job } from '../config/job.ts';
import { requestFromValue } from '../config/run-request.ts';
import type { Listener } from '../core/events.ts';
import { GuardRefusal } from '../core/guard-refusal.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import { Stop, Stopped } from '../engine/stop.ts';
import type { EndedRun, Preview } from '../report/run-report.ts';
import type { Operator } from './operator.ts';
import { preview as previewRequest } from './preview.ts';
import { run } from './run.ts';
import { whatNeedsConsent } from './what-needs-consent.ts';

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
 * What cannot be taken back, such as deactivations, needs `yes: true` in the job.
 * @throws {UsageError} when the job, a setting, the credentials or the input cannot be used, {GuardRefusal} when a
 *   guard refuses, {Locked} when the account has another run going on, the signal's reason when it is aborted while the
 *   input is checked; in all four cases nothing was sent
 */
export async function provision(job: Job, options: LibraryOptions = {}): Promise<EndedRun> {
  const request = requestFromValue(job, process.cwd(), options.environment ?? {});
  return withOperator(options, request.settings.yes, (operator) => run(request, operator));
}

/**
 * Reads and checks what a job says, and writes a report of what `provision` would do. Sends nothing.
 * @throws {UsageError} when the job, a setting or the input cannot be used, the signal's reason when it is aborted
 */
export async function preview(job: Job, options: LibraryOptions = {}): Promise<Preview> {
  const request = requestFromValue(job, process.cwd(), options.environment ?? {});
  return withOperator(options, request.settings.yes, (operator) => previewRequest(request, operator));
}

async function withOperator<Ended>(
  { listen = () => undefined, signal }: LibraryOptions,
  yes: boolean,
  work: (operator: Operator) => Promise<Ended>,
): Promise<Ended> {
  const stop = new Stop();
  const onAbort = () => stop.stop({ kind: 'signal', signal: 'SIGINT' });
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) onAbort();
  try {
    return await work({ stdin: process.stdin, stop, consent: (totals) => requireYes(totals, yes), listen });
  } catch (error) {
    // Whoever aborts is told so in his own words; `Stopped` is ours.
    throw error instanceof Stopped && signal?.aborted ? signal.reason : error;
  } finally {
    // A signal may outlive many runs.
    signal?.removeEventListener('abort', onAbort);
  }
}

async function requireYes(totals: InputTotals, yes: boolean): Promise<void> {
  const what = whatNeedsConsent(totals);
  if (yes || what === undefined) return;
  throw new GuardRefusal(`The input ${what}. Nothing was sent. If this is meant, say yes: true in the job.`);
}
