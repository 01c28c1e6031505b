/** What is kept of a pace that turned out to be too quick. */
const KEPT = 0.92;
/** How fast the pace grows, in calls a second per cubed second: back from 40 to 80 in 12 seconds. */
const GROWTH = 0.08;
/** Slower than this share of the limit it does not get, so that it finds back. */
const LEAST_SHARE = 0.02;

/**
 * How many calls a second may leave, when another app of the account takes a part of the limit that nobody can see.
 *
 * After a refusal the pace drops below what was let through, comes back slowly to where the refusal was, waits there,
 * and then goes on faster and faster: the curve of TCP CUBIC (RFC 9438). Adding the same every second would either
 * meet the limit too often or take too long to be back when the other app is done; `npm run bench -- sharing` compares.
 */
export class Pace {
  readonly #limit: number;
  #ceiling: number;
  #droppedAt = Number.NEGATIVE_INFINITY;

  /** @param limit calls a second when nobody else is there */
  constructor(limit: number) {
    this.#limit = limit;
    this.#ceiling = limit;
  }

  /** Calls a second that may leave now; `now` in ms. */
  at(now: number): number {
    const seconds = (now - this.#droppedAt) / 1000;
    if (seconds === Number.POSITIVE_INFINITY) return this.#limit;
    const plateau = Math.cbrt((this.#ceiling * (1 - KEPT)) / GROWTH);
    const pace = this.#ceiling + GROWTH * (seconds - plateau) ** 3;
    return Math.min(this.#limit, Math.max(pace, this.#limit * LEAST_SHARE));
  }

  /** Whether nothing holds the calls back but the limit itself. */
  isFull(now: number): boolean {
    return this.at(now) === this.#limit;
  }

  /**
   * A call was refused, and `passed` were let through in the second before it left. Refusals of calls that left before
   * the last drop say nothing new.
   * @returns whether the pace dropped
   */
  drop(leftAt: number, passed: number, now: number): boolean {
    if (leftAt <= this.#droppedAt) return false;
    this.#ceiling = Math.max(Math.min(this.at(now), passed), this.#limit * LEAST_SHARE);
    this.#droppedAt = now;
    return true;
  }
}
