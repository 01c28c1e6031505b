import type { Plan } from '../../src/core/labels.ts';
import type { QuotaLedger } from '../../src/core/ledger.ts';
import { PLANS } from '../../src/core/plans.ts';
import type { Reason } from '../../src/core/reason.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { DayQuotas } from '../../src/engine/day-quotas.ts';
import { AT, TODAY } from './engine-rig.ts';
import { holdAccount } from './ledger-rig.ts';
import { MemoryLedger } from './memory-ledger.ts';

export const MIDNIGHT = Date.UTC(2026, 10, 23);
export const HOUR = 60 * 60 * 1000;

export async function quotaLedger(): Promise<QuotaLedger> {
  return (await holdAccount(new MemoryLedger())).quotas;
}

/** One session; others may share its ledger. */
export async function makeQuotas({
  plan = PLANS.free as Plan,
  share = 1,
  ledger = undefined as QuotaLedger | undefined,
} = {}) {
  const shared = ledger ?? (await quotaLedger());
  const clock = { now: AT };
  const usedUp: [string, string][] = [];
  const quotas = new DayQuotas({
    ledger: shared,
    plan,
    share,
    now: () => clock.now,
    onUsedUp: (kind, until) => usedUp.push([kind, new Date(until).toISOString()]),
  });
  const used = async (day = TODAY) => (await shared.get(day, 'create')).used;
  return { quotas, ledger: shared, clock, usedUp, used };
}

export async function refusalOf(
  take: Promise<unknown>,
): Promise<{ kind: string; status: number; reason: Reason } | undefined> {
  try {
    await take;
    return undefined;
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    const { kind, status, reason } = error;
    return { kind, status, reason };
  }
}

export const quota = (
  kind: 'create' | 'light' | 'medium',
  used: number,
  limit: number,
  closedByZoom = false,
) => ({ kind: 'quota', quota: kind, used, limit, closedByZoom }) as const;
