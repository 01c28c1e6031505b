/** Wakes whoever waits for something to have changed. */
export class Pulse {
  #next: PromiseWithResolvers<void> | undefined;

  /** Resolves at the next beat. */
  wait(): Promise<void> {
    this.#next ??= Promise.withResolvers();
    return this.#next.promise;
  }

  beat(): void {
    this.#next?.resolve();
    this.#next = undefined;
  }
}
