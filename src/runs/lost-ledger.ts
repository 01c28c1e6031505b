import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import type { Ledger } from '../core/ledger.ts';
import type { Summary } from '../core/summary.ts';
import { UsageError } from '../core/usage-error.ts';
import { readFile } from '../support/files/read-file.ts';

/** Where reports go that nobody gave a folder for. */
const REPORTS = 'reports';

/** The folder below the working folder that has the report of a run. */
export function reportOf(runId: string): string | undefined {
  const folder = path.join(REPORTS, path.basename(runId));
  return existsSync(path.join(folder, 'summary.json')) ? folder : undefined;
}

/**
 * An empty ledger is no proof that there is nothing to go on with: not when there are reports of runs that have sent something.
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
  const [newest] = globSync(`${REPORTS}/*/summary.json`).sort().toReversed().flatMap(sentRun);
  if (newest !== undefined) throw new UsageError(describeLost(folder, newest));
}

/** That the ledger does not know a run of which there is a report. */
export function describeLost(folder: string, runId: string): string {
  return (
    `The ledger in ${folder} knows nothing of run ${runId}, whose report is in ${path.join(REPORTS, runId)}: was it deleted, or is ` +
    'another --state <dir> or HOME meant?'
  );
}

/** The id of a run that has sent something, which a preview has not. */
function sentRun(file: string): string[] {
  try {
    const { run_id: id, requests } = JSON.parse(readFile(file).bytes.toString('utf8')) as Partial<Summary>;
    return typeof id === 'string' && typeof requests === 'number' && requests > 0 ? [id] : [];
  } catch {
    return [];
  }
}
