import type { Ledger, RunRecord } from '../core/ledger.ts';
import { UsageError } from '../core/usage-error.ts';

/** The run of this id, or the newest without one. @throws {UsageError} when there is none */
export async function findRun(ledger: Ledger, runId: string | undefined): Promise<RunRecord> {
  const [newest] = runId === undefined ? await ledger.runs() : [await ledger.findRun(runId)];
  if (newest) return newest;
  throw new UsageError(
    runId === undefined
      ? 'There are no runs in the ledger yet.'
      : `There is no run ${runId} in the ledger; \`zoom-provision runs\` lists them.`,
  );
}
