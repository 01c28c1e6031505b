import path from 'node:path';
import type { Command } from 'commander';
import { SystemFailure } from '../../core/system-failure.ts';
import { jsonLine } from '../../report/json/json-line.ts';
import { showHeadline, showRun } from '../../report/terminal/show-run.ts';
import { Shown } from '../../report/terminal/shown.ts';
import { findRun } from '../../runs/find-run.ts';
import { writeReport } from '../../runs/write-report.ts';
import { addOptions } from '../add-options.ts';
import { carryOut } from '../carry-out.ts';
import { hasColour } from '../colour.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { interruptible } from '../interruptible.ts';
import { type LedgerOptions, readLedgerOptions, withLedger } from '../ledger-options.ts';

export function setUpReport(command: Command, host: Host, exit: (code: number) => void): void {
  addOptions(command, [], ['state', 'out', 'reportFormat', 'json', 'quiet'], {
    out: "the run's own",
    reportFormat: "the run's own",
  }).action(async (runId: string | undefined, options: Record<string, unknown>) =>
    exit(await report(runId, options, host)),
  );
}

async function report(
  runId: string | undefined,
  options: Record<string, unknown>,
  host: Host,
): Promise<number> {
  const asked = readLedgerOptions(options, host.env);
  return carryOut(asked.settings.json, host, () => writeAgain(runId, asked, host));
}

async function writeAgain(
  runId: string | undefined,
  { settings, given, folder }: LedgerOptions,
  host: Host,
): Promise<number> {
  const reportFormat = given.reportFormat === undefined ? undefined : settings.reportFormat;
  return withLedger(folder, async (ledger) => {
    const record = await findRun(ledger, runId, folder);
    const outDir = settings.out === undefined ? record.outDir : path.resolve(settings.out);
    const written = await interruptible(host, settings.json, ({ signal }) =>
      writeReport(ledger, record, outDir, { signal, reportFormat }),
    );
    if (written.unwritten) throw new SystemFailure(written.unwritten);
    const show = settings.quiet ? showHeadline : showRun;
    host.stderr.write(
      Shown.join([
        show(written, { colour: hasColour(host.stderr, host.env), columns: host.stderr.columns }),
        '\n',
      ]),
    );
    if (settings.json) host.stdout.write(jsonLine(written.summary));
    const { damaged_rows: rows = 0, damaged_counts: counts = false } = written.summary;
    return rows > 0 || counts ? EXIT.someRowsDidNotGoThrough : EXIT.ok;
  });
}
