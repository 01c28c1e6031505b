import type { Ledger } from '../core/ledger.ts';
import { Locked } from '../core/locked.ts';
import { describeHolder } from '../report/describe-holder.ts';
import { findRun } from './find-run.ts';
import { holdAccount } from './hold-account.ts';
import { type RunOverview, runOverview } from './open-runs.ts';

/**
 * Forgets a run, settled or not.
 * @param consent is asked what is lost with it, while nobody can go on with it. @throws whatever it throws for a no
 * @throws {UsageError} when there is no such run, {Locked} when one of its account goes on
 */
export async function forgetRun(
  ledger: Ledger,
  runId: string,
  consent: (run: RunOverview) => Promise<void>,
): Promise<void> {
  const record = await findRun(ledger, runId);
  const { state } = await runOverview(ledger, record);
  if (state.kind === 'underWay') {
    throw new Locked(
      `Run ${record.id} is under way (${describeHolder(state)}), so it was not forgotten. Wait for its end, or interrupt it.`,
    );
  }
  const held = await holdAccount(ledger, record.account);
  try {
    await consent(await runOverview(ledger, record));
    await held.deleteRun(record);
  } finally {
    await held.release();
  }
}
