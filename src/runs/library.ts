import path from 'node:path';
import type { Environment } from '../config/environment.ts';
import type { Job, JobOptions } from '../config/job.ts';
import { OPTIONS, type OptionName, type Settings } from '../config/options.ts';
import { type RunRequest, requestFromValue } from '../config/run-request.ts';
import { SystemFailure } from '../core/system-failure.ts';
import { UsageError } from '../core/usage-error.ts';
import type { InputTotals } from '../engine/input-totals.ts';
import type { RowObjects } from '../input/row-objects.ts';
import { jsonLine } from '../report/json/json-line.ts';
import type { EndedRun, Preview, RunReport } from '../report/run-report.ts';
import type { Simulator, SimulatorOptions } from '../simulator/simulator.ts';
import { accessOf } from './access-of.ts';
import { type AccountQuota, accountQuotas } from './account-quotas.ts';
import { findRun } from './find-run.ts';
import { readLedgerRequest } from './library-ledger.ts';
import {
  checkOptions,
  inOwnWords,
  type LibraryOptions,
  requireYes,
  withOperator,
} from './library-operator.ts';
import { inLibraryWords } from './library-words.ts';
import { refuseLostLedger } from './lost-ledger.ts';
import { withLedger } from './open-ledger.ts';
import { type RunOverview, runOverviews } from './open-runs.ts';
import type { Operator } from './operator.ts';
import type { OwnParts } from './own-parts.ts';
import { preview as previewRequest } from './preview.ts';
import { resume as resumeRun } from './resume.ts';
import { run } from './run.ts';
import { type Run, startRun } from './run-handle.ts';
import { runsToResume } from './runs-to-resume.ts';
import { sync } from './sync.ts';
import { writeReport } from './write-report.ts';

/** A job whose rows may come from a program. */
export type LibraryJob = Omit<Job, 'input'> & { readonly input: string | RowObjects };

/**
 * Provisions what a job says, from its input's first byte to its report; with `dryRun` in the job or the environment it is
 * `preview`. Relative paths are those of the process. What cannot be taken back, such as deactivations, needs `yes: true`.
 * @throws {UsageError} when the job, a setting, the credentials or the input cannot be used, {GuardRefusal} when a
 *   guard refuses, {Locked} when the account has another run going on, {Aborted} when the signal fires before anything is
 *   sent; in all four cases nothing was sent
 */
export function provision(job: LibraryJob, options: LibraryOptions = {}): Run<RunReport> {
  return carryOut<RunReport>(options, async () => {
    const request = requestOf(job, options);
    const { settings } = request;
    return {
      settings,
      work: (operator) => {
        if (request.job?.isSync) return syncInWords(request, operator);
        return settings.dryRun ? previewInWords(request, operator) : run(request, operator);
      },
    };
  });
}

/**
 * Reads and checks what a job says, and says what `provision` would do. Sends nothing.
 * @throws {UsageError} when the job, a setting or the input cannot be used, {Aborted} when the signal fires
 */
export function preview(job: LibraryJob, options: LibraryOptions = {}): Run<Preview> {
  return carryOut(options, async () => {
    const request = requestOf(job, options);
    return { settings: request.settings, work: (operator) => previewInWords(request, operator) };
  });
}

/** The run of what a sync has found out; what that was is in actions.csv. */
async function syncInWords(request: RunRequest, operator: Operator): Promise<EndedRun> {
  if (request.settings.dryRun) throw new UsageError(SYNC_SHOWS_ITSELF);
  const isMeant = request.given.maxDeactivate !== undefined;
  const { ended } = await sync(request, { ...operator, tell: () => undefined, isMeant });
  if (!ended) throw new Error('a sync that is no dry run has come to no end');
  return ended;
}

const SYNC_SHOWS_ITSELF =
  'What a sync would do is shown on the command line: `zoom-provision sync <job> --dry-run --json`.';

async function previewInWords(request: RunRequest, operator: Operator): Promise<Preview> {
  if (request.job?.isSync) throw new UsageError(SYNC_SHOWS_ITSELF);
  const told = await previewRequest(request, operator);
  return { ...told, refusal: told.refusal && inLibraryWords(told.refusal) };
}

/** What holds for a run from its beginning, and cannot be said anew. */
const SETTLED = [
  'dryRun',
  'simulate',
  'plan',
  'map',
  'ignore',
  'ignoreUnknown',
  'defaultCountry',
  'delimiter',
  'encoding',
  'maxDeactivate',
  'maxRemove',
] as const satisfies OptionName[];

const SAID_ANEW = (Object.keys(OPTIONS) as OptionName[]).filter(
  (name) => !SETTLED.some((settled) => settled === name),
);

/** What to go on with, and what is said on top of what the run began with. */
export type ResumeRequest = Omit<JobOptions, (typeof SETTLED)[number]> & {
  /** Folders that the paths of a run's job may lie in, beside those that it began with. */
  readonly allowPath?: readonly string[] | undefined;
  /** Defaults that stand in files, as `password=first-password.txt`. */
  readonly defaultFile?: readonly string[] | undefined;
  /** As `runs` lists it. */
  readonly run?: string | undefined;
  /** The input, where it has moved, was standard input, or was rows. */
  readonly input?: string | RowObjects | undefined;
};

/**
 * Goes on with a run: with the one that is named, else with the newest of the account that has something left to do.
 * @returns the report of the whole run; undefined when there is nothing to go on with
 * @throws {UsageError} when the run, its input, a setting or the credentials cannot be used, {GuardRefusal}, {Locked} and
 *   {Aborted} as `provision` does
 */
export function resume(request: ResumeRequest = {}, options: LibraryOptions = {}): Run<EndedRun | undefined> {
  const { run: runId, input, ...commandLine } = request;
  const { environment = {} } = options;
  return carryOut(options, async () => {
    const { settings, folder } = readLedgerRequest(
      'resume',
      request,
      ['run', 'input', ...SAID_ANEW],
      environment,
    );
    return {
      settings,
      work: async (operator) => {
        const id = runId ?? (await newestRun(folder, environment, operator.own));
        return id === undefined
          ? undefined
          : resumeRun(id, folder, { commandLine, environment, input, out: settings.out }, operator);
      },
    };
  });
}

async function newestRun(
  folder: string,
  environment: Environment,
  own: OwnParts | undefined,
): Promise<string | undefined> {
  const { account } = await accessOf(environment, own);
  const { runs } = await withLedger(folder, async (ledger) => {
    await refuseLostLedger(ledger, folder);
    return runsToResume(ledger, account, undefined, Date.now());
  });
  return runs[0]?.id;
}

/** What is in the ledger: every run with how its rows stand, newest first, but for those whose record is damaged. */
export async function runs(
  request: Pick<JobOptions, 'state'> = {},
  { environment }: Pick<LibraryOptions, 'environment'> = {},
): Promise<RunOverview[]> {
  return inOwnWords(async () => {
    const { folder } = readLedgerRequest('runs', request, ['state'], environment);
    return withLedger(folder, runOverviews);
  });
}

/**
 * The report of a run as the ledger has it, written again; that of the newest run when none is named.
 * @throws {UsageError} when there is no such run, or its report cannot be written
 */
export async function report(
  request: Pick<JobOptions, 'state' | 'out' | 'reportFormat'> & { readonly run?: string | undefined } = {},
  { environment, files }: Pick<LibraryOptions, 'environment' | 'files'> = {},
): Promise<EndedRun> {
  return inOwnWords(async () => {
    const takes = ['run', 'state', 'out', 'reportFormat'] as const;
    const { settings, folder, given } = readLedgerRequest('report', request, takes, environment);
    const reportFormat = given.reportFormat === undefined ? undefined : settings.reportFormat;
    return withLedger(folder, async (ledger) => {
      const record = await findRun(ledger, request.run, folder);
      const outDir = settings.out === undefined ? record.outDir : path.resolve(settings.out);
      const written = await writeReport(ledger, record, outDir, { own: { files }, reportFormat });
      if (written.unwritten) throw new SystemFailure(written.unwritten);
      return written;
    });
  });
}

/** What is left of today's create quota, of every account in the ledger and of the one in the environment. */
export async function quota(
  request: Pick<JobOptions, 'state' | 'plan'> = {},
  { environment = {} }: Pick<LibraryOptions, 'environment'> = {},
): Promise<AccountQuota[]> {
  return inOwnWords(async () => {
    const { settings, folder, given } = readLedgerRequest('quota', request, ['state', 'plan'], environment);
    // As the account's newest run was told, unless this is told otherwise.
    const planOf = (known = settings.plan) => (given.plan === undefined ? known : settings.plan);
    const named = environment.ZOOM_ACCOUNT_ID?.trim();
    return withLedger(folder, (ledger) => accountQuotas(ledger, named, planOf, Date.now()));
  });
}

/**
 * Starts a Zoom on this machine, for your own tests: give its `env` as `environment`, and close it at the end.
 * @throws {RangeError} for a limit that is no whole number
 */
export async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  const { Simulator } = await import('../simulator/simulator.ts');
  return Simulator.start(options);
}

type Work<Report> = {
  readonly settings: Settings;
  readonly work: (operator: Operator) => Promise<Report>;
};

/** Does what a request comes to, for whoever awaits it or goes through its rows. */
function carryOut<Report extends RunReport | undefined>(
  options: LibraryOptions,
  read: () => Promise<Work<Report>>,
): Run<Report> {
  return startRun((feed) =>
    inOwnWords(async () => {
      checkOptions(options);
      const { settings, work } = await read();
      const consent = (totals: InputTotals) => requireYes(totals, settings.yes);
      const report = await withOperator(options, feed, (operator) =>
        work({ ...operator, stdin: process.stdin, consent }),
      );
      if (settings.json && report) process.stdout.write(jsonLine(report.summary));
      return report;
    }),
  );
}

function requestOf(job: LibraryJob, { environment = {} }: LibraryOptions): RunRequest {
  return requestFromValue(job, process.cwd(), environment);
}
