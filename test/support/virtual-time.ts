import { onTestFinished, vi } from 'vitest';

type Timer = { readonly at: number; readonly run: () => void };

/**
 * Time that passes only when the test says so, for everything that goes by `setTimeout`, `Date.now` and
 * `performance.now`; real time is back after the test. Vitest's own fake timers know no stalls, and take a millisecond of
 * real time for each timer, which is too much for tests with tens of thousands of them.
 */
export class VirtualTime {
  #nowMs = 0;
  #epochMs: number;
  /** By the time at which they are due; of the same time in the order in which they were set. */
  readonly #timers: Timer[] = [];

  constructor() {
    this.#epochMs = Date.now();
    vi.spyOn(performance, 'now').mockImplementation(() => this.#nowMs);
    vi.spyOn(Date, 'now').mockImplementation(() => this.wall);
    vi.stubGlobal('setTimeout', (run: (...args: unknown[]) => void, delayMs = 0, ...args: unknown[]) =>
      this.#set(() => run(...args), delayMs),
    );
    vi.stubGlobal('clearTimeout', (timer: Timer | undefined) => this.#clear(timer));
    onTestFinished(() => {
      vi.restoreAllMocks();
      vi.unstubAllGlobals();
    });
  }

  get now(): number {
    return this.#nowMs;
  }

  /** Ms since the epoch, by this computer's clock. */
  get wall(): number {
    return this.#epochMs + Math.floor(this.#nowMs);
  }

  /** This computer's clock alone goes forward by so much, or back: somebody sets it, or the computer sleeps meanwhile. */
  stepWall(ms: number): void {
    this.#epochMs += ms;
  }

  /** Everything that is due within these milliseconds happens, each at its moment, and what follows from it. */
  async pass(ms: number): Promise<void> {
    await this.#run(() => false, ms);
  }

  /** Time passes until `work` is done. @returns what it came to */
  async until<T>(work: Promise<T>, mostMs = 3_600_000): Promise<T> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    // Whoever awaits this learns how it ended; here only that it did.
    done.catch(() => undefined);
    await this.#run(() => isDone, mostMs);
    if (!isDone) throw new Error(`not done within ${mostMs} ms of virtual time`);
    return done;
  }

  /** The event loop does nothing for so long; what falls due meanwhile happens late, one right after the other. */
  stall(ms: number): void {
    this.#nowMs += ms;
  }

  async #run(isOver: () => boolean, ms: number): Promise<void> {
    const end = this.#nowMs + ms;
    for (;;) {
      // A turn of the real event loop: all that follows from what has happened has been done after it.
      await new Promise((resolve) => setImmediate(resolve));
      if (isOver()) return;
      const [next] = this.#timers;
      if (!next || next.at > end) break;
      this.#timers.shift();
      this.#nowMs = Math.max(this.#nowMs, next.at);
      next.run();
    }
    this.#nowMs = Math.max(this.#nowMs, end);
  }

  /** As Node does: whole milliseconds, at least one. */
  #set(run: () => void, delayMs: number): Timer {
    const timer = { at: this.#nowMs + Math.max(1, Math.trunc(delayMs)), run };
    const index = this.#timers.findLastIndex(({ at }) => at <= timer.at);
    this.#timers.splice(index + 1, 0, timer);
    return timer;
  }

  #clear(timer: Timer | undefined): void {
    const index = timer === undefined ? -1 : this.#timers.indexOf(timer);
    if (index !== -1) this.#timers.splice(index, 1);
  }
}
