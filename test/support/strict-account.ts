import type { RateLimit } from '../../src/core/rate-limit.ts';
import type { Reply } from '../../src/core/zoom-api.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { sleep } from '../../src/support/sleep.ts';
import { Random } from '../chaos/random.ts';

export type StrictAccountOptions = {
  /** Requests that may pass in any 1000 ms, over all apps. */
  readonly perSecond: number;
  /** From a request to its answer, in ms; half of it on the way there. */
  readonly latencyMs: readonly [least: number, most: number];
  /** `second`: every answer says what is left of its second. `refusals`: only refusals name the limit. */
  readonly headers: 'second' | 'refusals' | 'none';
};

export type Arrival = { readonly at: number; readonly app: 'ours' | 'other'; readonly isRefused: boolean };

/** An account of Zoom that refuses what goes beyond its limit in any sliding second, without a network between. */
export class StrictAccount {
  readonly arrivals: Arrival[] = [];
  readonly #options: StrictAccountOptions;
  readonly #random = new Random(1);
  /** When the requests of the last second arrived that passed. */
  #passed: number[] = [];

  constructor(options: StrictAccountOptions) {
    this.#options = options;
  }

  /** A request leaves now. @returns its answer */
  async answer(): Promise<Reply | ZoomError> {
    const wayMs = this.#random.between(...this.#options.latencyMs) / 2;
    await sleep(wayMs);
    const rateLimit = this.#arrive('ours');
    await sleep(wayMs);
    if (rateLimit === 'refused') {
      return new ZoomError({
        kind: 'ratePerSecond',
        message: 'too many',
        status: 429,
        rateLimit: this.#rateLimit(0, 'second'),
      });
    }
    return { status: 204, body: undefined, trackingId: '', rateLimit };
  }

  /** Another app sends at a steady pace for so long, whatever the answers are. */
  async otherApp(perSecond: number, ms: number): Promise<void> {
    const startedAt = performance.now();
    for (let sent = 1; performance.now() < startedAt + ms; sent++) {
      this.#arrive('other');
      await sleep(startedAt + (sent * 1000) / perSecond - performance.now());
    }
  }

  #arrive(app: Arrival['app']): RateLimit | undefined | 'refused' {
    const at = performance.now();
    const { perSecond, headers } = this.#options;
    this.#passed = this.#passed.filter((time) => time > at - 1000);
    const isRefused = this.#passed.length >= perSecond;
    if (!isRefused) this.#passed.push(at);
    this.arrivals.push({ at, app, isRefused });
    if (isRefused) return 'refused';
    return headers === 'second' ? this.#rateLimit(perSecond - this.#passed.length, undefined) : undefined;
  }

  #rateLimit(remaining: number, window: RateLimit['window']): RateLimit | undefined {
    const { perSecond, headers } = this.#options;
    return headers === 'none' ? undefined : { limit: perSecond, remaining, window };
  }
}
