import type { Ledger } from '../core/ledger.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import { UsageError } from '../core/usage-error.ts';
import { nearest } from '../support/nearest.ts';

/** The run of this id, or the newest without one. @throws {UsageError} when there is none */
export async function findRun(ledger: Ledger, runId: string | undefined): Promise<RunRecord> {
  const [newest] = runId === undefined ? await ledger.runs() : [await ledger.findRun(runId)];
  if (newest) return newest;
  if (runId === undefined) throw new UsageError('There are no runs in the ledger yet.');
  const near = nearest(
    runId,
    (await ledger.runs()).map(({ id }) => id),
  );
  const hint = near ? ` The nearest is ${near.word}.` : '';
  throw new UsageError(`There is no run ${runId} in the ledger; \`zoom-provision runs\` lists them.${hint}`);
}
