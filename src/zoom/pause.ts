/** After a refusal the second in which it fell is full, and others want a part of the next. */
const SHORT_PAUSE_MS = 200;
/** Refused again so soon: the account has less left than the limiter believes. */
const AGAIN_MS = 2_500;
const LONG_PAUSE_MS = 1_100;
const LONGEST_PAUSE_MS = 60_000;

/** The time in which nothing of a label leaves, because Zoom refused a request for being one too many in its second. */
export class Pause {
  #beganAt = Number.NEGATIVE_INFINITY;
  #until = Number.NEGATIVE_INFINITY;

  /** When it is over, in ms. */
  get until(): number {
    return this.#until;
  }

  /**
   * @param retryAfterMs how long Zoom asks to wait, when it does
   * @returns how long nothing leaves, in ms
   */
  begin(retryAfterMs: number | undefined, now: number): number {
    const isAgain = now - this.#beganAt < AGAIN_MS;
    const leastMs = isAgain ? LONG_PAUSE_MS : SHORT_PAUSE_MS;
    const pauseMs = Math.min(Math.max(retryAfterMs ?? 0, leastMs), LONGEST_PAUSE_MS);
    this.#beganAt = now;
    this.#until = Math.max(this.#until, now + pauseMs);
    return pauseMs;
  }
}
