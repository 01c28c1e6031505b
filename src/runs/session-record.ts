import type { AccountLedger } from '../core/ledger.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import type { ZoomApi } from '../core/zoom-api.ts';
import type { AttemptTally } from '../report/attempt-tally.ts';

/** Between two requests, so that the time of a session that dies is known. */
const HEARTBEAT_MS = 5_000;

/** What a session has counted, and sent over time. */
type SessionTally = Pick<AttemptTally, 'counts' | 'timeline'>;

/** Keeps on record what a session has counted, ahead of every request, in case its process dies. */
export class SessionRecord {
  readonly #held: AccountLedger;
  readonly #record: RunRecord;
  readonly #tally: SessionTally;
  readonly #now: () => number;
  readonly #startedAt: number;
  /** The same moment in ms since the epoch. */
  readonly #beganAt: number;
  readonly #heartbeat: NodeJS.Timeout;
  #inFlight = 0;
  #isOver = false;

  /**
   * @param tally what was counted of requests that have their answer, and of sign-ins
   * @param now whole ms since the epoch
   * @param beforeMs for how long the session has been reading the account already
   */
  constructor(held: AccountLedger, record: RunRecord, tally: SessionTally, now: () => number, beforeMs = 0) {
    this.#startedAt = performance.now() - beforeMs;
    this.#held = held;
    this.#record = record;
    this.#tally = tally;
    this.#now = now;
    this.#beganAt = now() - beforeMs;
    const keep = () => void Promise.all([this.keep(), this.#keepTimeline()]);
    this.#heartbeat = setInterval(keep, HEARTBEAT_MS).unref();
  }

  /** In whole milliseconds, as the ledger has it: `report` is to say the same. */
  get activeMs(): number {
    return Math.round(performance.now() - this.#startedAt);
  }

  /** Puts on record what has been counted so far. */
  async keep(): Promise<void> {
    if (this.#isOver) return;
    const { counts } = this.#tally;
    await this.#held
      .recordSession(this.#record, {
        seenAt: this.#now(),
        activeMs: this.activeMs,
        counts: { ...counts, requests: counts.requests + this.#inFlight },
      })
      // What is recorded of rows meets the same failure, and stops the run.
      .catch(() => undefined);
  }

  /** The same Zoom, whose requests are counted before they leave. */
  watch(zoom: ZoomApi): ZoomApi {
    return {
      prepare: async (request, signal) => {
        const prepared = await zoom.prepare(request, signal);
        return {
          get isStale() {
            return prepared.isStale;
          },
          send: async (onSent) => {
            this.#inFlight++;
            await this.keep();
            return prepared.send(onSent).finally(() => this.#inFlight--);
          },
        };
      },
    };
  }

  /** What is counted from now on belongs to no session. Its last seconds are on record, too, when it resolves. */
  async end(): Promise<void> {
    this.#isOver = true;
    clearInterval(this.#heartbeat);
    await this.#keepTimeline();
  }

  /** Not with every request, as it is some kilobytes. */
  async #keepTimeline(): Promise<void> {
    const sent = this.#tally.timeline(performance.now());
    // Only for a chart: where it cannot be written, what is recorded of rows cannot either.
    await this.#held
      .recordTimeline(this.#record, { startedAt: this.#beganAt, ...sent })
      .catch(() => undefined);
  }
}
