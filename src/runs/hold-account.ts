import { FRESH_READING_MS } from '../core/account-users.ts';
import type { Listener } from '../core/events.ts';
import { INVITATION_MS } from '../core/invitation-life.ts';
import type { AccountLedger, Holder, Ledger } from '../core/ledger.ts';
import { Locked } from '../core/locked.ts';
import { isSimulatedAccount } from '../core/simulated-account.ts';
import { sleep } from '../support/sleep.ts';
import { doubtClock } from './doubt-clock.ts';

/** Between two looks whether the account is free. */
const LOOK_AGAIN_MS = 500;

/** How long to wait for another run of the account to end, and who hears of it. */
export type Patience = {
  readonly waitMs: number;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  readonly listen: Listener;
};

/**
 * Takes an account for a run, once nobody else holds it.
 * @param patience without it nothing is waited for
 * @throws {Locked} that says which run holds it, where, and since when; the signal's reason when it fires first
 */
export async function holdAccount(
  ledger: Ledger,
  account: string,
  patience?: Patience,
): Promise<AccountLedger> {
  const until = performance.now() + (patience?.waitMs ?? 0);
  for (let isFirst = true; ; isFirst = false) {
    // A simulated account is its run's own.
    const held = await ledger.hold(account, { exclusive: !isSimulatedAccount(account) });
    if (held) {
      try {
        const now = Date.now();
        if (!(await doubtClock(ledger, now))) {
          await held.forgetKept(now - INVITATION_MS);
          await held.users().forgetStale(now, FRESH_READING_MS);
          // What one has left that was killed: no other goes on with it.
          await held.roster().clear();
        }
      } catch (error) {
        // Nobody else would let it go as long as this process lives.
        await held.release();
        throw error;
      }
      return held;
    }
    const holder = await describeOther(ledger, account);
    const leftMs = until - performance.now();
    if (!patience || leftMs <= 0) throw new Locked(refusal(account, holder));
    if (isFirst)
      patience.listen({ type: 'notice', notice: { kind: 'waitsForRun', account, which: holder.which } });
    await sleep(Math.min(leftMs, LOOK_AGAIN_MS), patience.signal);
  }
}

type Other = { readonly which: string; readonly holder: Holder | undefined };

async function describeOther(ledger: Ledger, account: string): Promise<Other> {
  const holder = await ledger.holder(account);
  const run = holder?.runId === undefined ? undefined : await ledger.findRun(holder.runId);
  if (!holder || !run) return { which: 'one that has just begun', holder };
  return { which: `run ${run.id} (${run.input}) since ${new Date(holder.since).toISOString()}`, holder };
}

function refusal(account: string, { which, holder }: Other): string {
  const where = holder ? ` It is process ${holder.pid} on ${holder.host}.` : '';
  return (
    `Another run of the account ${account} is going on: ${which}. Nothing was sent.${where} ` +
    'Wait for its end with --wait <duration>, or interrupt it.'
  );
}
