type Waiter<T> = {
  readonly request: T;
  readonly settle: (pass: 'open' | 'alone') => void;
  readonly refuse: (error: unknown) => void;
};

/** Where requests wait while nothing gets through: all of them, but for one now and then that is let out to see. */
export class Gate<T> {
  #isShut = false;
  #waiters: Waiter<T>[] = [];
  #onArrival: (() => void) | undefined;

  get isShut(): boolean {
    return this.#isShut;
  }

  shut(): void {
    this.#isShut = true;
  }

  /** Lets all out that wait. @param first those that this picks leave before the others */
  open(first: (request: T) => boolean): void {
    this.#isShut = false;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { request, settle } of waiters) if (first(request)) settle('open');
    for (const { request, settle } of waiters) if (!first(request)) settle('open');
  }

  /** Sends all away that wait. */
  refuse(error: unknown): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter.refuse(error);
  }

  /**
   * Resolves when the gate opens, or when this request alone is let out.
   * Rejects with the signal's reason when it fires first, or with what all are refused with.
   */
  wait(request: T, signal: AbortSignal): Promise<'open' | 'alone'> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiters = this.#waiters.filter((its) => its !== waiter);
        reject(signal.reason);
      };
      const end = <V>(how: (value: V) => void) => {
        return (value: V) => {
          signal.removeEventListener('abort', onAbort);
          how(value);
        };
      };
      const waiter = { request, settle: end(resolve), refuse: end(reject) };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiters.push(waiter);
      this.#onArrival?.();
    });
  }

  /** Lets the one out that has waited longest, of those that `may`. @returns it, if there is one */
  letOneOut(may: (request: T) => boolean = () => true): T | undefined {
    const waiter = this.#waiters.find(({ request }) => may(request));
    if (!waiter) return undefined;
    this.#waiters = this.#waiters.filter((its) => its !== waiter);
    waiter.settle('alone');
    return waiter.request;
  }

  /** Resolves when somebody waits. Rejects with the signal's reason when it fires first. */
  arrival(signal: AbortSignal): Promise<void> {
    if (this.#waiters.length > 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(signal.reason);
      this.#onArrival = () => {
        signal.removeEventListener('abort', onAbort);
        this.#onArrival = undefined;
        resolve();
      };
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}
