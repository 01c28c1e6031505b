/**
 * The last departures of a label, as many as a second may hold. A call that has its turn may still be waiting for a
 * connection: such calls count in every second until they have left, since nobody knows when that will be. Connections
 * that hang therefore hold a slow label up, until they time out.
 */
export class Departures {
  /** When calls left, in a ring; the oldest is the next to be overwritten. */
  #times: Float64Array;
  #oldest = 0;
  /** Calls that have a turn and have not left yet. */
  #leaving = 0;

  /** @param most how many calls a second may hold */
  constructor(most: number) {
    this.#times = new Float64Array(most).fill(Number.NEGATIVE_INFINITY);
  }

  /** When one more may leave, so that none of the windows of this length holds too many; Infinity while nobody can tell. */
  nextAt(windowMs: number): number {
    const { length } = this.#times;
    if (this.#leaving >= length) return Number.POSITIVE_INFINITY;
    // Those that are leaving will push out as many of the oldest.
    const deciding = this.#times[(this.#oldest + this.#leaving) % length] ?? Number.NEGATIVE_INFINITY;
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

  /** A call was given its turn. */
  begin(): void {
    this.#leaving++;
  }

  /** A call that was given its turn leaves now. */
  leave(now: number): void {
    this.#leaving--;
    this.#times[this.#oldest] = now;
    this.#oldest = (this.#oldest + 1) % this.#times.length;
  }
}

/** When an attempt left, and how many of the label left right before it. */
export type Departure = {
  /** On the label's clock. */
  readonly leftAt: number;
  readonly inSecondBefore: number;
  /** In a little more than a second, since some were longer on their way: as many may stand in one second of Zoom's. */
  readonly aboutSecondBefore: number;
};

const ABOUT_SECOND_MS = 1020;

/** Leave to send one attempt. */
export class Turn implements Departure {
  #departures: Departures | undefined;
  readonly #now: () => number;
  #leftAt: number;
  #inSecondBefore = 0;
  #aboutSecondBefore = 0;

  constructor(departures: Departures, givenAt: number, now: () => number) {
    departures.begin();
    this.#departures = departures;
    this.#leftAt = givenAt;
    this.#now = now;
  }

  /** Until it has left, when it was given its turn. */
  get leftAt(): number {
    return this.#leftAt;
  }

  get inSecondBefore(): number {
    return this.#inSecondBefore;
  }

  get aboutSecondBefore(): number {
    return this.#aboutSecondBefore;
  }

  /** The attempt leaves now, or came to nothing; whoever takes a turn has to say so in the end. Twice is as once. */
  leave(): void {
    if (!this.#departures) return;
    this.#leftAt = this.#now();
    // Now, since the label does not remember long enough to say so when the answer comes.
    this.#inSecondBefore = this.#departures.since(this.#leftAt - 1000);
    this.#aboutSecondBefore = this.#departures.since(this.#leftAt - ABOUT_SECOND_MS);
    this.#departures.leave(this.#leftAt);
    this.#departures = undefined;
  }
}
