/**
 * When the last requests of a label left, as many as a second may hold. A request that has its permit may still be
 * waiting for a connection: such requests count in every second until they have left, since nobody knows when that will
 * be. Connections that hang therefore hold a slow label up, until they time out.
 */
export class SlidingWindow {
  /** When requests left, in a ring; the oldest is the next to be overwritten. */
  #times: Float64Array;
  #oldest = 0;
  /** Requests that have a permit and have not left yet. */
  #waiting = 0;

  /** @param most how many requests a second may hold */
  constructor(most: number) {
    this.#times = new Float64Array(most).fill(Number.NEGATIVE_INFINITY);
  }

  /** When one more may leave, so that none of the windows of this length holds too many; Infinity while nobody can tell. */
  nextAt(windowMs: number): number {
    const { length } = this.#times;
    if (this.#waiting >= length) return Number.POSITIVE_INFINITY;
    // Those that wait will push out as many of the oldest.
    const deciding = this.#times[(this.#oldest + this.#waiting) % length] ?? Number.NEGATIVE_INFINITY;
    return deciding + windowMs;
  }

  /** From now on a second holds no more than this, which must be fewer than before. */
  limitTo(most: number): void {
    const inOrder = [...this.#times.subarray(this.#oldest), ...this.#times.subarray(0, this.#oldest)];
    this.#times = Float64Array.from(inOrder.slice(-most));
    this.#oldest = 0;
  }

  /** How many of the last ones left after this moment. */
  since(from: number): number {
    return this.#times.filter((time) => time > from).length;
  }

  /** A request has a place from now on. */
  reserve(): void {
    this.#waiting++;
  }

  /** A request with a place leaves now. */
  leave(now: number): void {
    this.#waiting--;
    this.#times[this.#oldest] = now;
    this.#oldest = (this.#oldest + 1) % this.#times.length;
  }

  /** A request with a place will never leave. */
  release(): void {
    this.#waiting--;
  }
}
