import type { Ledger } from '../core/ledger.ts';
import type { ForgettableRun } from '../core/ledger-records.ts';
import { Locked } from '../core/locked.ts';
import { describeHolder } from '../report/describe-holder.ts';
import { findRun } from './find-run.ts';
import { holdAccount } from './hold-account.ts';
import { type RunOverview, runOverview } from './open-runs.ts';

/**
 * Forgets a run, settled or not, or damaged on record; of one whose forgetting was cut short, what is left, unasked.
 * @param folder the ledger's, for a message
 * @param consent is asked what is lost with it, while nobody can go on with it. @throws whatever it throws for a no
 * @throws {UsageError} when there is no such run, {Locked} when one of its account goes on
 */
export async function forgetRun(
  ledger: Ledger,
  runId: string,
  folder: string,
  consent: (run: RunOverview | ForgettableRun) => Promise<void>,
): Promise<void> {
  const isIt = ({ id }: ForgettableRun) => id === runId;
  const half = (await ledger.halfForgotten()).find(isIt);
  const damaged = (await ledger.damagedRuns()).find(isIt);
  const lost = half ?? damaged;
  if (lost) return deleteHeld(ledger, lost, async () => (half ? undefined : consent(lost)));
  const record = await findRun(ledger, runId, folder);
  const { state } = await runOverview(ledger, record);
  if (state.kind === 'underWay') {
    throw new Locked(
      `Run ${record.id} is under way (${describeHolder(state)}), so it was not forgotten. Wait for its end, or interrupt it.`,
    );
  }
  await deleteHeld(ledger, record, async () => consent(await runOverview(ledger, record)));
}

async function deleteHeld(ledger: Ledger, run: ForgettableRun, consent: () => Promise<void>): Promise<void> {
  const held = await holdAccount(ledger, run.account);
  try {
    await consent();
    await held.deleteRun(run);
  } finally {
    await held.release();
  }
}
