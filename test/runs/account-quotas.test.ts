import { describe, expect, it } from 'vitest';
import type { PlanName } from '../../src/core/labels.ts';
import type { NewRun } from '../../src/core/ledger-records.ts';
import { utcDay } from '../../src/core/utc-day.ts';
import { accountQuotas } from '../../src/runs/account-quotas.ts';
import { AT, holdAccount, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

const RESETS_AT = '2026-11-23T00:00:00.000Z';
const planOf = (known: PlanName | undefined) => known ?? 'pro';

/** A ledger with these runs, the oldest first. */
async function ledgerWith(...runs: readonly (Partial<NewRun> & { readonly account: string })[]) {
  const ledger = await openLedger();
  for (const [index, { account, ...changes }] of runs.entries()) {
    const held = await ledger.hold(account, { exclusive: false });
    await held?.insertRun({ ...NEW_RUN, id: `run ${index + 1}`, startedAt: AT + index, ...changes });
    await held?.release();
  }
  return ledger;
}

describe('today’s create quota', () => {
  it('is told of every account that has runs, by the plan of its newest one', async () => {
    const ledger = await ledgerWith(
      { account: 'acme', plan: 'free' },
      { account: 'other', plan: 'business' },
      { account: 'acme', plan: 'pro' },
    );
    const { quotas } = await holdAccount(ledger, 'acme');
    await quotas.raise(utcDay(AT), 'create', 120);
    expect(await accountQuotas(ledger, undefined, planOf, AT)).toEqual([
      { account: 'acme', plan: 'pro', used: 120, limit: 1_500, left: 1_380, resets_at: RESETS_AT },
      { account: 'other', plan: 'business', used: 0, limit: 10_000, left: 10_000, resets_at: RESETS_AT },
    ]);
  });

  it('is told of an account that is named, first and once, whether or not it has runs', async () => {
    const ledger = await ledgerWith({ account: 'acme', plan: 'free' }, { account: 'other', plan: 'free' });
    const accountsFor = async (named: string) =>
      (await accountQuotas(ledger, named, planOf, AT)).map(({ account, plan }) => `${account} ${plan}`);
    expect(await accountsFor('new')).toEqual(['new pro', 'other free', 'acme free']);
    expect(await accountsFor('acme')).toEqual(['acme free', 'other free']);
  });

  it('leaves simulated accounts out', async () => {
    const ledger = await ledgerWith({ account: 'simulated:run 1' });
    expect(await accountQuotas(ledger, undefined, planOf, AT)).toEqual([]);
  });

  it('has nothing left when Zoom has closed the day, whatever was counted', async () => {
    const ledger = await ledgerWith({ account: 'acme', plan: 'free' });
    const { quotas } = await holdAccount(ledger, 'acme');
    await quotas.raise(utcDay(AT), 'create', 3);
    await quotas.close(utcDay(AT), 'create');
    expect(await accountQuotas(ledger, undefined, planOf, AT)).toEqual([
      { account: 'acme', plan: 'free', used: 3, limit: 50, left: 0, resets_at: RESETS_AT },
    ]);
  });
});
