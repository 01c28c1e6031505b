import pLimit, { type LimitFunction } from 'p-limit';
import type { LANES, LaneName } from '../core/lanes.ts';
import { UserOrder } from './user-order.ts';

/** Works that are read ahead, so that one user's waiting rows, or a slow lane's, do not hold up the others. */
const READ_AHEAD = 2_000;

export type Work = {
  readonly keys: readonly string[];
  /** The lane of its first call. */
  readonly lane: LaneName;
  run(): Promise<void>;
};

/** Decides which rows are in hand: a bounded number, one at a time for each user, and no lane takes all places. */
export class Dispatcher {
  readonly #order = new UserOrder();
  readonly #places: LimitFunction;
  readonly #lanePlaces: Readonly<Record<LaneName, LimitFunction>>;
  readonly #underWay = new Set<Promise<void>>();
  #onRoom: (() => void) | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(concurrency: number) {
    this.#places = pLimit(concurrency);
    const perLane = Math.max(1, Math.ceil(concurrency * 0.75));
    this.#lanePlaces = { light: pLimit(perLane), medium: pLimit(perLane) } satisfies Record<
      (typeof LANES)[number],
      LimitFunction
    >;
  }

  /** Takes a work; resolves when there is room for the next. @throws what an earlier work threw. */
  async add({ keys, lane, run }: Work): Promise<void> {
    // A user's waiting row takes no place.
    const work = this.#order
      .run(keys, () => this.#lanePlaces[lane](() => this.#places(run)))
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#underWay.delete(work);
        this.#onRoom?.();
      });
    this.#underWay.add(work);
    if (this.#underWay.size >= READ_AHEAD) await this.#room();
    this.#rethrow();
  }

  /** Not a `Promise.race` over the works: it would leave a reaction on each of them, every time. */
  #room(): Promise<void> {
    return new Promise((resolve) => {
      this.#onRoom = resolve;
    });
  }

  /** Resolves when every work has ended. @throws what a work threw. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    this.#rethrow();
  }

  #rethrow(): void {
    if (this.#failure) throw this.#failure.error;
  }
}
