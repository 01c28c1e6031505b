const BUCKETS = 20;

/** How often something happens a second, over the last while. */
export class RecentRate {
  readonly #windowMs: number;
  readonly #counts = new Map<number, number>();
  #firstAt: number | undefined;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(nowMs: number): void {
    this.#firstAt ??= nowMs;
    const bucket = this.#bucketOf(nowMs);
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + 1);
  }

  /** Over the window, or the time since the first when that is shorter, but not less than a second. */
  perSecond(nowMs: number): number {
    if (this.#firstAt === undefined) return 0;
    const oldest = this.#bucketOf(nowMs) - BUCKETS + 1;
    let count = 0;
    for (const [bucket, inBucket] of this.#counts) {
      if (bucket < oldest) this.#counts.delete(bucket);
      else count += inBucket;
    }
    const sinceMs = Math.max(this.#firstAt, (oldest * this.#windowMs) / BUCKETS);
    return (count * 1000) / Math.max(1000, nowMs - sinceMs);
  }

  #bucketOf(nowMs: number): number {
    return Math.floor((nowMs * BUCKETS) / this.#windowMs);
  }
}
