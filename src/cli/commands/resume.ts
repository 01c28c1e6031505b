import path from 'node:path';
import type { Command } from 'commander';
import { credentialsAccount } from '../../config/credentials.ts';
import type { Environment } from '../../config/environment.ts';
import { SYNC_OPTION_NAMES } from '../../config/options/sync.ts';
import type { OptionName } from '../../config/options.ts';
import type { Notice } from '../../core/notice.ts';
import type { Summary } from '../../core/summary.ts';
import { UsageError } from '../../core/usage-error.ts';
import { jsonLine } from '../../report/json/json-line.ts';
import { describeDamagedRuns } from '../../report/terminal/describe-damaged-runs.ts';
import { describePassedOver } from '../../report/terminal/describe-passed-over.ts';
import { refuseLostLedger } from '../../runs/lost-ledger.ts';
import type { Operator } from '../../runs/operator.ts';
import { resume } from '../../runs/resume.ts';
import { type RunsToResume, runsToResume } from '../../runs/runs-to-resume.ts';
import { readDuration } from '../../support/duration.ts';
import { oneLine } from '../../support/visible.ts';
import { addOptions, refuseOptions, takeSilently } from '../add-options.ts';
import { carryOut } from '../carry-out.ts';
import { describeOvertaken } from '../describe-overtaken.ts';
import { executeRun } from '../execute-run.ts';
import { EXIT } from '../exit-codes.ts';
import { OPTION_GROUPS } from '../help-groups.ts';
import type { Host } from '../host.ts';
import { type LedgerOptions, readLedgerOptions, withLedger } from '../ledger-options.ts';
import { type ErrorJson, errorJson } from '../report-error.ts';
import { tell, tellError } from '../tell.ts';
import { toExitCode } from '../to-exit-code.ts';
import { visibleSecrets } from '../visible-secrets.ts';

/** How long ago somebody must have touched a run that `--all` takes up, at most. */
const MAX_AGE = '7d';

type ResumeOptions = Readonly<Record<string, unknown>> & {
  readonly all?: boolean;
  readonly input?: string;
  readonly maxAge?: string;
};

export function setUpResume(command: Command, host: Host, exit: (code: number) => void): void {
  command
    .option('--all', 'every run of the account that has something left to do, the oldest first')
    .option(
      '--max-age <duration>',
      `with --all: no run that nobody has touched for so long, such as 36h or 14d; what only waits for an invitation is taken up for 30 days (default: ${MAX_AGE})`,
    )
    .optionsGroup(OPTION_GROUPS.files)
    .option('--input <file>', 'the input, where it has moved or was standard input')
    .option(
      '--out <dir>',
      "where the report goes; with --all, into a folder for each run below it (default: where the run's report went)",
    );
  addOptions(command, [...FIXED, ...SYNC_OPTION_NAMES, 'yes', 'out', 'maxAge'], undefined, AS_BEGUN);
  // Consent was given when the run began.
  takeSilently(command, ['yes']);
  refuseOptions(command, REFUSED).action(async (runId: string | undefined, options: ResumeOptions) =>
    exit(await execute(runId, options, host)),
  );
}

const KEPT =
  'a run keeps what it began with, so leave it out here; a new run of the file is `zoom-provision run`.';
const ASKED = 'it is asked when a run begins, and not again; `resume --protect <pattern>` leaves people out.';

/** What `resume` does not take, and why. */
const REFUSED = {
  live: 'it shows what a run would do before it begins: `zoom-provision preview --live`.',
  planFile: KEPT,
  maxDrift: KEPT,
  skipUnchanged: KEPT,
  onInvalid: ASKED,
  plan: KEPT,
  map: KEPT,
  ignore: KEPT,
  ignoreUnknown: KEPT,
  defaultCountry: KEPT,
  delimiter: KEPT,
  encoding: KEPT,
  simulate: 'a simulated account ends with its run, so there is nothing to go on with.',
  dryRun: '`zoom-provision runs` shows what is left to do.',
  maxDeactivate: ASKED,
  maxRemove: ASKED,
} as const satisfies Partial<Record<OptionName, string>>;

const FIXED = Object.keys(REFUSED) as OptionName[];

const AS_IT_BEGAN = 'as the run began';

const AS_BEGUN = {
  share: AS_IT_BEGAN,
  onExists: AS_IT_BEGAN,
  onQuota: AS_IT_BEGAN,
  protect: 'whom the run protects are protected in any case',
  outage: AS_IT_BEGAN,
  concurrency: AS_IT_BEGAN,
  timeout: AS_IT_BEGAN,
  body: AS_IT_BEGAN,
  reportFormat: AS_IT_BEGAN,
  default: AS_IT_BEGAN,
  logLevel: AS_IT_BEGAN,
  logFile: AS_IT_BEGAN,
  envFile: AS_IT_BEGAN,
} as const satisfies Partial<Record<OptionName, string>>;

async function execute(runId: string | undefined, options: ResumeOptions, host: Host): Promise<number> {
  const { all, input, maxAge, ...commandLine } = options;
  const notices = visibleSecrets(commandLine);
  const asked = readLedgerOptions(commandLine, host.env);
  return carryOut(asked.settings.json, host, () => goOn(runId, options, asked, notices, host));
}

async function goOn(
  runId: string | undefined,
  { all = false, input, maxAge, ...commandLine }: ResumeOptions,
  { settings, folder, environment }: LedgerOptions,
  notices: readonly Notice[],
  host: Host,
): Promise<number> {
  if (maxAge !== undefined && !all) throw new UsageError('--max-age goes with --all.');
  if (all && runId !== undefined) throw new UsageError('Give the id of a run, or --all, but not both.');
  const maxAgeMs = all ? maxAgeOf(maxAge) : undefined;
  const { runs, damaged } =
    runId === undefined
      ? await unfinishedRuns(folder, environment, { maxAgeMs, quiet: settings.quiet }, host)
      : { runs: [{ id: runId }], damaged: [] };
  if (runs.length === 0) tell(host.stderr, 'There is nothing to resume.');
  const ended: EndedJson[] = [];
  let worst: number = damaged.length > 0 ? EXIT.unusable : EXIT.ok;
  for (const { id, waitingOnly = false } of runs) {
    if (runs.length > 1 && !settings.quiet) host.stderr.write(`\nRun ${id}\n`);
    const out = all && settings.out !== undefined ? path.join(settings.out, id) : settings.out;
    const saidNow = { commandLine, environment: host.env, input, out, waitingOnly };
    try {
      const run = (operator: Operator) => resume(id, folder, saidNow, operator);
      worst = worse(
        worst,
        await executeRun({ ...settings, notices }, host, run, (summary) => ended.push(summary)),
      );
    } catch (error) {
      // The other runs need not wait for somebody to look after this one.
      if (!all) throw error;
      const { text, code } = toExitCode(error);
      tellError(host.stderr, text);
      ended.push({ run_id: id, ...errorJson(error, code) });
      worst = worse(worst, code);
    }
    if (worst > EXIT.guardRefused) break;
  }
  if (settings.json) host.stdout.write(jsonLine(endedJson(ended, all)));
  return worst;
}

/** What `--json` says of a run. */
type EndedJson = Summary | (ErrorJson & { readonly run_id: string });

/** One object, however many runs there were. */
function endedJson(runs: readonly EndedJson[], all: boolean): object {
  const [only] = runs;
  return all || only === undefined ? { runs } : only;
}

/** Rows that are only deferred are better than rows that did not go through. */
function worse(one: number, other: number): number {
  const rank = (code: number) => (code === EXIT.onlyDeferred ? 0.5 : code);
  return rank(one) > rank(other) ? one : other;
}

type RunToResume = { readonly id: string; readonly waitingOnly?: boolean };

async function unfinishedRuns(
  folder: string,
  environment: Environment,
  { maxAgeMs, quiet }: { readonly maxAgeMs: number | undefined; readonly quiet: boolean },
  { stderr }: Host,
): Promise<{ readonly runs: readonly RunToResume[]; readonly damaged: RunsToResume['damaged'] }> {
  const account = credentialsAccount(environment);
  const found = await withLedger(folder, async (ledger) => {
    await refuseLostLedger(ledger, folder);
    return runsToResume(ledger, account, maxAgeMs, Date.now());
  });
  // Whoever asks for no run by name need not hear of those that it is not.
  if (!quiet && (maxAgeMs !== undefined || found.runs.length === 0)) tellOfOthers(found, stderr);
  if (found.damaged.length > 0) tell(stderr, describeDamagedRuns(found.damaged));
  return found;
}

function tellOfOthers({ others, overtaken }: RunsToResume, stderr: Host['stderr']): void {
  for (const run of overtaken) tell(stderr, oneLine(describeOvertaken(run)));
  if (others.runs > 0) tell(stderr, oneLine(describePassedOver(others)));
}

function maxAgeOf(text = MAX_AGE): number {
  const ms = readDuration(text);
  if (ms !== undefined) return ms;
  throw new UsageError(`--max-age: found "${text}"; write a duration, such as 36h or 14d.`);
}
