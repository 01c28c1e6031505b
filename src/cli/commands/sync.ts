import type { Command } from 'commander';
import { SYNC_OPTION_NAMES } from '../../config/options/sync.ts';
import type { OptionName } from '../../config/options.ts';
import { type RunRequest, requestFromCommandLine } from '../../config/run-request.ts';
import type { Notice } from '../../core/notice.ts';
import { UsageError } from '../../core/usage-error.ts';
import { jsonLine } from '../../report/json/json-line.ts';
import { syncJson } from '../../report/json/sync-json.ts';
import type { SyncReport } from '../../report/sync-report.ts';
import { describeSync } from '../../report/terminal/describe-sync.ts';
import { sync } from '../../runs/sync.ts';
import { oneLine } from '../../support/visible.ts';
import { addOptions } from '../add-options.ts';
import { carryOut } from '../carry-out.ts';
import { executeRun } from '../execute-run.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { tell } from '../tell.ts';
import { visibleSecrets } from '../visible-secrets.ts';
import { withProgress } from '../with-progress.ts';

/** A sync compares by itself. */
const OF_RUNS = ['planFile', 'maxAge', 'maxDrift', 'skipUnchanged'] as const satisfies OptionName[];

export function setUpSync(command: Command, host: Host, exit: (code: number) => void): void {
  addOptions(command, OF_RUNS).action(async (roster: string, options: Record<string, unknown>) => {
    const request = await requestFromCommandLine(roster, options, host.env);
    const how = { notices: visibleSecrets(options), isMeant: isMeantBy(options) };
    exit(await carryOut(request.settings.json, host, () => executeSync(request, host, how)));
  });
}

/** What a job says holds every night; what the command line says is meant for this time. */
export function isMeantBy({ maxDeactivate }: Readonly<Record<string, unknown>>): boolean {
  return maxDeactivate !== undefined;
}

/** @throws {UsageError} when a job says what is for a sync, and does not say that it is one */
export function refuseSyncOptions(job: RunRequest['job']): void {
  if (!job || job.isSync) return;
  const [said] = SYNC_OPTION_NAMES.filter((name) => job.options[name] !== undefined);
  if (said === undefined) return;
  throw new UsageError(
    `The job says ${said}, which is for a list of people: add sync: true to it, or start it with \`zoom-provision sync\`.`,
  );
}

type How = { readonly notices: readonly Notice[]; readonly isMeant: boolean };

/** Makes the account as a roster says, or shows what that would be. @returns the exit code */
export async function executeSync(request: RunRequest, host: Host, how: How): Promise<number> {
  return request.settings.dryRun ? showSync(request, host, how) : carryOutSync(request, host, how);
}

async function carryOutSync(request: RunRequest, host: Host, { notices, isMeant }: How): Promise<number> {
  const { settings } = request;
  let found: SyncReport | undefined;
  const code = await executeRun(
    { ...settings, notices },
    host,
    async (operator, say) => {
      const tell = (report: SyncReport) => {
        found = report;
        if (!settings.quiet) say(`${describeSync(report, { columns: host.stderr.columns })}\n\n`);
      };
      const { ended } = await sync(request, { ...operator, tell, isMeant });
      if (!ended) throw new Error('a sync that is no dry run has come to no end');
      return ended;
    },
    (summary) => {
      if (settings.json) host.stdout.write(jsonLine({ ...summary, ...(found && { sync: syncJson(found) }) }));
    },
  );
  return code === EXIT.ok && found && found.problems.count > 0 ? EXIT.someRowsDidNotGoThrough : code;
}

/** Shows what a sync would do, and writes it into actions.csv. @returns the exit code */
export async function showSync(
  { settings, ...asked }: RunRequest,
  host: Host,
  { notices, isMeant }: How,
): Promise<number> {
  const request = { ...asked, settings: { ...settings, dryRun: true } };
  const { stdin, stdout, stderr } = host;
  const { json, quiet } = settings;
  const found = await withProgress(settings, host, async (stop, progress) => {
    const listen = quiet ? () => undefined : progress.listen;
    const consent = async () => undefined;
    const operator = { stdin, stop, notices, consent, listen, tell: () => undefined, isMeant };
    return await sync(request, operator);
  });
  const { refusal, problems } = found.report;
  if (json) stdout.write(jsonLine({ sync: syncJson(found.report) }));
  else stdout.write(`${describeSync(found.report, { columns: stdout.columns })}\n\nNothing was changed.\n`);
  if (refusal) tell(stderr, `\nA run would be refused: ${oneLine(refusal)}`);
  return problems.count > 0 ? EXIT.someRowsDidNotGoThrough : EXIT.ok;
}
