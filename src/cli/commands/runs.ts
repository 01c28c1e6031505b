import type { Command } from 'commander';
import { UsageError } from '../../core/usage-error.ts';
import { openDatabase } from '../../ledger/sqlite/open-database.ts';
import { describeRuns } from '../../report/terminal/describe-runs.ts';
import { isUnfinished, runOverviews } from '../../runs/open-runs.ts';
import { pruneRuns } from '../../runs/prune-runs.ts';
import { isSimulated } from '../../runs/simulated-account.ts';
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
    const listed = runOverviews(database).map((snapshot) => ({
      id: snapshot.record.id,
      status: snapshot.record.status,
      account: snapshot.record.account,
      input: snapshot.record.input,
      plan: snapshot.record.plan,
      started_at: new Date(snapshot.record.startedAt).toISOString(),
      rows: snapshot.counts.rows,
      not_sent: snapshot.counts.open,
      deferred: snapshot.counts.deferred,
      held_back: snapshot.counts.awaitingInvitation,
      invalid: snapshot.counts.invalid,
      simulated: isSimulated(snapshot.record.account),
      continue_with: isUnfinished(snapshot) ? `zoom-provision resume ${snapshot.record.id}` : null,
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
