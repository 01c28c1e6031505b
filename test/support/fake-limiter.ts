import type { Observation, Permit, RateLimiter } from '../../src/core/rate-limiter.ts';
import type { Reply } from '../../src/core/zoom-api.ts';
import type { ZoomError } from '../../src/core/zoom-error.ts';
import { orAbort } from '../../src/support/or-abort.ts';

/** A limiter that gives permits at once, or when the test says, and remembers what became of them. */
export class FakeLimiter implements RateLimiter {
  readonly rate = { allowed: 80, limit: 80 };
  /** What became of each permit, in the order in which they were given. */
  readonly permits: ('given' | 'sent' | 'cancelled')[] = [];
  readonly observed: (Reply | ZoomError)[] = [];
  /** Permits are given when this has resolved. */
  held: Promise<void> | undefined;
  /** What it makes of the answers. */
  observation: Observation = {};
  #waiting = 0;

  /** Requests that wait for their permit. */
  get waiting(): number {
    return this.#waiting;
  }

  async acquire(signal: AbortSignal): Promise<Permit> {
    signal.throwIfAborted();
    this.#waiting++;
    try {
      if (this.held) await orAbort(this.held, signal);
    } finally {
      this.#waiting--;
    }
    const number = this.permits.push('given') - 1;
    const become = (what: 'sent' | 'cancelled') => {
      if (this.permits[number] === 'given') this.permits[number] = what;
    };
    return {
      sent: () => {
        become('sent');
        return true;
      },
      cancel: () => become('cancelled'),
    };
  }

  observe(_permit: Permit, answer: Reply | ZoomError): Observation {
    this.observed.push(answer);
    return this.observation;
  }

  async close(): Promise<void> {}
}
