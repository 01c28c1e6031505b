import type { Ledger } from '../core/ledger.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';

/**
 * Forgets the runs that began before a moment (ms since the epoch), but for those of an account that has a run going on.
 * @returns how many
 */
export async function pruneRuns(ledger: Ledger, before: number): Promise<number> {
  let count = 0;
  for (const run of await ledger.runs()) {
    if (run.startedAt >= before) continue;
    const held = await ledger.hold(run.account, { exclusive: !isSimulatedAccount(run.account) });
    if (!held) continue;
    try {
      await held.deleteRun(run);
    } finally {
      await held.release();
    }
    count++;
  }
  return count;
}
