import pLimit, { type LimitFunction } from 'p-limit';
import type { LABELS, Label } from '../core/labels.ts';
import { UserOrder } from './user-order.ts';

/** Works that a label takes ahead, so that users with several rows do not hold up the others. */
const READ_AHEAD = 2_000;
/** How many of them may be one user's, whose works go one after the other. */
const OF_ONE_USER = 100;

/**
 * Works in hand whose first request waits for a permit, in each label: enough that a label always has one to send. So the
 * works in hand are those and the ones whose requests are under way, which follows from the pace and from how long
 * Zoom takes to answer.
 */
const READY = 8;

export type Work = {
  readonly keys: readonly string[];
  /** The label of its first call. */
  readonly label: Label;
  /** @param onAcquired to be called when its first request gets its permit */
  run(onAcquired: () => void): Promise<void>;
};

/**
 * Decides which rows are in hand: one at a time for each user, as many as the pace needs, up to a number of which no
 * label takes all.
 */
export class Dispatcher {
  readonly #order = new UserOrder();
  readonly #places: LimitFunction;
  readonly #labelPlaces: LabelLimits;
  readonly #ready = labelLimits(READY);
  readonly #underWay = new Set<Promise<void>>();
  readonly #taken = { light: 0, medium: 0 } satisfies Record<Label, number>;
  readonly #ofKey = new Map<string, number>();
  readonly #onEnded: () => void;
  #failure: { readonly error: unknown } | undefined;

  /** @param concurrency works in hand at most @param onEnded told whenever one has ended */
  constructor(concurrency: number, onEnded: () => void) {
    this.#onEnded = onEnded;
    this.#places = pLimit(concurrency);
    this.#labelPlaces = labelLimits(Math.max(1, Math.ceil(concurrency * 0.75)));
  }

  /** Whether a label takes one more ahead. @param keys of its user; those of nobody ask for any user's */
  hasRoom(label: Label, keys: readonly string[] = []): boolean {
    if (this.#taken[label] >= READ_AHEAD) return false;
    return keys.every((key) => (this.#ofKey.get(key) ?? 0) < OF_ONE_USER);
  }

  /** Takes a work. @throws what an earlier work threw */
  add({ keys, label, run }: Work): void {
    this.#rethrow();
    this.#count(label, keys, 1);
    // A user's waiting row takes no place.
    const work = this.#order
      .run(keys, () => this.#takeInHand(label, run))
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#underWay.delete(work);
        this.#count(label, keys, -1);
        this.#onEnded();
      });
    this.#underWay.add(work);
  }

  async #takeInHand(label: Label, run: Work['run']): Promise<void> {
    const { ended } = await this.#ready[label](async () => {
      const { promise: acquired, resolve: onAcquired } = Promise.withResolvers<void>();
      const ended = this.#labelPlaces[label](() => this.#places(() => run(onAcquired)));
      ended.then(onAcquired, onAcquired);
      await acquired;
      return { ended };
    });
    return ended;
  }

  /** Resolves when every work has ended. @throws what a work threw. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    this.#rethrow();
  }

  #count(label: Label, keys: readonly string[], change: 1 | -1): void {
    this.#taken[label] += change;
    for (const key of keys) {
      const count = (this.#ofKey.get(key) ?? 0) + change;
      if (count > 0) this.#ofKey.set(key, count);
      else this.#ofKey.delete(key);
    }
  }

  #rethrow(): void {
    if (this.#failure) throw this.#failure.error;
  }
}

type LabelLimits = Readonly<Record<Label, LimitFunction>>;

function labelLimits(most: number): LabelLimits {
  return { light: pLimit(most), medium: pLimit(most) } satisfies Record<
    (typeof LABELS)[number],
    LimitFunction
  >;
}
