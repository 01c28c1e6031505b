/**
 * Each timer is a little late, the more the busier the machine; what was missed for longer than that is not made up for. No
 * second holds more for it: that is the window's business.
 */
const CATCH_UP_MS = 25;

/** When the next call is due, one gap after another. */
export class Rhythm {
  #dueAt: number;

  constructor(now: number) {
    this.#dueAt = now;
  }

  get nextAt(): number {
    return this.#dueAt;
  }

  /** A call goes now; the next one is due a gap after the moment at which this one was. */
  go(gapMs: number, now: number): void {
    this.#dueAt = Math.max(this.#dueAt, now - CATCH_UP_MS) + gapMs;
  }
}
