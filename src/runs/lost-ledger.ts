import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import type { Ledger } from '../core/ledger.ts';
import { simulatedAccountOf } from '../core/simulated-account.ts';
import type { Summary } from '../core/summary.ts';
import { UsageError } from '../core/usage-error.ts';
import { isOpenOutcome, type Outcome } from '../core/vocabulary.ts';
import { readFile } from '../support/files/read-file.ts';

/** Where reports go that nobody gave a folder for. */
const REPORTS = 'reports';

/** A run has it from its first request on, a preview never. */
const LOG = 'run.log';

/** Whether there is the report of a run, or what there is of it so far, below the working folder. */
export function hasReport(runId: string): boolean {
  return existsSync(path.join(REPORTS, path.basename(runId), LOG));
}

/**
 * An empty ledger is no proof that there is nothing to go on with: not when there are reports of runs that have rows left, or that
 * never came to their end.
 * @param folder the ledger's
 * @throws {UsageError} then
 */
export async function refuseLostLedger(ledger: Ledger, folder: string): Promise<void> {
  const known = [
    ...(await ledger.runs()),
    ...(await ledger.damagedRuns()),
    ...(await ledger.halfForgotten()),
  ];
  if (known.length > 0) return;
  const reports = globSync(`${REPORTS}/*/${LOG}`).map((log) => path.dirname(log));
  const newest = reports.sort().findLast((report) => hasRowsLeft(report) && !isSimulated(report));
  if (newest !== undefined) throw new UsageError(describeLost(folder, path.basename(newest)));
}

/** That the ledger does not know a run of which there is a report. */
export function describeLost(folder: string, runId: string): string {
  return (
    `The ledger in ${folder} knows nothing of run ${runId}, whose report is in ${path.join(REPORTS, runId)}: was it deleted, or is ` +
    'another --state <dir> or HOME meant?'
  );
}

function hasRowsLeft(report: string): boolean {
  const file = path.join(report, 'summary.json');
  if (!existsSync(file)) return true;
  try {
    const { outcomes = {} } = JSON.parse(textOf(file)) as Partial<Summary>;
    return Object.keys(outcomes).some((outcome) => isOpenOutcome(outcome as Outcome));
  } catch {
    return false;
  }
}

/** Its account is gone, and so is nothing else. */
function isSimulated(report: string): boolean {
  try {
    return textOf(path.join(report, LOG)).includes(`"account":"${simulatedAccountOf('')}`);
  } catch {
    return false;
  }
}

function textOf(file: string): string {
  return readFile(file).bytes.toString('utf8');
}
