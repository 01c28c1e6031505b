import type { AccountLedger } from '../core/ledger.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import type { RunCounts } from '../core/run-counts.ts';
import type { ZoomApi } from '../core/zoom-api.ts';

/** Between two requests, so that the time of a session that dies is known. */
const HEARTBEAT_MS = 5_000;

/** Keeps on record what a session has counted, ahead of every request, in case its process dies. */
export class SessionRecord {
  readonly #held: AccountLedger;
  readonly #record: RunRecord;
  readonly #counts: () => RunCounts;
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #heartbeat: NodeJS.Timeout;
  #inFlight = 0;
  #isOver = false;

  /**
   * @param counts what was counted of requests that have their answer, and of sign-ins
   * @param now whole ms since the epoch
   * @param beforeMs for how long the session has been reading the account already
   */
  constructor(
    held: AccountLedger,
    record: RunRecord,
    counts: () => RunCounts,
    now: () => number,
    beforeMs = 0,
  ) {
    this.#startedAt = performance.now() - beforeMs;
    this.#held = held;
    this.#record = record;
    this.#counts = counts;
    this.#now = now;
    this.#heartbeat = setInterval(() => void this.keep(), HEARTBEAT_MS).unref();
  }

  /** In whole milliseconds, as the ledger has it: `report` is to say the same. */
  get activeMs(): number {
    return Math.round(performance.now() - this.#startedAt);
  }

  /** Puts on record what has been counted so far. */
  async keep(): Promise<void> {
    if (this.#isOver) return;
    const counts = this.#counts();
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

  /** What is counted from now on belongs to no session. */
  end(): void {
    this.#isOver = true;
    clearInterval(this.#heartbeat);
  }
}
