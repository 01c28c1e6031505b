/** Tells the rows whose requests fail while those of others get through: what is wrong there is wrong with the row. */
export class OwnFaults {
  #through = 0;
  /** What had got through when a row failed first, by line. */
  readonly #failed = new Map<number, number>();

  through(line: number | undefined): void {
    this.#through++;
    if (line !== undefined) this.#failed.delete(line);
  }

  /** @returns whether others got through since the row failed first */
  failed(line: number | undefined): boolean {
    if (line === undefined) return false;
    const before = this.#failed.get(line) ?? this.#through;
    this.#failed.set(line, before);
    return before < this.#through;
  }

  /** There was an outage: what failed in it says nothing of a row. */
  forget(): void {
    this.#failed.clear();
  }
}
