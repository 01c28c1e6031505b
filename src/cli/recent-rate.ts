const BUCKETS = 20;

/** How often something happens a second, over the last while. */
export class RecentRate {
  readonly #windowMs: number;
  readonly #counts = new Map<number, number>();
  #firstAt: number | undefined;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(nowMs: number, times = 1): void {
    this.#firstAt ??= nowMs;
    const bucket = this.#bucketOf(nowMs);
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + times);
  }

  /** How often it happened in the window. */
  count(nowMs: number): number {
    const oldest = this.#oldestBucket(nowMs);
    let count = 0;
    for (const [bucket, inBucket] of this.#counts) {
      if (bucket < oldest) this.#counts.delete(bucket);
      else count += inBucket;
    }
    return count;
  }

  /** Over the window, or the time since the first when that is shorter, but not less than a second. */
  perSecond(nowMs: number): number {
    if (this.#firstAt === undefined) return 0;
    const sinceMs = Math.max(this.#firstAt, (this.#oldestBucket(nowMs) * this.#windowMs) / BUCKETS);
    return (this.count(nowMs) * 1000) / Math.max(1000, nowMs - sinceMs);
  }

  #oldestBucket(nowMs: number): number {
    return this.#bucketOf(nowMs) - BUCKETS + 1;
  }

  #bucketOf(nowMs: number): number {
    return Math.floor((nowMs * BUCKETS) / this.#windowMs);
  }
}
