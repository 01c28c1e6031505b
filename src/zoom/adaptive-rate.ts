import type { RateLimit } from '../core/rate-limit.ts';
import { OthersBelief } from './others-belief.ts';
import { type RecentCall, RecentCalls } from './recent-calls.ts';
import { SaidByZoom } from './said-by-zoom.ts';

const SECOND_MS = 1000;

/** A refusal is for want of room when that is this likely; two runs that both take it for chance would drive each other on. */
const LIKELY = 0.4;
/** So many of them in a second, and others take a part of it; one may be a call that was early on its way. */
const REFUSALS = 2;
/** Of a refusal nobody is ever quite sure. */
const LIKELY_ENOUGH = 0.9;
/** After a refusal the pace is a little less than what passed. */
const BELOW_PASSED = 0.96;
/** Less than this part of the pace passed: others take much more than before. */
const CLIFF = 0.85;
/** A part of the pace that a single refusal takes away while it is shared. */
const STEP_DOWN = 0.05;

/** A burst is over when its second is over, unless calls are still refused in its last half. */
const STILL_MS = 500;
/** After a burst the pace is back at the limit within this time. */
const RAMP_MS = 500;
/** Refused again so soon, or at less than the limit, it was no burst. */
const SOON_MS = 2_500;

/** How the pace grows while it is shared, in parts of the limit: by the second, and by the fourth power of seconds after a while. */
const GROWTH = 0.003;
const QUICK_GROWTH = 0.0125;
const QUICK_AFTER_S = 1.8;
/** Of fewer calls a second than that, time is counted by calls: each refusal says as much, and takes longer to come. */
const FEW = 8;

/** A call that takes the place of an earlier one leaves so long after it: one may be slower on its way than the other. */
const PLACE_MS = SECOND_MS + 8;
/** Of what calls leave late at the moment, so much is added to that; after a stall it would be a time without calls. */
const MOST_LATE_MS = 20;
/** So near to each other two calls may leave, in parts of an even gap: there is room for one more between two. */
const NEAREST = 0.6;

/** Slower than one call in two seconds it does not get, so that it finds back. */
const LEAST = 0.5;

/** Refusals of which there are more are no matter of the edge. */
const ALONE_MS = 3_000;

/** After so long without a refusal there is nothing to be believed of others. */
const FORGOTTEN_MS = 20_000;

export type AdaptiveRateOptions = {
  /** Calls a second that the plan allows the account. */
  readonly ofAccount: number;
  /** The part of that which this run may take, above 0, at most 1. */
  readonly share: number;
};

/** What a refusal comes to. */
export type Refusal = {
  /** There was no room for it; else it had nothing to do with the pace. */
  readonly isForWantOfRoom: boolean;
  /** Nobody else seems to be there: the call was early, or an earlier one late. */
  readonly isAtEdge: boolean;
};

/**
 * How many calls a second may leave, when other apps of the account take a part of the limit.
 *
 * A call that is refused costs nothing but its place, so what counts is what others take from now on: nothing when calls are refused
 * by chance, a single second when it was a burst, a part of every second when they share. Which of these it is says
 * `OthersBelief`. While it is shared, the pace gives way a little at each refusal and grows again, additively, so that two
 * runs come to equal parts; after some time without a refusal it grows quickly. A call that passed has a place in each second
 * from then on: the next one takes it as soon as it is free, before another app can (Reservation ALOHA).
 * docs/measurements.md compares this with other rules; `npm run bench -- unsteady` measures it.
 */
export class AdaptiveRate {
  #ofAccount: number;
  readonly #share: number;
  readonly #said = new SaidByZoom();
  readonly #calls = new RecentCalls();
  #belief: OthersBelief | undefined;
  #mode: 'free' | 'burst' | 'shared' = 'free';
  /** The pace when it last gave way, and when that was. */
  #level: number;
  #gaveWayAt = Number.NEGATIVE_INFINITY;
  /** When the burst began, or was over. */
  #since = Number.NEGATIVE_INFINITY;
  #refusedAt = Number.NEGATIVE_INFINITY;

  constructor({ ofAccount, share }: AdaptiveRateOptions) {
    this.#ofAccount = ofAccount;
    this.#share = share;
    this.#level = this.limit;
  }

  /** Calls a second when nobody else is there. */
  get limit(): number {
    return this.#ofAccount * this.#share;
  }

  /** Calls a second that may leave now; `now` in ms. */
  at(now: number): number {
    return Math.min(this.limit, this.#said.left(this.#ofAccount, now), this.#pace(now));
  }

  /** How long after the last call the next one may leave, in ms. */
  gapMs(now: number): number {
    const evenMs = SECOND_MS / this.at(now);
    return this.#holdsPlaces(now) ? evenMs * NEAREST : evenMs;
  }

  /**
   * When the next call may leave at the earliest, beside that: when a place of ours gets free, while others take a part.
   * @param lateMs how much later than meant calls leave at the moment
   * @param waiting when those got their places that have not left yet, in order
   */
  nextAt(now: number, lateMs: number, waiting: readonly number[]): number {
    if (!this.#holdsPlaces(now)) return Number.NEGATIVE_INFINITY;
    const pace = this.at(now);
    const placeMs = PLACE_MS + Math.min(lateMs, MOST_LATE_MS);
    // Whole ones: of a pace of 1.5 calls a second, or 2.5, one more or less makes a difference.
    const places = Math.max(1, Math.round((pace * placeMs) / SECOND_MS));
    const takenAt = waiting.at(-places) ?? this.#calls.lastUnrefused(places - waiting.length);
    return takenAt + Math.max(placeMs, SECOND_MS / pace);
  }

  /** A call leaves now that got its place then. */
  sent(now: number, grantedAt: number): RecentCall {
    const call = { sentAt: now, grantedAt, pace: this.at(now) };
    this.#calls.add(call);
    return call;
  }

  passed(call: RecentCall, now: number): void {
    call.isRefused = false;
    this.#belief?.passed(this.#calls.unrefusedBefore(call), now);
    if (this.#mode === 'free' && now - this.#refusedAt > FORGOTTEN_MS) this.#belief = undefined;
  }

  /** A call was refused for being one too many in its second. */
  refused(call: RecentCall, now: number): Refusal {
    call.isRefused = true;
    const isAlone = this.#mode === 'free' && now - this.#refusedAt > ALONE_MS;
    this.#refusedAt = now;
    this.#belief ??= new OthersBelief(this.#ofAccount, now);
    call.full = this.#belief.refused(this.#calls.unrefusedBefore(call), now);
    // Of a few calls nobody can tell; by chance the pace would not have come to be so slow.
    const isForWantOfRoom = call.full > LIKELY || (this.#mode === 'shared' && this.#level < FEW);
    if (isForWantOfRoom) this.#giveWay(call, now);
    return { isForWantOfRoom, isAtEdge: isAlone && call.pace >= this.limit };
  }

  /** @param ours calls of this run in the second that the headers are about */
  observe(said: RateLimit, ours: number, now: number): void {
    this.#said.observe(said, ours, this.#ofAccount, now);
  }

  /** @returns the account's limit when a refusal has named one that is lower than the plan's, for the second time */
  observeLimit(said: RateLimit): number | undefined {
    const lower = this.#said.observeLimit(said, this.#ofAccount);
    if (lower === undefined) return undefined;
    this.#ofAccount = lower;
    this.#mode = 'free';
    this.#since = Number.NEGATIVE_INFINITY;
    this.#belief = undefined;
    return lower;
  }

  /** Calls that left in so many ms before a moment. */
  leftBefore(moment: number, ms: number): number {
    return this.#calls.leftBefore(moment, ms);
  }

  /** Others take a part of each second, as it seems or as Zoom says. */
  #holdsPlaces(now: number): boolean {
    return (
      this.#mode === 'shared' || (this.#mode === 'free' && this.#said.left(this.#ofAccount, now) < this.limit)
    );
  }

  #pace(now: number): number {
    if (this.#mode === 'burst' && now - this.#since >= SECOND_MS) this.#endBurst(now);
    if (this.#mode === 'burst') return this.#level;
    if (this.#mode === 'free') {
      const part = (now - this.#since) / RAMP_MS;
      return part < 1 ? this.#level + (this.limit - this.#level) * part : this.limit;
    }
    const pace = this.#grown(now);
    if (pace >= this.limit) this.#goFree(Number.NEGATIVE_INFINITY);
    return Math.min(pace, this.limit);
  }

  #grown(now: number): number {
    const seconds = (now - this.#gaveWayAt) / SECOND_MS;
    const quickSeconds = Math.max(0, seconds - QUICK_AFTER_S / this.#part);
    const growth = GROWTH * this.#part ** 2 * seconds + QUICK_GROWTH * quickSeconds ** 4;
    // What others take most likely is still theirs.
    const room = this.#belief?.room(now) ?? this.limit;
    return Math.max(this.#level, Math.min(this.#level + growth * this.#ofAccount, room));
  }

  get #part(): number {
    return Math.min(1, Math.max(this.#level, 2) / FEW);
  }

  #endBurst(now: number): void {
    if (now - this.#refusedAt < STILL_MS) this.#mode = 'shared';
    else this.#goFree(now);
  }

  #goFree(since: number): void {
    this.#mode = 'free';
    this.#since = since;
  }

  #giveWay(call: RecentCall, now: number): void {
    const { sentAt, pace } = call;
    const seconds = Math.min(1, Math.max(0.25, (sentAt - this.#calls.since) / SECOND_MS));
    const passed = this.#calls.passedBefore(call) / seconds;
    if (this.#mode === 'free') {
      const isSoon = now - this.#since < SOON_MS || pace < this.limit;
      const refusals = this.#calls.fullBefore(call) + (call.full ?? 0);
      if (sentAt < this.#since || refusals < (isSoon ? 1 : REFUSALS) * LIKELY_ENOUGH) return;
      this.#mode = isSoon ? 'shared' : 'burst';
      this.#since = now;
      this.#setLevel(Math.min(pace, passed) * BELOW_PASSED, now);
    } else if (sentAt > this.#gaveWayAt) {
      const isCliff = this.#mode === 'burst' || passed < CLIFF * pace;
      const at = Math.min(pace, this.#pace(now));
      this.#setLevel(isCliff ? Math.min(at, passed) * BELOW_PASSED : at * (1 - STEP_DOWN / this.#part), now);
    }
  }

  #setLevel(level: number, now: number): void {
    this.#level = Math.min(this.limit, Math.max(LEAST, level));
    this.#gaveWayAt = now;
  }
}
