import Bottleneck from 'bottleneck';
import type { Observation, RateLimiter } from '../core/rate-limiter.ts';
import type { CallRate, Reply } from '../core/zoom-api.ts';
import { ZoomError } from '../core/zoom-error.ts';
import { orAbort } from '../support/or-abort.ts';
import { sleep } from '../support/sleep.ts';
import { AdaptiveRate } from './adaptive-rate.ts';
import { Guard } from './guard.ts';
import { Pause } from './pause.ts';
import { Rhythm } from './rhythm.ts';
import { SlidingWindow } from './sliding-window.ts';
import { WindowPermit } from './window-permit.ts';

/** The pace gets quicker, a pause longer and a place free while a request waits. */
const LONGEST_NAP_MS = 250;

/**
 * Requests that left in a little more than a second: since some take longer on their way, as many may stand in one
 * second of Zoom's.
 */
const ABOUT_SECOND_MS = 1020;

/** Bottleneck's priorities: lower goes first. */
const FIRST = 4;
const IN_TURN = 5;

export type BottleneckRateLimiterOptions = {
  /** Requests a second that the plan allows the account. */
  readonly perSecond: number;
  /** The part of that which this run may take, above 0, at most 1. */
  readonly share: number;
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number;
};

/**
 * The rate limiter of one process. Bottleneck is its gate: one passes at a time, whoever was refused goes first, and a pause
 * reaches everybody who waits. The rhythm is not Bottleneck's, whose clock is the computer's: when that is set back an
 * hour, Bottleneck lets nothing pass for an hour; and after a stall of the event loop it lets what waited leave in a
 * bunch. So the limiter remembers the last requests that left.
 */
export class BottleneckRateLimiter implements RateLimiter {
  readonly #gate = new Bottleneck({ maxConcurrent: 1 });
  readonly #now: () => number;
  readonly #share: number;
  #second: Second;
  readonly #guard: Guard;
  readonly #window: SlidingWindow;
  readonly #rate: AdaptiveRate;
  readonly #pause = new Pause();
  readonly #rhythm: Rhythm;
  #isClosed = false;

  constructor({ perSecond: ofAccount, share, now }: BottleneckRateLimiterOptions) {
    this.#now = now;
    this.#share = share;
    this.#second = secondOf(ofAccount * share);
    this.#rhythm = new Rhythm(now());
    this.#guard = new Guard(now());
    this.#window = new SlidingWindow(this.#second.requests);
    this.#rate = new AdaptiveRate({ ofAccount, share });
    forgetNext(this.#gate);
  }

  async acquire(signal: AbortSignal, { first = false } = {}): Promise<WindowPermit> {
    signal.throwIfAborted();
    const granted = new Promise<WindowPermit>((resolve, reject) => {
      // Not the promise of `schedule`: Bottleneck settles it timers later, and until then nobody would send.
      const pass = () => this.#grant(signal).then(resolve, reject);
      this.#gate.schedule({ priority: first ? FIRST : IN_TURN }, pass).catch(reject);
    });
    return orAbort(granted, signal).catch((error: unknown) => {
      granted.then(
        (permit) => permit.cancel(),
        () => undefined,
      );
      throw error;
    });
  }

  observe({ call }: WindowPermit, answer: Reply | ZoomError): Observation {
    if (!call) return {};
    const now = this.#now();
    const isRefusal = answer instanceof ZoomError && answer.kind === 'ratePerSecond';
    const { rateLimit } = answer;
    if (rateLimit) {
      this.#rate.observe(rateLimit, this.#rate.leftBefore(call.sentAt, ABOUT_SECOND_MS) + 1, now);
    }
    if (isRefusal) return this.#observeRefusal(call, answer, now);
    // What came to no answer says nothing about the second, and neither does what was not sent there.
    if (answer.status !== 0) {
      this.#rate.passed(call, now);
      this.#pause.passed(call);
    }
    return {};
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
    try {
      return await this.#waitAndGrant(signal);
    } finally {
      forgetNext(this.#gate);
    }
  }

  async #waitAndGrant(signal: AbortSignal): Promise<WindowPermit> {
    signal.throwIfAborted();
    for (;;) {
      if (this.#isClosed) throw new Error('the rate limiter is closed');
      const now = this.#now();
      const mayLeaveAt = this.#mayLeaveAt(now);
      if (mayLeaveAt <= now) break;
      const napMs = Math.min(Math.ceil(mayLeaveAt - now), LONGEST_NAP_MS);
      await sleep(napMs, signal);
      this.#guard.late(this.#now() - now - napMs, this.#now());
    }
    return this.#permit();
  }

  #mayLeaveAt(now: number): number {
    // First, since it forgets whoever has waited too long.
    const windowAt = this.#window.nextAt(this.#windowMs(now), now);
    const placeAt = this.#rate.nextAt(now, this.#guard.lateMs(now), this.#window.waiting);
    return Math.max(this.#rhythm.nextAt, this.#pause.nextAt(now), windowAt, placeAt);
  }

  #permit(): WindowPermit {
    const now = this.#now();
    this.#rhythm.go(this.#rate.gapMs(now), now);
    return new WindowPermit({
      window: this.#window,
      grantedAt: now,
      windowMs: this.#windowMs(now),
      now: this.#now,
      onSent: (leftAt) => {
        const call = this.#rate.sent(leftAt, now);
        this.#pause.sent(call);
        return call;
      },
    });
  }

  #windowMs(now: number): number {
    return this.#second.ms + this.#guard.ms(now);
  }

  /** One request too many in its second. */
  #observeRefusal(
    call: NonNullable<WindowPermit['call']>,
    { retryAfterMs, rateLimit }: ZoomError,
    now: number,
  ): Observation {
    const { isForWantOfRoom, isAtEdge } = this.#rate.refused(call, now);
    if (isAtEdge) this.#guard.widen();
    const pauseMs = this.#pause.refused(call, isForWantOfRoom, retryAfterMs, now);
    const lowerLimit = rateLimit && this.#rate.observeLimit(rateLimit);
    if (lowerLimit !== undefined) this.#fitTo(lowerLimit * this.#share);
    return {
      ...(pauseMs !== undefined && { pauseMs }),
      ...(lowerLimit !== undefined && { lowerLimit }),
    };
  }

  #fitTo(perSecond: number): void {
    this.#second = secondOf(perSecond);
    this.#window.limitTo(this.#second.requests);
  }
}

/**
 * Even without a least time between two, Bottleneck keeps by the computer's clock when the next may pass, the first one included: when
 * that is set back an hour, nothing passes for an hour. It has no option for that.
 */
function forgetNext(gate: Bottleneck): void {
  const { _store: store } = gate as unknown as { readonly _store: { _nextRequest: number } };
  store._nextRequest = 0;
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
