import { ZoomError } from '../core/zoom-api.ts';
import { nextUtcDay, type QuotaStore, utcDay } from '../ledger/quota-store.ts';

export type CreateQuotaOptions = {
  readonly store: QuotaStore;
  readonly account: string;
  /** Invitations a UTC day that this run may send: the plan's, or its share of them. */
  readonly perDay: number;
  /** Ms since the epoch. */
  readonly now: () => number;
  readonly onUsedUp: (resumeAfter: number) => void;
};

/** The invitations that are left today, kept in the ledger so that all runs of the account count together. */
export class CreateQuota {
  readonly #options: CreateQuotaOptions;
  #toldOf = '';

  constructor(options: CreateQuotaOptions) {
    this.#options = options;
  }

  /**
   * Reserves one of today's invitations, before it is sent.
   * @returns the day it was taken from
   * @throws {ZoomError} `inviteQuota` when none is left
   */
  take(): string {
    const { store, account, perDay, now } = this.#options;
    const day = utcDay(now());
    if (store.take(account, day, 'create', perDay)) return day;
    this.#tell(day);
    throw new ZoomError({ kind: 'inviteQuota', message: this.#message(day) });
  }

  /** Zoom surely refused: the invitation is still to be had. */
  giveBack(day: string): void {
    this.#options.store.giveBack(this.#options.account, day, 'create');
  }

  /** Zoom says that today's quota is used up, whatever was counted here. */
  close(day: string): void {
    this.#options.store.close(this.#options.account, day, 'create');
    this.#tell(day);
  }

  #tell(day: string): void {
    if (this.#toldOf === day) return;
    this.#toldOf = day;
    this.#options.onUsedUp(nextUtcDay(this.#options.now()));
  }

  #message(day: string): string {
    const { store, account, perDay } = this.#options;
    const { closed, used } = store.get(account, day, 'create');
    const why = closed
      ? 'Zoom says that they are used up'
      : `${Math.min(used, perDay)} of ${perDay} were sent`;
    return `not sent: no invitation is left for today (${why}); the next day begins at 00:00 UTC`;
  }
}
