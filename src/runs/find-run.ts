import type { Ledger } from '../core/ledger.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import { UsageError } from '../core/usage-error.ts';
import { describeDamagedRuns } from '../report/terminal/describe-damaged-runs.ts';
import { nearest } from '../support/nearest.ts';
import { describeLost, hasReport } from './lost-ledger.ts';

/**
 * The run of this id, or the newest without one.
 * @param folder the ledger's, for a message
 * @throws {UsageError} when there is none, or its record is damaged
 */
export async function findRun(ledger: Ledger, runId: string | undefined, folder: string): Promise<RunRecord> {
  const [newest] = runId === undefined ? await ledger.runs() : [await ledger.findRun(runId)];
  if (newest) return newest;
  const damaged = await ledger.damagedRuns();
  if (damaged.length > 0) throw new UsageError(describeDamagedRuns(damaged));
  if (runId === undefined) throw new UsageError('There are no runs in the ledger yet.');
  if (hasReport(runId)) throw new UsageError(describeLost(folder, runId));
  const near = nearest(
    runId,
    (await ledger.runs()).map(({ id }) => id),
  );
  const hint = near ? ` The nearest is ${near.word}.` : '';
  throw new UsageError(`There is no run ${runId} in the ledger; \`zoom-provision runs\` lists them.${hint}`);
}
