import { INVITATION_MS } from '../core/invitation-life.ts';
import type { AccountLedger, Ledger } from '../core/ledger.ts';
import { Locked } from '../core/locked.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';

/**
 * Takes an account for a run.
 * @throws {Locked} that says which run holds it, and since when
 */
export async function holdAccount(ledger: Ledger, account: string): Promise<AccountLedger> {
  // A simulated account is its run's own.
  const held = await ledger.hold(account, { exclusive: !isSimulatedAccount(account) });
  if (held) {
    await held.forgetKept(Date.now() - INVITATION_MS);
    return held;
  }
  const runs = await ledger.runs();
  const other = runs.find(
    (run) => run.account === account && (run.status === 'checking' || run.status === 'running'),
  );
  const which = other
    ? `run ${other.id} (${other.input}) since ${new Date(other.startedAt).toISOString()}`
    : 'one that has just begun';
  throw new Locked(
    `Another run of the account ${account} is going on: ${which}. Nothing was sent. Wait for its end, or interrupt it.`,
  );
}
