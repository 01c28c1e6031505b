import Bottleneck from 'bottleneck';
import type { Label } from '../core/labels.ts';
import type { CallRate, RateLimit } from '../core/zoom-api.ts';
import { orAbort } from '../support/or-abort.ts';
import { sleep } from '../support/sleep.ts';
import { Pace } from './adaptive-rate.ts';
import { type Departure, Departures, Turn } from './sliding-window.ts';

/**
 * A second holds at most `limit` departures, and a little more than a second must lie between a departure and the
 * one `limit` places after it: this much, since a request that was delayed on its way is followed by one that was not.
 *
 * Chosen by measurement: of 1,000 updates at 80 a second to a server that counts sliding seconds, over a way that delays
 * each by 0 or by 0 to 20 ms, one or two were refused in each of eight runs with 0, 5 or 10 ms, and the run slowed down to
 * 84 to 94 % of the limit for it; with 20 ms none in four runs, at 98 %; with 30 ms none, at 97 %.
 */
const GUARD_MS = 20;
/** A refusal at full pace may mean that requests are delayed more than that: each makes the guard this much longer. */
const GUARD_STEP_MS = 5;
const LONGEST_GUARD_MS = 60;

/** After a refusal the second in which it fell is full, and others want a part of the next. */
const SHORT_PAUSE_MS = 200;
/** Refused again so soon: the account has less left than the label believes. */
const AGAIN_MS = 2_500;
const LONG_PAUSE_MS = 1_100;
const LONGEST_PAUSE_MS = 60_000;

/** Refusals of calls that left before that say nothing about the others. */
const LONGEST_ANSWER_MS = 60_000;

/** The pace gets quicker while a call waits for it. */
const LONGEST_NAP_MS = 250;

export type RateLimiterOptions = {
  readonly name: Label;
  /** Calls a second that the plan allows the account. */
  readonly perSecond: number;
  /** The part of that which this run may take, above 0, at most 1. */
  readonly share: number;
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number;
};

/** What follows from a refusal. */
export type Consequence = {
  /** How long nothing leaves; undefined when the label knew already. */
  readonly waitMs: number | undefined;
  /** Calls a second that the account really has, when they turned out to be fewer than the plan's. */
  readonly lowerLimit: number | undefined;
};

/**
 * One of Zoom's rate-limit labels. `turn()` gives leave to send one attempt.
 *
 * Bottleneck keeps the rhythm, as a gate that only one passes at a time, so that a pause reaches everybody who waits.
 * The rhythm alone is not enough: after a stall of the event loop Bottleneck lets what waited leave in a bunch. So the
 * label remembers its last departures, too.
 */
export class RateLimiter {
  readonly name: Label;
  readonly #limiter: Bottleneck;
  readonly #now: () => number;
  readonly #share: number;
  #second: Second;
  #guardMs = GUARD_MS;
  readonly #departures: Departures;
  /** When refused calls left. */
  #refusals: number[] = [];
  readonly #pace: Pace;
  #lastTurn = Number.NEGATIVE_INFINITY;
  #droppedAt = Number.NEGATIVE_INFINITY;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor({ name, perSecond: ofAccount, share, now }: RateLimiterOptions) {
    const perSecond = ofAccount * share;
    this.name = name;
    this.#now = now;
    this.#share = share;
    this.#second = secondOf(perSecond);
    this.#departures = new Departures(this.#second.calls);
    this.#pace = new Pace({ ofAccount, share });
    this.#limiter = new Bottleneck({ maxConcurrent: 1, minTime: minTimeOf(perSecond) });
    yieldWithoutTimers(this.#limiter);
  }

  /**
   * Resolves when one attempt may leave, now; rejects with the signal's reason when it fires first.
   * `prepare` runs last before the turn is given, so that the time it takes does no harm.
   */
  async turn(signal: AbortSignal, prepare?: () => void): Promise<Turn> {
    signal.throwIfAborted();
    const given = new Promise<Turn>((resolve, reject) => {
      // Not the promise of `schedule`: Bottleneck settles it a timer later, and a stall of the event loop in between
      // would put time between the turn and the departure.
      const pass = () => this.#give(signal, prepare).then(resolve, reject);
      this.#limiter.schedule(pass).catch(reject);
    });
    return orAbort(given, signal).catch((error: unknown) => {
      given.then(
        (turn) => turn.leave(),
        () => undefined,
      );
      throw error;
    });
  }

  /**
   * Zoom refused a call for being one too many in its second: the label pauses, and goes on more slowly.
   * @param retryAfterMs how long Zoom asks to wait, when it does
   */
  refused(
    call: Departure,
    {
      retryAfterMs,
      rateLimit,
    }: { readonly retryAfterMs?: number | undefined; readonly rateLimit?: RateLimit | undefined },
  ): Consequence {
    const now = this.#now();
    const { leftAt } = call;
    this.#refusals = [...this.#refusals.filter((time) => time > now - LONGEST_ANSWER_MS), leftAt];
    if (!this.#isSlowed(now)) {
      this.#guardMs = Math.min(this.#guardMs + GUARD_STEP_MS, LONGEST_GUARD_MS);
    }
    const refusedBefore = this.#refusals.filter((time) => time > leftAt - 1000 && time < leftAt).length;
    const isNews = this.#pace.drop(leftAt, call.inSecondBefore - refusedBefore, now);
    const lowerLimit = rateLimit && this.#fitTo(this.#pace.hearLimit(rateLimit));
    if (!isNews && retryAfterMs === undefined) return { waitMs: undefined, lowerLimit };
    const isAgain = now - this.#droppedAt < AGAIN_MS;
    this.#droppedAt = now;
    const waitMs = Math.min(
      Math.max(retryAfterMs ?? 0, isAgain ? LONG_PAUSE_MS : SHORT_PAUSE_MS),
      LONGEST_PAUSE_MS,
    );
    this.#pausedUntil = Math.max(this.#pausedUntil, now + waitMs);
    return { waitMs, lowerLimit };
  }

  /** What Zoom says about the second in which a call arrived. */
  hear(call: Departure, said: RateLimit): void {
    this.#pace.hear(said, call.aboutSecondBefore + 1, this.#now());
  }

  get pace(): CallRate {
    return { allowed: this.#pace.at(this.#now()), limit: this.#pace.limit };
  }

  /** Ends the label; turns still waited for never come. */
  async close(): Promise<void> {
    await this.#limiter.stop({ dropWaitingJobs: true });
    await this.#limiter.disconnect(true);
  }

  #fitTo(lowerLimit: number | undefined): number | undefined {
    if (lowerLimit === undefined) return undefined;
    const perSecond = lowerLimit * this.#share;
    this.#second = secondOf(perSecond);
    this.#departures.limitTo(this.#second.calls);
    this.#limiter.updateSettings({ minTime: minTimeOf(perSecond) });
    return lowerLimit;
  }

  /** Something beside the limit of this run holds the calls back. */
  #isSlowed(now: number): boolean {
    return this.#pace.at(now) < this.#pace.limit;
  }

  async #give(signal: AbortSignal, prepare: (() => void) | undefined): Promise<Turn> {
    signal.throwIfAborted();
    for (;;) {
      const now = this.#now();
      const rhythm = this.#isSlowed(now) ? this.#lastTurn + 1000 / this.#pace.at(now) : 0;
      const waitMs =
        Math.max(this.#pausedUntil, this.#departures.nextAt(this.#second.ms + this.#guardMs), rhythm) - now;
      if (waitMs <= 0) break;
      // A pause may be made longer while we wait for its end; the loop looks again.
      await sleep(Math.min(Math.ceil(waitMs), LONGEST_NAP_MS), signal);
    }
    prepare?.();
    this.#lastTurn = this.#now();
    return new Turn(this.#departures, this.#lastTurn, this.#now);
  }
}

/** A second, or a little more, and how many calls it may hold. */
type Second = { readonly calls: number; readonly ms: number };

/**
 * Of a fraction the next whole number, in more than a second: never more than that in any second. The little that is
 * taken off is for shares such as 30 * 0.1, which comes to a little more than 3.
 */
function secondOf(perSecond: number): Second {
  const calls = Math.ceil(perSecond - 1e-9);
  return { calls, ms: Math.ceil((calls * 1000) / perSecond) };
}

/**
 * Bottleneck's local store waits for a timer in each of its steps, four for each call, to be as asynchronous as its Redis
 * store. A microtask does as well, and saves a tenth of a run's processor time. (2.19.5 of 2019 is its last release.)
 */
function yieldWithoutTimers(limiter: Bottleneck): void {
  const { _store: store } = limiter as unknown as { _store: { yieldLoop: () => Promise<void> } };
  store.yieldLoop = async () => undefined;
}

function minTimeOf(perSecond: number): number {
  return Math.floor(1000 / perSecond);
}
