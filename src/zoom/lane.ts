import Bottleneck from 'bottleneck';
import type { LaneName } from '../core/lanes.ts';
import { orAbort } from '../support/or-abort.ts';
import { sleep } from '../support/sleep.ts';

/**
 * A second holds at most `limit` departures, and a little more than a second must lie between a departure and the
 * one `limit` places after it: this much, since a request that was delayed on its way is followed by one that was not.
 */
const GUARD_MS = 20;

export type LaneOptions = {
  readonly name: LaneName;
  /** Calls a second that this run may take; may be a fraction. */
  readonly perSecond: number;
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number;
};

/**
 * One of Zoom's rate-limit labels. `turn()` gives leave to send one attempt.
 *
 * Bottleneck keeps the rhythm, as a gate that only one passes at a time, so that a pause reaches everybody who waits.
 * The rhythm alone is not enough: after a stall of the event loop Bottleneck lets what waited leave in a bunch. So the
 * lane remembers its last departures, too.
 */
export class Lane {
  readonly name: LaneName;
  readonly #limiter: Bottleneck;
  readonly #now: () => number;
  readonly #windowMs: number;
  readonly #departures: Float64Array;
  #next = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor({ name, perSecond, now }: LaneOptions) {
    this.name = name;
    this.#now = now;
    // Of a fraction the next whole number, in more than a second: never more than that in any second. The little that
    // is taken off is for shares such as 30 * 0.1, which comes to a little more than 3.
    const inWindow = Math.ceil(perSecond - 1e-9);
    this.#windowMs = Math.ceil((inWindow * 1000) / perSecond) + GUARD_MS;
    this.#departures = new Float64Array(inWindow).fill(Number.NEGATIVE_INFINITY);
    this.#limiter = new Bottleneck({ maxConcurrent: 1, minTime: Math.floor(1000 / perSecond) });
  }

  /**
   * Resolves when one attempt may leave, now; rejects with the signal's reason when it fires first.
   * `prepare` runs last before the attempt counts as departed, so that the time it takes does no harm.
   */
  async turn(signal: AbortSignal, prepare?: () => void): Promise<void> {
    signal.throwIfAborted();
    const departed = new Promise<void>((resolve, reject) => {
      // Not the promise of `schedule`: Bottleneck settles it a timer later, and a stall of the event loop in between
      // would put time between the departure that the lane remembers and the real one.
      const pass = () => this.#depart(signal, prepare).then(resolve, reject);
      this.#limiter.schedule(pass).catch(reject);
    });
    await orAbort(departed, signal);
  }

  /** Lets nothing leave for `waitMs` milliseconds. A pause that ends sooner than one under way changes nothing. */
  pause(waitMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + waitMs);
  }

  /** Ends the lane; turns still waited for never come. */
  async close(): Promise<void> {
    await this.#limiter.stop({ dropWaitingJobs: true });
    await this.#limiter.disconnect(true);
  }

  async #depart(signal: AbortSignal, prepare: (() => void) | undefined): Promise<void> {
    signal.throwIfAborted();
    for (;;) {
      const oldest = this.#departures[this.#next] ?? Number.NEGATIVE_INFINITY;
      const waitMs = Math.max(this.#pausedUntil, oldest + this.#windowMs) - this.#now();
      if (waitMs <= 0) break;
      // A pause may be made longer while we wait for its end; the loop looks again.
      await sleep(Math.ceil(waitMs), signal);
    }
    prepare?.();
    this.#departures[this.#next] = this.#now();
    this.#next = (this.#next + 1) % this.#departures.length;
  }
}
