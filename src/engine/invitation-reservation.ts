import { utcDay } from '../core/utc-day.ts';
import { ZoomError } from '../core/zoom-error.ts';
import type { DayQuotas } from './day-quotas.ts';

/**
 * The invitation of the day that a create takes: one for the row, however often it is sent on a day, and whichever
 * session of the run sent it first.
 */
export class InvitationReservation {
  readonly #quotas: DayQuotas;
  readonly #now: () => number;
  /** The UTC day that it was taken from. */
  #day: string | undefined;
  #takenHere = false;

  /** @param takenAt when an earlier session took one that may still count, in ms since the epoch */
  constructor(quotas: DayQuotas, now: () => number, takenAt: number | undefined) {
    this.#quotas = quotas;
    this.#now = now;
    this.#day = takenAt === undefined ? undefined : utcDay(takenAt);
  }

  /** @throws {ZoomError} `inviteQuota` when the row has none and none is left today */
  async require(): Promise<void> {
    if (this.#day === undefined) await this.#quotas.require('create');
  }

  /** @throws {ZoomError} `inviteQuota` when none is left today */
  async take(): Promise<void> {
    if (this.#day === utcDay(this.#now())) return;
    this.#day = await this.#quotas.take('create');
    this.#takenHere = true;
  }

  /**
   * The call ended with an error: gives the invitation back when it surely was not sent.
   * @param mayHaveTakenEffect what is known when the run stopped in between
   */
  async settle(error: unknown, mayHaveTakenEffect: boolean): Promise<void> {
    // Where the day is closed it makes no difference.
    const mayCount =
      error instanceof ZoomError ? error.inDoubt || error.kind === 'inviteQuota' : mayHaveTakenEffect;
    if (this.#day === undefined || mayCount) return;
    const day = this.#day;
    this.#day = undefined;
    // What an earlier session took it may have given back, too, right before it died.
    if (this.#takenHere) await this.#quotas.giveBack('create', day);
  }
}
