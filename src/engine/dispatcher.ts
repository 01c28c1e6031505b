import pLimit, { type LimitFunction } from 'p-limit';
import type { LANES, LaneName } from '../core/lanes.ts';
import { UserOrder } from './user-order.ts';

/** Works that are read ahead, so that one user's waiting rows, or a slow lane's, do not hold up the others. */
const READ_AHEAD = 2_000;

/**
 * Works in hand whose first request waits for its turn, in each lane: enough that a lane always has one to send. So the
 * works in hand are those and the ones whose requests are under way, which follows from the pace and from how long
 * Zoom takes to answer.
 */
const READY = 8;

export type Work = {
  readonly keys: readonly string[];
  /** The lane of its first call. */
  readonly lane: LaneName;
  /** @param onTurn to be called when its first request gets its turn */
  run(onTurn: () => void): Promise<void>;
};

/**
 * Decides which rows are in hand: one at a time for each user, as many as the pace needs, up to a number of which no
 * lane takes all.
 */
export class Dispatcher {
  readonly #order = new UserOrder();
  readonly #places: LimitFunction;
  readonly #lanePlaces: LaneLimits;
  readonly #ready = laneLimits(READY);
  readonly #underWay = new Set<Promise<void>>();
  #onRoom: (() => void) | undefined;
  #failure: { readonly error: unknown } | undefined;

  /** @param concurrency works in hand at most */
  constructor(concurrency: number) {
    this.#places = pLimit(concurrency);
    this.#lanePlaces = laneLimits(Math.max(1, Math.ceil(concurrency * 0.75)));
  }

  /** Takes a work; resolves when there is room for the next. @throws what an earlier work threw. */
  async add({ keys, lane, run }: Work): Promise<void> {
    // A user's waiting row takes no place.
    const work = this.#order
      .run(keys, () => this.#takeInHand(lane, run))
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

  async #takeInHand(lane: LaneName, run: Work['run']): Promise<void> {
    const { ended } = await this.#ready[lane](async () => {
      const { promise: turn, resolve: onTurn } = Promise.withResolvers<void>();
      const ended = this.#lanePlaces[lane](() => this.#places(() => run(onTurn)));
      ended.then(onTurn, onTurn);
      await turn;
      return { ended };
    });
    return ended;
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

type LaneLimits = Readonly<Record<LaneName, LimitFunction>>;

function laneLimits(most: number): LaneLimits {
  return { light: pLimit(most), medium: pLimit(most) } satisfies Record<
    (typeof LANES)[number],
    LimitFunction
  >;
}
