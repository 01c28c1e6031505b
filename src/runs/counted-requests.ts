import type { Listener } from '../core/events.ts';
import type { RequestCounter } from './open-connection.ts';

/** How many requests were sent, sign-ins among them, where they are kept nowhere. */
export class CountedRequests {
  readonly #listen: Listener;
  #count = 0;
  readonly counter: RequestCounter = {
    watch: (zoom) => zoom,
    onSignIn: () => {
      this.#count++;
    },
  };

  /** @param listen hears what happens all the same */
  constructor(listen: Listener) {
    this.#listen = listen;
  }

  readonly emit: Listener = (event) => {
    if (event.type === 'attempt') this.#count++;
    this.#listen(event);
  };

  get count(): number {
    return this.#count;
  }
}
