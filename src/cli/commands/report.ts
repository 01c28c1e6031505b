import path from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../../core/usage-error.ts';
import { openDatabase } from '../../ledger/sqlite/open-database.ts';
import { RowStore } from '../../ledger/sqlite/row-store.ts';
import { findRun, listRuns } from '../../ledger/sqlite/run-store.ts';
import { describeRun } from '../../report/terminal/describe-run.ts';
import { writeReport } from '../../runs/finish-run.ts';
import { makeFolder } from '../../runs/make-folder.ts';
import { addOptions } from '../add-options.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { readLedgerOptions } from '../ledger-options.ts';

export function setUpReport(command: Command, host: Host, exit: (code: number) => void): void {
  addOptions(command, [], ['state', 'out', 'json']).action(
    async (runId: string | undefined, options: Record<string, unknown>) =>
      exit(await report(runId, options, host)),
  );
}

async function report(
  runId: string | undefined,
  options: Record<string, unknown>,
  host: Host,
): Promise<number> {
  const { settings, folder } = readLedgerOptions(options, host.env);
  const database = openDatabase(folder);
  try {
    const record = runId === undefined ? listRuns(database)[0] : findRun(database, runId);
    if (!record) {
      throw new UsageError(
        runId === undefined
          ? 'There are no runs in the ledger yet.'
          : `There is no run ${runId} in the ledger; \`zoom-provision runs\` lists them.`,
      );
    }
    const outDir = settings.out === undefined ? record.outDir : path.resolve(settings.out);
    makeFolder(outDir);
    const result = await writeReport(record, new RowStore(database, record.number), record.stop, outDir);
    host.stderr.write(`${describeRun({ ...result, columns: host.stderr.columns })}\n`);
    if (settings.json) host.stdout.write(`${JSON.stringify(result.summary)}\n`);
    return EXIT.ok;
  } finally {
    database.close();
  }
}
