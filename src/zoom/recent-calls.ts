/** Answers that take longer say nothing about a second that is still of interest. */
const KEPT_MS = 5_000;

const SECOND_MS = 1000;

/** A call that has left. */
export type RecentCall = {
  /** In ms on the limiter's clock. */
  readonly sentAt: number;
  /** When it got its place; then it may have had to wait for a connection. */
  readonly grantedAt: number;
  /** Calls a second that were allowed when it left. */
  readonly pace: number;
  /** What came of it; undefined as long as nobody knows. */
  isRefused?: boolean;
  /** Of a refused one: how likely there was no room for it. */
  full?: number;
};

/** What left in the last seconds, in order, and what came of it. */
export class RecentCalls {
  #calls: RecentCall[] = [];
  #oldest = 0;

  add(call: RecentCall): void {
    this.#calls.push(call);
    while ((this.#calls[this.#oldest]?.sentAt ?? call.sentAt) < call.sentAt - KEPT_MS) this.#oldest++;
    if (this.#oldest < this.#calls.length / 2) return;
    this.#calls = this.#calls.slice(this.#oldest);
    this.#oldest = 0;
  }

  /** Calls in the second before this one that were not refused, as far as anybody knows. */
  unrefusedBefore({ sentAt }: RecentCall): number {
    return this.#sum(sentAt, SECOND_MS, ({ isRefused }) => (isRefused ? 0 : 1));
  }

  /** Calls in the second before this one that passed. */
  passedBefore({ sentAt }: RecentCall): number {
    return this.#sum(sentAt, SECOND_MS, ({ isRefused }) => (isRefused === false ? 1 : 0));
  }

  /** Refusals for want of room in the second before this one, as likely as each was that. */
  fullBefore({ sentAt }: RecentCall): number {
    return this.#sum(sentAt, SECOND_MS, ({ full = 0 }) => full);
  }

  /** Calls that left in so many ms before a moment. */
  leftBefore(moment: number, ms: number): number {
    return this.#sum(moment, ms, () => 1);
  }

  /** When the n-th last of those got its place that were not refused, as far as anybody knows. */
  lastUnrefused(n: number): number {
    let left = n;
    for (let at = this.#calls.length - 1; at >= this.#oldest; at--) {
      const call = this.#calls[at];
      if (call && !call.isRefused && --left === 0) return call.grantedAt;
    }
    return Number.NEGATIVE_INFINITY;
  }

  /** When the oldest one left that is remembered. */
  get since(): number {
    return this.#calls[this.#oldest]?.sentAt ?? Number.POSITIVE_INFINITY;
  }

  #sum(moment: number, ms: number, of: (call: RecentCall) => number): number {
    let sum = 0;
    for (let at = this.#calls.length - 1; at >= this.#oldest; at--) {
      const call = this.#calls[at];
      if (!call || call.sentAt >= moment) continue;
      if (call.sentAt <= moment - ms) break;
      sum += of(call);
    }
    return sum;
  }
}
