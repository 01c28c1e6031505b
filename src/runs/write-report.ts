import type { Settings } from '../config/options.ts';
import { storedFormat } from '../config/stored-reading.ts';
import { readVersion } from '../config/version.ts';
import type { Ledger } from '../core/ledger.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';
import type { Input } from '../input/open-input.ts';
import { csvStyle } from '../report/csv/csv-style.ts';
import { chartOf } from '../report/html/chart-data.ts';
import { runPage } from '../report/html/run-page.ts';
import { RowTally } from '../report/row-tally.ts';
import type { EndedRun, ToldRun } from '../report/run-report.ts';
import { summarizeRun } from '../report/summarize.ts';
import { daysAhead } from './days-ahead.ts';
import { againOf, inputAgain } from './input-again.ts';
import type { OwnParts } from './own-parts.ts';
import { ReportFiles } from './report-files.ts';
import { stopOf } from './run-state.ts';

/** What a report is written with, beside what the ledger has. */
export type ReportOptions = {
  readonly own?: OwnParts | undefined;
  /** The input, where it is open; else it is opened once more when rows of it are needed. */
  readonly input?: Pick<Input, 'inFile'> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Another than the run began with. */
  readonly reportFormat?: Settings['reportFormat'] | undefined;
};

/**
 * Writes the report of a run as the ledger has it. When its files cannot be written, all that they would have said of the
 * run as a whole is known all the same.
 * @throws the signal's reason when it fires first
 */
export async function writeReport(
  ledger: Ledger,
  recorded: RunRecord,
  outDir: string,
  { own = {}, input, signal, reportFormat }: ReportOptions = {},
): Promise<EndedRun> {
  const record = { ...recorded, stop: await stopOf(ledger, recorded) };
  const tally = new RowTally();
  const again = async () => (input ? againOf(input, signal) : inputAgain(record, signal));
  const began = storedFormat(record);
  const style = csvStyle(reportFormat ?? began.reportFormat, began.inputDelimiter);
  await using files = await ReportFiles.open(outDir, own, { style, again });
  for await (const batch of ledger.results(record)) {
    signal?.throwIfAborted();
    await files.write(batch, tally.add(batch));
  }
  const summary = summarizeRun(record, tally);
  const { deferred, awaitingInvitation } = await ledger.count(record);
  const timelines = await ledger.timelines(record);
  const told: Omit<ToldRun, 'outDir' | 'toFix'> = {
    kind: 'run',
    summary,
    warnings: tally.warnings,
    simulated: isSimulatedAccount(record.account),
    reasons: tally.reasons,
    leftOut: tally.leftOut,
    seconds: record.activeMs / 1000,
    limiters: record.counts.limiters,
    stop: record.stop,
    deferred,
    toCorrect: tally.toCorrect,
    awaitingInvitation,
  };
  const written = () => ({ outDir: files.folder, toFix: { rows: tally.toFix, ...files.toFix } });
  await files.finish(summary, () =>
    runPage(
      { ...told, ...written() },
      {
        account: record.account,
        byAction: tally.byAction,
        days: daysAhead(record, tally.deferredCreates),
        chart: chartOf(timelines),
        version: readVersion(),
      },
    ),
  );
  return { ...told, ...written(), unwritten: files.fault, withoutPage: files.withoutPage };
}
