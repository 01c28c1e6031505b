import { utcDayOf } from './day.ts';
import type { Label } from './label.ts';
import type { SimulatorSettings } from './simulator-settings.ts';

/** Everything that Zoom refuses with 429. */
export type LimitName = 'perSecond' | 'daily' | 'createQuota' | 'concurrent';

/**
 * The account's rate limits. No clock second and no sliding second lets more than the limit pass, and no
 * UTC day more than the day's. Whether Zoom counts the calls that it refuses is unknown; here they do not
 * count, so that a client which hammers on is not shut out for ever.
 */
export class Limits {
  readonly #seconds: Readonly<Record<Label, SecondWindow>>;
  readonly #days: Readonly<Record<Label, DayCount>>;
  readonly #creates: DayCount;

  constructor({ perSecond, perDay, createsPerDay }: SimulatorSettings) {
    this.#seconds = { light: new SecondWindow(perSecond.light), medium: new SecondWindow(perSecond.medium) };
    this.#days = { light: new DayCount(perDay.light), medium: new DayCount(perDay.medium) };
    this.#creates = new DayCount(createsPerDay);
  }

  /** Counts a call that arrives under the label, or names the limit that it is over. */
  pass(label: Label, at: number): 'perSecond' | 'daily' | undefined {
    const day = this.#days[label];
    if (day.left(at) <= 0) return 'daily';
    if (!this.#seconds[label].take(at)) return 'perSecond';
    day.take(at);
    return undefined;
  }

  /** Counts an accepted `action=create`. */
  takeCreate(at: number): void {
    this.#creates.take(at);
  }

  callsLeft(label: Label, at: number): number {
    return this.#days[label].left(at);
  }

  /** What the second that ends now still holds. */
  leftInSecond(label: Label, at: number): number {
    return this.#seconds[label].left(at);
  }

  /** How many more `action=create` the UTC day takes. */
  createsLeft(at: number): number {
    return this.#creates.left(at);
  }

  /** Accepted `action=create` of the UTC day. */
  createsTaken(at: number): number {
    return this.#creates.taken(at);
  }
}

const SECOND_MS = 1000;

/**
 * Remembers the last `limit` calls that passed, in a ring: the oldest one decides. A second of the clock is one
 * of the sliding ones, so it needs no watching of its own.
 */
class SecondWindow {
  readonly #limit: number;
  readonly #ring: Float64Array;
  #oldest = 0;

  constructor(limit: number) {
    this.#limit = limit;
    this.#ring = new Float64Array(limit === Infinity ? 0 : limit).fill(-Infinity);
  }

  left(at: number): number {
    return this.#limit - this.#ring.filter((time) => at - time < SECOND_MS).length;
  }

  take(at: number): boolean {
    if (this.#limit === Infinity) return true;
    if (at - (this.#ring[this.#oldest] ?? -Infinity) < SECOND_MS) return false;
    this.#ring[this.#oldest] = at;
    this.#oldest = (this.#oldest + 1) % this.#limit;
    return true;
  }
}

class DayCount {
  readonly #limit: number;
  #day = -1;
  #taken = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  taken(at: number): number {
    return this.#day === utcDayOf(at) ? this.#taken : 0;
  }

  left(at: number): number {
    return this.#limit - this.taken(at);
  }

  take(at: number): void {
    this.#taken = this.taken(at) + 1;
    this.#day = utcDayOf(at);
  }
}
