/** The most calls that arrived in any one second. */
export type PeakRate = {
  /** From one full second of the clock to the next. */
  readonly fixed: number;
  /** In any 1,000 ms. */
  readonly sliding: number;
};

/** Watches how closely calls follow one another. */
export class PeakRateMeter {
  #fixed = 0;
  #sliding = 0;
  #second = -1;
  #inSecond = 0;
  /** Arrivals of the last second start at `#oldest`; what lies before is thrown away in batches. */
  #arrivals: number[] = [];
  #oldest = 0;

  add(at: number): void {
    const second = Math.floor(at / 1000);
    this.#inSecond = second === this.#second ? this.#inSecond + 1 : 1;
    this.#second = second;
    this.#fixed = Math.max(this.#fixed, this.#inSecond);

    this.#arrivals.push(at);
    while (at - (this.#arrivals[this.#oldest] ?? at) >= 1000) this.#oldest++;
    this.#sliding = Math.max(this.#sliding, this.#arrivals.length - this.#oldest);
    if (this.#oldest > this.#arrivals.length / 2 + 1000) {
      this.#arrivals = this.#arrivals.slice(this.#oldest);
      this.#oldest = 0;
    }
  }

  get peakRate(): PeakRate {
    return { fixed: this.#fixed, sliding: this.#sliding };
  }
}
