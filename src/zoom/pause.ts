import type { RecentCall } from './recent-calls.ts';

/** So many refusals in a row: the second is full, and what is sent into it is refused, too. */
const IN_A_ROW = 2;
const SHORTEST_MS = 100;
const LONGEST_MS = 400;
const LONGEST_ASKED_FOR_MS = 60_000;

/** An answer that takes longer is not waited for. */
const PROBE_MS = 400;

/**
 * The time in which nothing of a label leaves, because Zoom refuses one call after another for being too many in their
 * second, or asks to wait. After it a single call goes first, to see.
 */
export class Pause {
  #until = Number.NEGATIVE_INFINITY;
  #inARow = 0;
  #pauses = 0;
  /** What goes first after a pause: it has not left yet, or waits for its answer. */
  #probe: 'next' | RecentCall | undefined;

  /** When the next call may leave, in ms on the limiter's clock; without end while a probe waits for its answer. */
  nextAt(now: number): number {
    if (typeof this.#probe !== 'object') return this.#until;
    if (now < this.#probe.sentAt + PROBE_MS) return Number.POSITIVE_INFINITY;
    this.#probe = undefined;
    return this.#until;
  }

  sent(call: RecentCall): void {
    if (this.#probe === 'next') this.#probe = call;
  }

  passed(call: RecentCall): void {
    this.#inARow = 0;
    this.#pauses = 0;
    if (this.#probe === 'next' || this.#probe === call) this.#probe = undefined;
  }

  /**
   * @param isForWantOfRoom as it seems; else a pause would change nothing
   * @param retryAfterMs how long Zoom asks to wait, when it does
   * @returns how long nothing leaves, in ms; undefined when that was known already
   */
  refused(
    call: RecentCall,
    isForWantOfRoom: boolean,
    retryAfterMs: number | undefined,
    now: number,
  ): number | undefined {
    this.#inARow++;
    if (this.#probe === call) this.#probe = undefined;
    const isNews = call.sentAt >= this.#until && isForWantOfRoom && this.#inARow >= IN_A_ROW;
    const ownMs = isNews ? Math.min(LONGEST_MS, SHORTEST_MS * 2 ** this.#pauses++) : 0;
    const pauseMs = Math.max(ownMs, Math.min(retryAfterMs ?? 0, LONGEST_ASKED_FOR_MS));
    if (pauseMs === 0) return undefined;
    this.#until = Math.max(this.#until, now + pauseMs);
    this.#probe = 'next';
    return pauseMs;
  }
}
