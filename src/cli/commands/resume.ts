import type { Command } from 'commander';
import { credentialsAccount } from '../../config/credentials.ts';
import type { Environment } from '../../config/environment.ts';
import { describePassedOver } from '../../report/terminal/describe-passed-over.ts';
import { resume } from '../../runs/resume.ts';
import { runsToResume } from '../../runs/runs-to-resume.ts';
import { addOptions } from '../add-options.ts';
import { executeRun } from '../execute-run.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { readLedgerOptions, withLedger } from '../ledger-options.ts';
import { toExitCode } from '../to-exit-code.ts';

type ResumeOptions = Readonly<Record<string, unknown>> & { readonly all?: boolean; readonly input?: string };

export function setUpResume(command: Command, host: Host, exit: (code: number) => void): void {
  command
    .option('--all', 'every run of the account that has something left to do, the oldest first')
    .option('--input <file>', 'the input, where it has moved or was standard input');
  addOptions(command, ['dryRun', 'simulate', 'out', 'plan', 'map', 'ignore', 'ignoreUnknown']).action(
    async (runId: string | undefined, options: ResumeOptions) => exit(await execute(runId, options, host)),
  );
}

async function execute(runId: string | undefined, options: ResumeOptions, host: Host): Promise<number> {
  const { all = false, input, ...commandLine } = options;
  const { settings, folder, environment } = readLedgerOptions(commandLine, host.env);
  const ids = runId === undefined ? await unfinishedRuns(folder, environment, all, host) : [runId];
  if (ids.length === 0) host.stderr.write('There is nothing to resume.\n');
  let worst: number = EXIT.ok;
  for (const id of ids) {
    if (ids.length > 1) host.stderr.write(`\nRun ${id}\n`);
    try {
      const code = await executeRun(settings, host, (operator) =>
        resume(id, folder, { commandLine, environment: host.env, input }, operator),
      );
      if (code > EXIT.guardRefused) return code;
      worst = worse(worst, code);
    } catch (error) {
      // The other runs need not wait for somebody to look after this one.
      const { text, code, isOurs } = toExitCode(error);
      if (!isOurs || !all) throw error;
      host.stderr.write(`${text}\n`);
      worst = worse(worst, code);
    }
  }
  return worst;
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
