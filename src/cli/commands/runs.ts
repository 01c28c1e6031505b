import type { Command } from 'commander';
import { isSimulatedAccount } from '../../core/simulated-account.ts';
import { UsageError } from '../../core/usage-error.ts';
import { describeRuns } from '../../report/terminal/describe-runs.ts';
import { isUnfinished, type RunOverview, runOverviews } from '../../runs/open-runs.ts';
import { pruneRuns } from '../../runs/prune-runs.ts';
import { addOptions } from '../add-options.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { readLedgerOptions, withLedger } from '../ledger-options.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export function setUpRuns(command: Command, host: Host, exit: (code: number) => void): void {
  command.option('--prune <days>', 'first forget the runs that are older than so many days');
  addOptions(command, [], ['state', 'json']).action(async (options: Record<string, unknown>) =>
    exit(await runs(options, host)),
  );
}

async function runs({ prune, ...commandLine }: Record<string, unknown>, host: Host): Promise<number> {
  const { settings, folder } = readLedgerOptions(commandLine, host.env);
  return withLedger(folder, async (ledger) => {
    if (prune !== undefined) {
      const days = wholeDays(String(prune));
      const count = await pruneRuns(ledger, Date.now() - days * DAY_MS);
      host.stderr.write(`${count} run${count === 1 ? '' : 's'} older than ${days} days forgotten.\n`);
    }
    const listed = (await runOverviews(ledger)).map(listedRun);
    host.stdout.write(
      settings.json ? `${JSON.stringify(listed)}\n` : `${describeRuns(listed, Date.now())}\n`,
    );
    return EXIT.ok;
  });
}

function listedRun(overview: RunOverview) {
  const { record, counts } = overview;
  return {
    id: record.id,
    status: record.status,
    account: record.account,
    input: record.input,
    plan: record.plan,
    started_at: new Date(record.startedAt).toISOString(),
    rows: counts.rows,
    not_sent: counts.open,
    deferred: counts.deferred,
    held_back: counts.awaitingInvitation,
    invalid: counts.invalid,
    simulated: isSimulatedAccount(record.account),
    continue_with: isUnfinished(overview) ? `zoom-provision resume ${record.id}` : null,
  };
}

function wholeDays(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UsageError(`--prune: found "${text}"; write a number of days, such as 90.`);
}
