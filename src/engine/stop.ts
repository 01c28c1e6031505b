import type { StopReason } from '../core/stop-reason.ts';

/**
 * The end of a run before its last row. `stop()` lets what is under way finish: nothing new is sent, waits end.
 * `force()` ends even requests that wait for their answer.
 */
export class Stop {
  readonly #gentle = new AbortController();
  readonly #forced = new AbortController();
  readonly #listeners: ((reason: StopReason) => void)[] = [];
  #reason: StopReason | undefined;

  /** Fires with the first reason to stop. */
  get signal(): AbortSignal {
    return this.#gentle.signal;
  }

  /** Fires when not even answers are waited for. */
  get forced(): AbortSignal {
    return this.#forced.signal;
  }

  get reason(): StopReason | undefined {
    return this.#reason;
  }

  onStop(listener: (reason: StopReason) => void): void {
    this.#listeners.push(listener);
  }

  /** The first reason counts; later ones change nothing. */
  stop(reason: StopReason): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#gentle.abort(new Stopped());
    for (const listener of this.#listeners) listener(reason);
  }

  force(): void {
    this.#forced.abort(new Stopped());
  }
}

/** What a wait rejects with when the run stops. */
export class Stopped extends Error {
  override readonly name = 'Stopped';

  constructor() {
    super('the run is stopping');
  }
}
