/** Who has a place in a second and has not left yet. */
export type Waiting = {
  /** In ms. */
  readonly grantedAt: number;
};

/**
 * When the last requests of a label left, as many as a second may hold. A request that has its permit may still be
 * waiting for a connection: it counts in every second until it has left, since nobody knows when that will be. After a
 * second it loses its place, so that connections that hang hold up nobody else.
 */
export class SlidingWindow {
  /** When requests left, in a ring; the oldest is the next to be overwritten. */
  #times: Float64Array;
  #oldest = 0;
  /** In the order in which they got their places. */
  readonly #waiting = new Set<Waiting>();

  /** @param most how many requests a second may hold */
  constructor(most: number) {
    this.#times = new Float64Array(most).fill(Number.NEGATIVE_INFINITY);
  }

  /** When one more may leave, as far as is known `now`, so that none of the windows of this length holds too many. */
  nextAt(windowMs: number, now: number): number {
    const { length } = this.#times;
    for (const waiting of this.#waiting) {
      if (waiting.grantedAt + windowMs <= now) this.#waiting.delete(waiting);
      else if (this.#waiting.size >= length) return waiting.grantedAt + windowMs;
      else break;
    }
    // Those that wait will push out as many of the oldest.
    const deciding = this.#times[(this.#oldest + this.#waiting.size) % length] ?? Number.NEGATIVE_INFINITY;
    return deciding + windowMs;
  }

  /** When those got their places that have not left yet, in order. */
  get waiting(): readonly number[] {
    return Array.from(this.#waiting, ({ grantedAt }) => grantedAt);
  }

  /** From now on a second holds no more than this, which must be fewer than before. */
  limitTo(most: number): void {
    const inOrder = [...this.#times.subarray(this.#oldest), ...this.#times.subarray(0, this.#oldest)];
    this.#times = Float64Array.from(inOrder.slice(-most));
    this.#oldest = 0;
  }

  /** A request has a place from now on. */
  reserve(waiting: Waiting): void {
    this.#waiting.add(waiting);
  }

  /** A request leaves now, if it still has its place or there is room for it. @returns whether it may */
  leave(waiting: Waiting, windowMs: number, now: number): boolean {
    const hasPlace = this.#waiting.delete(waiting) && now < waiting.grantedAt + windowMs;
    if (!hasPlace && this.nextAt(windowMs, now) > now) return false;
    this.#times[this.#oldest] = now;
    this.#oldest = (this.#oldest + 1) % this.#times.length;
    return true;
  }

  /** A request with a place will never leave. */
  release(waiting: Waiting): void {
    this.#waiting.delete(waiting);
  }
}
