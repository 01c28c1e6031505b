import type { Command } from 'commander';
import { credentialsAccount } from '../../config/credentials.ts';
import type { Environment } from '../../config/environment.ts';
import type { OptionName } from '../../config/options.ts';
import type { Summary } from '../../core/summary.ts';
import { describePassedOver } from '../../report/terminal/describe-passed-over.ts';
import type { Operator } from '../../runs/operator.ts';
import { resume } from '../../runs/resume.ts';
import { runsToResume } from '../../runs/runs-to-resume.ts';
import { addOptions, refuseOptions, takeSilently } from '../add-options.ts';
import { executeRun } from '../execute-run.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { readLedgerOptions, withLedger } from '../ledger-options.ts';
import { type ErrorJson, errorJson } from '../report-error.ts';
import { toExitCode } from '../to-exit-code.ts';

type ResumeOptions = Readonly<Record<string, unknown>> & { readonly all?: boolean; readonly input?: string };

export function setUpResume(command: Command, host: Host, exit: (code: number) => void): void {
  command
    .option('--all', 'every run of the account that has something left to do, the oldest first')
    .option('--input <file>', 'the input, where it has moved or was standard input');
  addOptions(command, [...FIXED, 'yes'], undefined, AS_BEGUN);
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
  plan: KEPT,
  map: KEPT,
  ignore: KEPT,
  ignoreUnknown: KEPT,
  defaultCountry: KEPT,
  delimiter: KEPT,
  encoding: KEPT,
  simulate: 'a simulated account ends with its run, so there is nothing to go on with.',
  dryRun: '`zoom-provision runs` shows what is left to do.',
  out: 'the report goes where the run began it; `zoom-provision report <run-id> --out <dir>` writes it elsewhere.',
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
  concurrency: AS_IT_BEGAN,
  timeout: AS_IT_BEGAN,
  body: AS_IT_BEGAN,
  default: AS_IT_BEGAN,
  logLevel: AS_IT_BEGAN,
  logFile: AS_IT_BEGAN,
  envFile: AS_IT_BEGAN,
} as const satisfies Partial<Record<OptionName, string>>;

async function execute(runId: string | undefined, options: ResumeOptions, host: Host): Promise<number> {
  const { all = false, input, ...commandLine } = options;
  const { settings, folder, environment } = readLedgerOptions(commandLine, host.env);
  const ids = runId === undefined ? await unfinishedRuns(folder, environment, all, host) : [runId];
  if (ids.length === 0) host.stderr.write('There is nothing to resume.\n');
  const ended: EndedJson[] = [];
  let worst: number = EXIT.ok;
  for (const id of ids) {
    if (ids.length > 1) host.stderr.write(`\nRun ${id}\n`);
    try {
      const run = (operator: Operator) =>
        resume(id, folder, { commandLine, environment: host.env, input }, operator);
      worst = worse(worst, await executeRun(settings, host, run, (summary) => ended.push(summary)));
    } catch (error) {
      // The other runs need not wait for somebody to look after this one.
      const { text, code, isOurs } = toExitCode(error);
      if (!isOurs || !all) throw error;
      host.stderr.write(`${text}\n`);
      ended.push({ run_id: id, ...errorJson(error, code) });
      worst = worse(worst, code);
    }
    if (worst > EXIT.guardRefused) break;
  }
  if (settings.json) host.stdout.write(`${JSON.stringify(endedJson(ended, all))}\n`);
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

async function unfinishedRuns(
  folder: string,
  environment: Environment,
  all: boolean,
  { stderr }: Host,
): Promise<readonly string[]> {
  const account = credentialsAccount(environment);
  const { ids, others } = await withLedger(folder, (ledger) => runsToResume(ledger, account, all));
  if (others.runs > 0 && (all || ids.length === 0)) stderr.write(`${describePassedOver(others)}\n`);
  return ids;
}
