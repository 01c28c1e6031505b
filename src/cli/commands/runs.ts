import type { Command } from 'commander';
import { UsageError } from '../../core/usage-error.ts';
import { openDatabase } from '../../ledger/open-database.ts';
import { describeRuns } from '../../report/describe-runs.ts';
import { isUnfinished, runStandings } from '../../wiring/open-runs.ts';
import { pruneRuns } from '../../wiring/prune-runs.ts';
import { isSimulated } from '../../wiring/simulated-account.ts';
import { addOptions } from '../add-options.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { readLedgerOptions } from '../ledger-options.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export function setUpRuns(command: Command, host: Host, exit: (code: number) => void): void {
  command.option('--prune <days>', 'first forget the runs that are older than so many days');
  addOptions(command, [], ['state', 'json']).action((options: Record<string, unknown>) =>
    exit(runs(options, host)),
  );
}

function runs({ prune, ...commandLine }: Record<string, unknown>, host: Host): number {
  const { settings, folder } = readLedgerOptions(commandLine, host.env);
  const database = openDatabase(folder);
  try {
    if (prune !== undefined) {
      const days = wholeDays(String(prune));
      const count = pruneRuns(database, folder, Date.now() - days * DAY_MS);
      host.stderr.write(`${count} run${count === 1 ? '' : 's'} older than ${days} days forgotten.\n`);
    }
    const listed = runStandings(database).map((standing) => ({
      id: standing.record.id,
      status: standing.record.status,
      account: standing.record.account,
      input: standing.record.input,
      plan: standing.record.plan,
      started_at: new Date(standing.record.startedAt).toISOString(),
      rows: standing.counts.rows,
      not_sent: standing.counts.open,
      deferred: standing.counts.deferred,
      held_back: standing.counts.heldBack,
      invalid: standing.counts.invalid,
      simulated: isSimulated(standing.record.account),
      continue_with: isUnfinished(standing) ? `zoom-provision resume ${standing.record.id}` : null,
    }));
    host.stdout.write(
      settings.json ? `${JSON.stringify(listed)}\n` : `${describeRuns(listed, Date.now())}\n`,
    );
    return EXIT.ok;
  } finally {
    database.close();
  }
}

function wholeDays(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UsageError(`--prune: found "${text}"; write a number of days, such as 90.`);
}
