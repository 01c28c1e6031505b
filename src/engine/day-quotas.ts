import type { Label, Plan } from '../core/labels.ts';
import { type RateLimit, ZoomError } from '../core/zoom-api.ts';
import { nextUtcDay, type QuotaKind, type QuotaStore, utcDay } from '../ledger/sqlite/quota-store.ts';

export type DayQuotasOptions = {
  readonly store: QuotaStore;
  readonly account: string;
  readonly plan: Plan;
  /** The part of the account's limits that this run may take, above 0, at most 1. */
  readonly share: number;
  /** Ms since the epoch. */
  readonly now: () => number;
  /** A quota is used up until then (ms since the epoch); told once a day for each. */
  readonly onUsedUp: (kind: QuotaKind, resumeAfter: number) => void;
};

/** A whole number; a share of 0.29 is a little less than 29 %, and must not cost one for that. */
export function shareOf(limit: number, share: number): number {
  return Math.floor(Number((limit * share).toFixed(6)));
}

const NAMES = { create: 'invitation', light: 'Light call', medium: 'Medium call' } as const;

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

  /** What a UTC day holds of a quota for this run; Infinity where nothing is documented. */
  perDay(kind: QuotaKind): number {
    const { plan, share } = this.#options;
    return shareOf(kind === 'create' ? plan.createsPerDay : plan.perDay[kind], share);
  }

  /** @throws {ZoomError} `inviteQuota` or `rateDaily` when none is left today */
  require(kind: QuotaKind): void {
    const { store, account, now } = this.#options;
    const limit = this.perDay(kind);
    if (!this.#isClosed(kind)) {
      if (limit === Number.POSITIVE_INFINITY) return;
      const { used, closed } = store.get(account, utcDay(now()), kind);
      if (!closed && used < limit) return;
    }
    this.#refuse(kind);
  }

  /**
   * Takes one of today's, before it is used.
   * @returns the day it was taken from
   * @throws {ZoomError} `inviteQuota` or `rateDaily` when none is left
   */
  take(kind: QuotaKind): string {
    const { store, account, now } = this.#options;
    const day = utcDay(now());
    const limit = this.perDay(kind);
    if (this.#isClosed(kind)) this.#refuse(kind);
    if (limit !== Number.POSITIVE_INFINITY && !store.take(account, day, kind, limit)) this.#refuse(kind);
    return day;
  }

  /** Zoom surely refused: it is still to be had. */
  giveBack(kind: QuotaKind, day: string): void {
    this.#options.store.giveBack(this.#options.account, day, kind);
  }

  /**
   * Zoom says that a quota is used up, whatever was counted here.
   * @param day when the refused call left; over midnight that is the day before, and today is open
   */
  close(kind: QuotaKind, day: string, retryAfterMs: number | undefined): void {
    const { store, account, now } = this.#options;
    store.close(account, day, kind);
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
  correct(label: Label, isCreate: boolean, day: string, { limit, remaining }: RateLimit): void {
    const { store, account, plan } = this.#options;
    if (isCreate && limit === plan.createsPerDay) store.raise(account, day, 'create', limit - remaining);
    else if (limit === plan.perDay[label]) store.raise(account, day, label, limit - remaining);
  }

  #isClosed(kind: QuotaKind): boolean {
    return (this.#closedUntil.get(kind) ?? 0) > this.#options.now();
  }

  #refuse(kind: QuotaKind): never {
    const { now } = this.#options;
    // Not closed for that: what Zoom refuses is given back, and can be used by a later row.
    const closedUntil = this.#closedUntil.get(kind) ?? 0;
    this.#tell(kind, closedUntil > now() ? closedUntil : nextUtcDay(now()));
    throw new ZoomError({
      kind: kind === 'create' ? 'inviteQuota' : 'rateDaily',
      message: `not sent: no ${NAMES[kind]} is left for today (${this.#why(kind, utcDay(now()))}); the next day begins at 00:00 UTC`,
    });
  }

  #tell(kind: QuotaKind, until: number): void {
    if ((this.#toldOf.get(kind) ?? 0) >= until) return;
    this.#toldOf.set(kind, until);
    this.#options.onUsedUp(kind, until);
  }

  #why(kind: QuotaKind, day: string): string {
    const { closed, used } = this.#options.store.get(this.#options.account, day, kind);
    const limit = this.perDay(kind);
    return closed ? 'Zoom says that they are used up' : `${Math.min(used, limit)} of ${limit} were used`;
  }
}
