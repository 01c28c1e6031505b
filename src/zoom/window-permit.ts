import type { Permit } from '../core/rate-limiter.ts';
import type { RecentCall } from './recent-calls.ts';
import type { SlidingWindow, Waiting } from './sliding-window.ts';

export type WindowPermitOptions = {
  readonly window: SlidingWindow;
  /** In ms on the limiter's clock. */
  readonly grantedAt: number;
  /** How long a second is, with what guards it. */
  readonly windowMs: number;
  readonly now: () => number;
  /** The request leaves now. */
  readonly onSent: (now: number) => RecentCall;
};

/** Leave to send one request, for as long as its place in a second is kept. */
export class WindowPermit implements Permit, Waiting {
  readonly grantedAt: number;
  readonly #options: WindowPermitOptions;
  #isOver = false;
  #call: RecentCall | undefined;

  constructor(options: WindowPermitOptions) {
    this.grantedAt = options.grantedAt;
    this.#options = options;
    options.window.reserve(this);
  }

  /** The request that has left with it. */
  get call(): RecentCall | undefined {
    return this.#call;
  }

  sent(): boolean {
    if (this.#isOver) return this.#call !== undefined;
    this.#isOver = true;
    const { window, windowMs, now, onSent } = this.#options;
    const leftAt = now();
    if (window.leave(this, windowMs, leftAt)) this.#call = onSent(leftAt);
    return this.#call !== undefined;
  }

  /**
   * The place is free again at once: nothing of the request has reached Zoom or ever will, so no second of Zoom's can
   * hold it. The limiter's rhythm goes on, and keeps those who take such places from leaving in a bunch.
   */
  cancel(): void {
    if (!this.#isOver) this.#options.window.release(this);
    this.#isOver = true;
  }
}
