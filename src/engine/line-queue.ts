/** So many lines that are gone are worth a copy of the rest. */
const WORTH_A_COPY = 1_024;

/** Lines in the order they came in, eight bytes each. */
export class LineQueue {
  #lines: number[] = [];
  #first = 0;

  get size(): number {
    return this.#lines.length - this.#first;
  }

  get first(): number | undefined {
    return this.#lines[this.#first];
  }

  push(line: number): void {
    this.#lines.push(line);
  }

  /** Takes the first away. Not by `shift`, which moves all others each time. */
  take(): void {
    this.#first++;
    if (this.#first < WORTH_A_COPY || this.#first < this.#lines.length / 2) return;
    this.#lines = this.#lines.slice(this.#first);
    this.#first = 0;
  }
}
