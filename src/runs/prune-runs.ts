import type { Ledger } from '../core/ledger.ts';
import type { ForgettableRun } from '../core/ledger-records.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';
import { isSettled, type RunOverview, runOverview } from './open-runs.ts';

export type Pruned = {
  readonly forgotten: number;
  /** Old ones that have rows left or go on. */
  readonly unsettled: readonly RunOverview[];
  /** Settled ones, of accounts that have another run going on. */
  readonly busy: readonly ForgettableRun[];
};

/** Forgets the settled runs that began before a moment (ms since the epoch). */
export async function pruneRuns(ledger: Ledger, before: number): Promise<Pruned> {
  let forgotten = 0;
  const unsettled: RunOverview[] = [];
  const busy: ForgettableRun[] = [];
  for (const record of await ledger.halfForgotten()) if (await deleteRun(ledger, record)) forgotten++;
  for (const record of await ledger.runs()) {
    if (record.startedAt >= before) continue;
    const overview = await runOverview(ledger, record);
    if (!isSettled(overview)) unsettled.push(overview);
    else if (await deleteRun(ledger, record)) forgotten++;
    else busy.push(record);
  }
  return { forgotten, unsettled, busy };
}

/** @returns whether it could be done: not while somebody holds the account */
async function deleteRun(ledger: Ledger, record: ForgettableRun): Promise<boolean> {
  const held = await ledger.hold(record.account, { exclusive: !isSimulatedAccount(record.account) });
  if (!held) return false;
  try {
    await held.deleteRun(record);
    return true;
  } finally {
    await held.release();
  }
}
