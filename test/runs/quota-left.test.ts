import { expect, it } from 'vitest';
import { utcDay } from '../../src/core/utc-day.ts';
import { quotaLeft } from '../../src/runs/quota-left.ts';
import { AT, holdAccount, openLedger } from '../support/ledger-rig.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

it.each([
  { used: 0, plan: 'free', share: 1, left: 50 },
  { used: 48, plan: 'free', share: 1, left: 2 },
  { used: 50, plan: 'free', share: 1, left: 0 },
  { used: 24, plan: 'free', share: 0.5, left: 1 },
  { used: 30, plan: 'free', share: 0.5, left: 0 },
  { used: 48, plan: 'pro', share: 1, left: 1_452 },
] as const)(
  'of a $plan plan at share $share with $used invitations sent today, $left are left',
  async ({ used, plan, share, left }) => {
    const ledger = await openLedger();
    const { quotas } = await holdAccount(ledger, 'acme');
    await quotas.raise(utcDay(AT), 'create', used);
    expect(await quotaLeft(ledger, 'acme', { plan, share }, AT)).toBe(left);
  },
);

it('nothing is left of a day that Zoom has closed, and all of the next day, and of another account', async () => {
  const ledger = await openLedger();
  const { quotas } = await holdAccount(ledger, 'acme');
  await quotas.close(utcDay(AT), 'create');
  const settings = { plan: 'free', share: 1 } as const;
  expect(await quotaLeft(ledger, 'acme', settings, AT)).toBe(0);
  expect(await quotaLeft(ledger, 'acme', settings, AT + DAY_MS)).toBe(50);
  expect(await quotaLeft(ledger, 'other', settings, AT)).toBe(50);
});
