import type { RateLimit } from '../core/rate-limit.ts';

/** What is kept of a rate that turned out to be too quick. */
const KEPT = 0.92;
/** How fast the rate grows, in requests a second per cubed second: back from 40 to 80 in 12 seconds. */
const GROWTH = 0.08;
/** Slower than this share of the limit it does not get, so that it finds back. */
const LEAST_SHARE = 0.02;
/**
 * Headers take no more than the rest of this share away by themselves: a count that means something else must not
 * stop a run.
 */
const HEADER_TRUST = 0.5;

export type AdaptiveRateOptions = {
  /** Requests a second that the plan allows the account. */
  readonly ofAccount: number;
  /** The part of that which this run may take, above 0, at most 1. */
  readonly share: number;
};

/**
 * How many requests a second may leave, when another app of the account takes a part of the limit.
 *
 * After a refusal the rate drops below what was let through, comes back slowly to where the refusal was, waits there,
 * and then goes on faster and faster: the curve of TCP CUBIC (RFC 9438). Adding the same every second would either
 * meet the limit too often or take too long to be back when the other app is done; `npm run bench -- sharing` compares.
 * Where Zoom says how much of a second is left, the rate gives way before anything is refused.
 */
export class AdaptiveRate {
  #ofAccount: number;
  readonly #share: number;
  #ceiling: number;
  #droppedAt = Number.NEGATIVE_INFINITY;
  readonly #others = new RecentMost();
  #namedLimit: number | undefined;

  constructor({ ofAccount, share }: AdaptiveRateOptions) {
    this.#ofAccount = ofAccount;
    this.#share = share;
    this.#ceiling = this.limit;
  }

  /** Requests a second when nobody else is there. */
  get limit(): number {
    return this.#ofAccount * this.#share;
  }

  /** Requests a second that may leave now; `now` in ms. */
  at(now: number): number {
    const free = Math.max(this.#ofAccount - this.#others.at(now), this.#ofAccount * HEADER_TRUST);
    return Math.min(this.limit, free, this.#curve(now));
  }

  /**
   * A request was refused, and `passed` were let through in the second before it left. Refusals of requests that left
   * before the last drop say nothing new.
   * @returns whether the rate dropped
   */
  drop(sentAt: number, passed: number, now: number): boolean {
    if (sentAt <= this.#droppedAt) return false;
    this.#ceiling = Math.max(Math.min(this.at(now), passed), this.limit * LEAST_SHARE);
    this.#droppedAt = now;
    return true;
  }

  /**
   * Zoom's count of the second in which a request arrived, `ours` of which were this run's. It is about the second when
   * Zoom says so, or when it says nothing and the limit is the one that the plan has for a second.
   */
  observe({ limit, remaining, window }: RateLimit, ours: number, now: number): void {
    const isOfSecond = window === 'second' || (window === undefined && limit === this.#ofAccount);
    if (isOfSecond) this.#others.note(Math.min(limit, this.#ofAccount) - remaining - ours, now);
  }

  /**
   * A refusal names the limit of a second. One that is lower than the plan's is believed the second time: there are
   * limits of single users and endpoints, too.
   * @returns the account's limit when it turned out to be lower than the plan's
   */
  observeLimit({ limit, window }: RateLimit): number | undefined {
    if (window !== 'second' || limit < 1 || limit >= this.#ofAccount) return undefined;
    const isSaidAgain = limit === this.#namedLimit;
    this.#namedLimit = limit;
    if (!isSaidAgain) return undefined;
    this.#ofAccount = limit;
    return limit;
  }

  #curve(now: number): number {
    const seconds = (now - this.#droppedAt) / 1000;
    if (seconds === Number.POSITIVE_INFINITY) return this.limit;
    const plateau = Math.cbrt((this.#ceiling * (1 - KEPT)) / GROWTH);
    return Math.max(this.#ceiling + GROWTH * (seconds - plateau) ** 3, this.limit * LEAST_SHARE);
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
