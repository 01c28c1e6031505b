import type { Listener, RunEvent } from '../core/events.ts';

/**
 * Tells somebody else's listener, which must not break a run: its first error, thrown or of a promise that it returned, is
 * kept, and it hears nothing more.
 */
export class OwnListener {
  readonly #listener: (event: RunEvent) => unknown;
  readonly #onFailure: (error: unknown) => void;
  readonly #pending = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  constructor(listener: Listener, onFailure: (error: unknown) => void) {
    this.#listener = listener;
    this.#onFailure = onFailure;
  }

  readonly listen = (event: RunEvent): void => {
    if (this.#failure) return;
    try {
      const heard = this.#listener(event);
      if (heard instanceof Promise) this.#wait(heard);
    } catch (error) {
      this.#fail(error);
    }
  };

  /** Waits until everything was heard. @throws the listener's first error */
  async end(): Promise<void> {
    await Promise.all(this.#pending);
    if (this.#failure) throw this.#failure.error;
  }

  #wait(heard: Promise<unknown>): void {
    const pending = heard
      .then(
        () => undefined,
        (error: unknown) => this.#fail(error),
      )
      .finally(() => this.#pending.delete(pending));
    this.#pending.add(pending);
  }

  #fail(error: unknown): void {
    if (this.#failure) return;
    this.#failure = { error };
    this.#onFailure(error);
  }
}
