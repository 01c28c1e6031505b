import path from 'node:path';
import type { Ledger, RunRecord } from '../core/ledger.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';
import { ResultsCsv } from '../report/csv/results-csv.ts';
import { writeSummaryJson } from '../report/json/summary-json.ts';
import { RowTally } from '../report/row-tally.ts';
import type { EndedRun } from '../report/run-report.ts';
import { summarizeRun } from '../report/summarize.ts';

/** Writes the report of a run as the ledger has it, into a folder that is there. */
export async function writeReport(ledger: Ledger, record: RunRecord, outDir: string): Promise<EndedRun> {
  const tally = new RowTally();
  await using csv = await ResultsCsv.open(path.join(outDir, 'results.csv'));
  for await (const batch of ledger.results(record)) {
    tally.add(batch);
    await csv.write(batch);
  }
  await csv.finish();
  const summary = summarizeRun(record, tally);
  await writeSummaryJson(path.join(outDir, 'summary.json'), summary);
  const { deferred, awaitingInvitation } = await ledger.count(record);
  return {
    kind: 'run',
    summary,
    warnings: tally.warnings,
    outDir,
    simulated: isSimulatedAccount(record.account),
    reasons: tally.reasons,
    leftOut: tally.leftOut,
    seconds: record.activeMs / 1000,
    limiters: record.counts.limiters,
    stop: record.stop,
    deferred,
    awaitingInvitation,
  };
}
