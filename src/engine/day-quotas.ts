import type { Label, Plan } from '../core/labels.ts';
import type { QuotaDay, QuotaKind, QuotaLedger } from '../core/ledger.ts';
import type { RateLimit } from '../core/rate-limit.ts';
import { nextUtcDay, utcDay } from '../core/utc-day.ts';

import { ZoomError } from '../core/zoom-error.ts';

/** Several answers put the same moment seconds apart where they say how long it takes until then. */
const SAME_MOMENT_MS = 60_000;

export type DayQuotasOptions = {
  readonly ledger: QuotaLedger;
  readonly plan: Plan;
  /** The part of the account's limits that this run may take, above 0, at most 1. */
  readonly share: number;
  /** Ms since the epoch, by Zoom's clock: a day is one of Zoom's. */
  readonly now: () => number;
  /** A quota is used up until then (ms since the epoch); told once a day for each. */
  readonly onUsedUp: (kind: QuotaKind, resumeAfter: number) => void;
};

/** A whole number; a share of 0.29 is a little less than 29 %, and must not cost one for that. */
export function shareOf(limit: number, share: number): number {
  return Math.floor(Number((limit * share).toFixed(6)));
}

/** What a UTC day holds of a quota for a run with this share; Infinity where nothing is documented. */
export function quotaPerDay({ createsPerDay, perDay }: Plan, kind: QuotaKind, share: number): number {
  return shareOf(kind === 'create' ? createsPerDay : perDay[kind], share);
}

/** What is left of a day's quota: nothing when Zoom has closed it. */
export function leftOf({ used, closed }: QuotaDay, perDay: number): number {
  return closed ? 0 : Math.max(0, perDay - used);
}

/**
 * What is left of today: invitations, and on a Free plan calls. Kept in the ledger, so that all runs of the account
 * count together; but Zoom has the last word.
 */
export class DayQuotas {
  readonly #options: DayQuotasOptions;
  /** What Zoom has said: quotas that are used up, with the moment when they are there again. */
  readonly #closedUntil = new Map<QuotaKind, number>();
  readonly #toldOf = new Map<QuotaKind, number>();

  constructor(options: DayQuotasOptions) {
    this.#options = options;
  }

  /** @throws {ZoomError} `inviteQuota` or `rateDaily` when none is left today */
  async require(kind: QuotaKind): Promise<void> {
    const { ledger, now } = this.#options;
    const limit = this.#perDay(kind);
    if (!this.#isClosed(kind)) {
      if (limit === Number.POSITIVE_INFINITY) return;
      if (leftOf(await ledger.get(utcDay(now()), kind), limit) > 0) return;
    }
    await this.#refuse(kind);
  }

  /**
   * Takes one of today's, before it is used.
   * @returns the day it was taken from
   * @throws {ZoomError} `inviteQuota` or `rateDaily` when none is left
   */
  async take(kind: QuotaKind): Promise<string> {
    const { ledger, now } = this.#options;
    const day = utcDay(now());
    const limit = this.#perDay(kind);
    if (this.#isClosed(kind)) await this.#refuse(kind);
    if (limit !== Number.POSITIVE_INFINITY && !(await ledger.take(day, kind, limit)))
      await this.#refuse(kind);
    return day;
  }

  /** It surely was not used, or Zoom refused it: it is still to be had. */
  async giveBack(kind: QuotaKind, day: string): Promise<void> {
    if (this.#perDay(kind) !== Number.POSITIVE_INFINITY) await this.#options.ledger.giveBack(day, kind);
  }

  /**
   * Zoom says that a quota is used up, whatever was counted here.
   * @param day when the refused call left; over midnight that is the day before, and today is open
   */
  async close(kind: QuotaKind, day: string, retryAfterMs: number | undefined): Promise<void> {
    const { ledger, now } = this.#options;
    await ledger.close(day, kind);
    if (day !== utcDay(now())) {
      this.#tell(kind, now());
      return;
    }
    // A date in whole seconds became a wait, and is a date again.
    const until =
      retryAfterMs === undefined ? nextUtcDay(now()) : Math.round((now() + retryAfterMs) / 1000) * 1000;
    this.#closedUntil.set(kind, until);
    this.#tell(kind, until);
  }

  /** Zoom says how much of a limit is left: where it is one of ours, its count counts. */
  async correct(
    label: Label,
    isCreate: boolean,
    day: string,
    { limit, remaining }: RateLimit,
  ): Promise<void> {
    const { ledger, plan } = this.#options;
    if (isCreate && limit === plan.createsPerDay) await ledger.raise(day, 'create', limit - remaining);
    else if (limit === plan.perDay[label]) await ledger.raise(day, label, limit - remaining);
  }

  #perDay(kind: QuotaKind): number {
    return quotaPerDay(this.#options.plan, kind, this.#options.share);
  }

  #isClosed(kind: QuotaKind): boolean {
    return (this.#closedUntil.get(kind) ?? 0) > this.#options.now();
  }

  async #refuse(kind: QuotaKind): Promise<never> {
    const { ledger, now } = this.#options;
    // Not closed for that: what Zoom refuses is given back, and can be used by a later row.
    const closedUntil = this.#closedUntil.get(kind) ?? 0;
    this.#tell(kind, closedUntil > now() ? closedUntil : nextUtcDay(now()));
    const { used, closed, damaged } = await ledger.get(utcDay(now()), kind);
    const limit = this.#perDay(kind);
    const counted = { used: Math.min(used, limit), limit, closedByZoom: closed, ...(damaged && { damaged }) };
    throw new ZoomError({
      kind: kind === 'create' ? 'inviteQuota' : 'rateDaily',
      message: `nothing is left of the quota ${kind} for today`,
      reason: { kind: 'quota', quota: kind, ...counted },
    });
  }

  #tell(kind: QuotaKind, until: number): void {
    if (until - (this.#toldOf.get(kind) ?? 0) < SAME_MOMENT_MS) return;
    this.#toldOf.set(kind, until);
    this.#options.onUsedUp(kind, until);
  }
}
