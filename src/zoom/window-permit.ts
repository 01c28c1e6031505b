import type { Permit } from '../core/rate-limiter.ts';
import type { SlidingWindow } from './sliding-window.ts';

/**
 * Requests that left in a little more than a second: since some take longer on their way, as many may stand in one
 * second of Zoom's.
 */
const ABOUT_SECOND_MS = 1020;

/** Leave to send one request, and afterwards when that was and how many left right before it. */
export class WindowPermit implements Permit {
  #window: SlidingWindow | undefined;
  readonly #now: () => number;
  #sentAt: number;
  #inSecondBefore = 0;
  #aboutSecondBefore = 0;

  constructor(window: SlidingWindow, grantedAt: number, now: () => number) {
    window.reserve();
    this.#window = window;
    this.#sentAt = grantedAt;
    this.#now = now;
  }

  /** In ms on the limiter's clock; until the request has left, when the permit was granted. */
  get sentAt(): number {
    return this.#sentAt;
  }

  get inSecondBefore(): number {
    return this.#inSecondBefore;
  }

  get aboutSecondBefore(): number {
    return this.#aboutSecondBefore;
  }

  sent(): void {
    if (!this.#window) return;
    this.#sentAt = this.#now();
    // Now, since the window does not reach back far enough to say so when the answer comes.
    this.#inSecondBefore = this.#window.since(this.#sentAt - 1000);
    this.#aboutSecondBefore = this.#window.since(this.#sentAt - ABOUT_SECOND_MS);
    this.#window.leave(this.#sentAt);
    this.#window = undefined;
  }

  /**
   * The place is free again at once: nothing of the request has reached Zoom or ever will, so no second of Zoom's can
   * hold it. The limiter's rhythm goes on, and keeps those who take such places from leaving in a bunch.
   */
  cancel(): void {
    this.#window?.release();
    this.#window = undefined;
  }
}
