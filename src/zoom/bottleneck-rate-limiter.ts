import Bottleneck from 'bottleneck';
import type { Observation, RateLimiter } from '../core/rate-limiter.ts';
import type { CallRate, Reply } from '../core/zoom-api.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { orAbort } from '../support/or-abort.ts';
import { sleep } from '../support/sleep.ts';
import { AdaptiveRate } from './adaptive-rate.ts';
import { Pause } from './pause.ts';
import { SlidingWindow } from './sliding-window.ts';
import { WindowPermit } from './window-permit.ts';

/**
 * A second holds at most `limit` requests, and a little more than a second must lie between a request and the one
 * `limit` places after it: this much, since a request that was delayed on its way is followed by one that was not.
 *
 * Chosen by measurement: of 1,000 updates at 80 a second to a server that counts sliding seconds, over a way that delays
 * each by 0 or by 0 to 20 ms, one or two were refused in each of eight runs with 0, 5 or 10 ms, and the run slowed down to
 * 84 to 94 % of the limit for it; with 20 ms none in four runs, at 98 %; with 30 ms none, at 97 %.
 */
const GUARD_MS = 20;
/** A refusal at full rate may mean that requests are delayed more than that: each makes the guard this much longer. */
const GUARD_STEP_MS = 5;
const LONGEST_GUARD_MS = 60;

/** Refusals of requests that left before that say nothing about the others. */
const LONGEST_ANSWER_MS = 60_000;

/** The rate gets quicker, a pause longer and a place free while a request waits. */
const LONGEST_NAP_MS = 250;

export type BottleneckRateLimiterOptions = {
  /** Requests a second that the plan allows the account. */
  readonly perSecond: number;
  /** The part of that which this run may take, above 0, at most 1. */
  readonly share: number;
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number;
};

/**
 * The rate limiter of one process, with Bottleneck for the rhythm: as a gate that only one passes at a time, so that a
 * pause reaches everybody who waits. The rhythm alone is not enough: after a stall of the event loop Bottleneck lets what
 * waited leave in a bunch. So the limiter remembers the last requests that left, too.
 */
export class BottleneckRateLimiter implements RateLimiter {
  readonly #gate: Bottleneck;
  readonly #now: () => number;
  readonly #share: number;
  #second: Second;
  #guardMs = GUARD_MS;
  readonly #window: SlidingWindow;
  /** When refused requests left. */
  #refusals: number[] = [];
  readonly #rate: AdaptiveRate;
  readonly #pause = new Pause();
  #grantedAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor({ perSecond: ofAccount, share, now }: BottleneckRateLimiterOptions) {
    const perSecond = ofAccount * share;
    this.#now = now;
    this.#share = share;
    this.#second = secondOf(perSecond);
    this.#window = new SlidingWindow(this.#second.requests);
    this.#rate = new AdaptiveRate({ ofAccount, share });
    this.#gate = new Bottleneck({ maxConcurrent: 1, minTime: minTimeOf(perSecond) });
  }

  async acquire(signal: AbortSignal): Promise<WindowPermit> {
    signal.throwIfAborted();
    const granted = new Promise<WindowPermit>((resolve, reject) => {
      // Not the promise of `schedule`: Bottleneck settles it timers later, and until then nobody would send.
      const pass = () => this.#grant(signal).then(resolve, reject);
      this.#gate.schedule(pass).catch(reject);
    });
    return orAbort(granted, signal).catch((error: unknown) => {
      granted.then(
        (permit) => permit.cancel(),
        () => undefined,
      );
      throw error;
    });
  }

  observe(permit: WindowPermit, answer: Reply | ZoomError): Observation {
    const isRefusal = answer instanceof ZoomError && answer.kind === 'ratePerSecond';
    const observation = isRefusal ? this.#observeRefusal(permit, answer) : {};
    if (answer.rateLimit) this.#rate.observe(answer.rateLimit, permit.aboutSecondBefore + 1, this.#now());
    return observation;
  }

  get rate(): CallRate {
    return { allowed: this.#rate.at(this.#now()), limit: this.#rate.limit };
  }

  async close(): Promise<void> {
    // Bottleneck drops those who wait for it; whoever has passed its gate and waits for the window has to look here.
    this.#isClosed = true;
    await this.#gate.stop({ dropWaitingJobs: true });
    await this.#gate.disconnect(true);
  }

  async #grant(signal: AbortSignal): Promise<WindowPermit> {
    signal.throwIfAborted();
    for (;;) {
      if (this.#isClosed) throw new Error('the rate limiter is closed');
      const now = this.#now();
      const rhythm = this.#isSlowed(now) ? this.#grantedAt + 1000 / this.#rate.at(now) : 0;
      const mayLeaveAt = Math.max(
        this.#pause.until,
        this.#window.nextAt(this.#second.ms + this.#guardMs),
        rhythm,
      );
      if (mayLeaveAt <= now) break;
      await sleep(Math.min(Math.ceil(mayLeaveAt - now), LONGEST_NAP_MS), signal);
    }
    this.#grantedAt = this.#now();
    return new WindowPermit(this.#window, this.#grantedAt, this.#now);
  }

  /** One request too many in its second: the label pauses, and goes on more slowly. */
  #observeRefusal(
    { sentAt, inSecondBefore }: WindowPermit,
    { retryAfterMs, rateLimit }: ZoomError,
  ): Observation {
    const now = this.#now();
    this.#refusals = [...this.#refusals.filter((time) => time > now - LONGEST_ANSWER_MS), sentAt];
    if (!this.#isSlowed(now)) this.#guardMs = Math.min(this.#guardMs + GUARD_STEP_MS, LONGEST_GUARD_MS);
    const refusedBefore = this.#refusals.filter((time) => time > sentAt - 1000 && time < sentAt).length;
    const isNews = this.#rate.drop(sentAt, inSecondBefore - refusedBefore, now);
    const lowerLimit = rateLimit && this.#rate.observeLimit(rateLimit);
    if (lowerLimit !== undefined) this.#fitTo(lowerLimit * this.#share);
    return {
      ...((isNews || retryAfterMs !== undefined) && { pauseMs: this.#pause.begin(retryAfterMs, now) }),
      ...(lowerLimit !== undefined && { lowerLimit }),
    };
  }

  /** Something beside the limit of this run holds the requests back. */
  #isSlowed(now: number): boolean {
    return this.#rate.at(now) < this.#rate.limit;
  }

  #fitTo(perSecond: number): void {
    this.#second = secondOf(perSecond);
    this.#window.limitTo(this.#second.requests);
    this.#gate.updateSettings({ minTime: minTimeOf(perSecond) });
  }
}

/** A second, or a little more, and how many requests it may hold. */
type Second = { readonly requests: number; readonly ms: number };

/**
 * Of a fraction the next whole number, in more than a second: never more than that in any second. The little that is
 * taken off is for shares such as 30 * 0.1, which comes to a little more than 3.
 */
function secondOf(perSecond: number): Second {
  const requests = Math.ceil(perSecond - 1e-9);
  return { requests, ms: Math.ceil((requests * 1000) / perSecond) };
}

function minTimeOf(perSecond: number): number {
  return Math.floor(1000 / perSecond);
}
