import type { RateLimit } from '../core/rate-limit.ts';

/**
 * Headers take no more than the rest of this share away by themselves: a count that means something else must not
 * stop a run.
 */
const TRUST = 0.5;

/** What Zoom's headers say about a second: how much of it others take, and what the limit really is. */
export class SaidByZoom {
  readonly #others = new RecentMost();
  #namedLimit: number | undefined;

  /** Calls a second that are left of the account's, for this second and the next; `now` in ms. */
  left(ofAccount: number, now: number): number {
    return Math.max(ofAccount - this.#others.at(now), ofAccount * TRUST);
  }

  /**
   * Zoom's count of the second in which a call arrived, `ours` of which were this run's. It is about the second when
   * Zoom says so, or when it says nothing and the limit is the one that the plan has for a second.
   */
  observe({ limit, remaining, window }: RateLimit, ours: number, ofAccount: number, now: number): void {
    const isOfSecond = window === 'second' || (window === undefined && limit === ofAccount);
    if (isOfSecond) this.#others.note(Math.min(limit, ofAccount) - remaining - ours, now);
  }

  /**
   * A refusal names the limit of a second. One that is lower than the plan's is believed the second time: there are
   * limits of single users and endpoints, too.
   * @returns the account's limit when it turned out to be lower than the plan's
   */
  observeLimit({ limit, window }: RateLimit, ofAccount: number): number | undefined {
    if (window !== 'second' || limit < 1 || limit >= ofAccount) return undefined;
    const isSaidAgain = limit === this.#namedLimit;
    this.#namedLimit = limit;
    return isSaidAgain ? limit : undefined;
  }
}

/** The largest number of this second and the one before it; counts of a part of a second are too small. */
class RecentMost {
  #second = 0;
  #most = 0;
  #before = 0;

  note(value: number, now: number): void {
    this.#turnTo(now);
    this.#most = Math.max(this.#most, value);
  }

  at(now: number): number {
    this.#turnTo(now);
    return Math.max(this.#most, this.#before);
  }

  #turnTo(now: number): void {
    const second = Math.floor(now / 1000);
    if (second === this.#second) return;
    this.#before = second === this.#second + 1 ? this.#most : 0;
    this.#most = 0;
    this.#second = second;
  }
}
