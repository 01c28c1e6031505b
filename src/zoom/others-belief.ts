/** Parts of a second's limit that others may take; finer would cost time and say no more. */
const CELLS = 81;

/**
 * Shares of calls that are refused whatever the pace is: by something between us and Zoom, or by chance. More than a fifth is taken
 * for others, since two runs at full pace, each of which takes every place that the other leaves, look like a third or half.
 */
const CHANCES = [0, 0.01, 0.03, 0.06, 0.12, 0.2];
/** How likely each of them is where nothing is known. */
const LIKELY_CHANCES = [0.7, 0.1, 0.08, 0.06, 0.04, 0.02];
const LIKELY_WANDERS = [0.5, 0.5];
const OTHERS_ARE_NONE = 0.98;

/**
 * How far what others take wanders, in calls² a second at a limit of 80: an app with an even pace, and one whose calls
 * come at random times. Which of them it is shows by itself.
 */
const WANDERS = [0.3, 5];
const MODEL_LIMIT = 80;

/** How often in a second: others take something quite different now; as much as they did in the long run again. */
const ANYTHING = 0.01;
const BACK_TO_USUAL = 1;
const OTHER_CHANCE = 0.01;
const OTHER_WANDER = 0.05;
const LONG_RUN_S = 10;

/** Calls that arrive about when a place gets free: how wide the edge between room and no room is, in calls. */
const EDGE = 0.25;
/** What is thought impossible may still happen. */
const ODD_REFUSAL = 1e-4;
const ODD_PASS = 1e-6;

/** Without calls nothing is learnt, so a long rest must not make everything equally likely. */
const LONGEST_STEP_MS = 250;
/** Finer steps change nothing and cost time. */
const SHORTEST_STEP_MS = 25;
/** Most of a cell's weight that may move to its neighbours at once. */
const MOST_MOVED = 0.3;

/** A call more is worth sending when there is no room for it with this probability at most. */
const RISK = 0.3;

const LAYERS = WANDERS.length * CHANCES.length;

/**
 * What the account's other apps take of a second, told from which calls of ours passed and which were refused: for each
 * amount, and each share of calls refused by chance, how likely it is (a hidden Markov model, its forward pass). A refusal while there
 * surely was room is chance and no reason to slow down; two seconds with refusals at the same count of ours are no
 * chance. Counts are of calls in the 1,000 ms before a call, as a sliding second holds them.
 */
export class OthersBelief {
  readonly #limit: number;
  /** Calls a second in a cell. */
  readonly #unit: number;
  /** By wander, chance and cell. */
  #weights = new Float64Array(LAYERS * CELLS);
  #usual = new Float64Array(CELLS);
  readonly #scratch = new Float64Array(CELLS);
  #at: number;
  #room: number | undefined;

  /** @param limit calls a second of the account, all apps together */
  constructor(limit: number, now: number) {
    this.#limit = limit;
    this.#unit = limit / (CELLS - 1);
    this.#at = now;
    for (let layer = 0; layer < LAYERS; layer++) {
      const chance = LIKELY_CHANCES[chanceIndex(layer)] ?? 0;
      for (let cell = 0; cell < CELLS; cell++) {
        const others = cell === 0 ? OTHERS_ARE_NONE : (1 - OTHERS_ARE_NONE) / (CELLS - 1);
        this.#weights[layer * CELLS + cell] = (chance * others) / WANDERS.length;
      }
    }
    this.#usual[0] = 1;
  }

  /** A call passed that had `ours` calls of this run in the second before it. */
  passed(ours: number, now: number): void {
    this.#pass(now);
    this.#weigh(ours, (chance, full) => (1 - chance) * (1 - full) + ODD_PASS);
  }

  /** @returns how likely there was no room for it, from 0 to 1; else it was chance */
  refused(ours: number, now: number): number {
    this.#pass(now);
    const before = this.#sum((chance, full) => (1 - chance) * full, ours);
    const all = this.#weigh(ours, (chance, full) => chance + (1 - chance) * full + ODD_REFUSAL);
    return before / all;
  }

  /** The share of calls that is refused by chance, as it seems. */
  get chance(): number {
    return this.#sum((chance) => chance, 0);
  }

  /** Calls of ours for which a second most likely has room. */
  room(now: number): number {
    if (now - this.#at >= SHORTEST_STEP_MS) this.#pass(now);
    this.#room ??= this.#findRoom();
    return this.#room;
  }

  #findRoom(): number {
    let without = 0;
    let cell = CELLS - 1;
    for (; cell > 0; cell--) {
      for (let layer = 0; layer < LAYERS; layer++) without += this.#weights[layer * CELLS + cell] ?? 0;
      if (without > RISK) break;
    }
    return this.#limit - cell * this.#unit;
  }

  /** Time goes by: what others take wanders, stops, or is something else. */
  #pass(now: number): void {
    const seconds = Math.min(now - this.#at, LONGEST_STEP_MS) / 1000;
    if (seconds <= 0) return;
    this.#at = now;
    this.#room = undefined;
    this.#learnUsual(Math.min(1, seconds / LONG_RUN_S));
    for (let layer = 0; layer < LAYERS; layer++) this.#wander(layer, seconds);
    this.#mix(LIKELY_CHANCES, (wander, chance) => wander * CHANCES.length + chance, OTHER_CHANCE * seconds);
    this.#mix(LIKELY_WANDERS, (chance, wander) => wander * CHANCES.length + chance, OTHER_WANDER * seconds);
  }

  #learnUsual(part: number): void {
    for (let cell = 0; cell < CELLS; cell++) {
      let now = 0;
      for (let layer = 0; layer < LAYERS; layer++) now += this.#weights[layer * CELLS + cell] ?? 0;
      this.#usual[cell] = (this.#usual[cell] ?? 0) * (1 - part) + now * part;
    }
  }

  #wander(layer: number, seconds: number): void {
    const weights = this.#weights.subarray(layer * CELLS, (layer + 1) * CELLS);
    const spread = (WANDERS[Math.floor(layer / CHANCES.length)] ?? 0) * (this.#limit / MODEL_LIMIT);
    const moved = (spread * seconds) / 2 / this.#unit ** 2;
    const steps = Math.max(1, Math.ceil(moved / MOST_MOVED));
    const part = moved / steps;
    const next = this.#scratch;
    for (let step = 0; step < steps; step++) {
      for (let cell = 0; cell < CELLS; cell++) {
        const here = weights[cell] ?? 0;
        next[cell] = here + part * ((weights[cell - 1] ?? here) + (weights[cell + 1] ?? here) - 2 * here);
      }
      weights.set(next);
    }
    let sum = 0;
    for (let cell = 0; cell < CELLS; cell++) sum += weights[cell] ?? 0;
    const stays = 1 - (ANYTHING + BACK_TO_USUAL) * seconds;
    for (let cell = 0; cell < CELLS; cell++) {
      const comes = ANYTHING / CELLS + BACK_TO_USUAL * (this.#usual[cell] ?? 0);
      weights[cell] = (weights[cell] ?? 0) * stays + sum * comes * seconds;
    }
  }

  /** What is believed of the alternatives comes a little nearer to what is likely where nothing is known. */
  #mix(likely: readonly number[], layerOf: (group: number, index: number) => number, part: number): void {
    const count = likely.length;
    for (let group = 0; group < LAYERS / count; group++) {
      for (let cell = 0; cell < CELLS; cell++) {
        let sum = 0;
        for (let index = 0; index < count; index++) {
          sum += this.#weights[layerOf(group, index) * CELLS + cell] ?? 0;
        }
        for (let index = 0; index < count; index++) {
          const at = layerOf(group, index) * CELLS + cell;
          this.#weights[at] = (this.#weights[at] ?? 0) * (1 - part) + sum * (likely[index] ?? 0) * part;
        }
      }
    }
  }

  /** Multiplies with the likelihood of what was seen. @returns how likely it was in all */
  #weigh(ours: number, likelihood: (chance: number, full: number) => number): number {
    this.#room = undefined;
    const all = this.#sum(likelihood, ours, (at, weight) => {
      this.#weights[at] = weight;
    });
    for (let at = 0; at < this.#weights.length; at++) this.#weights[at] = (this.#weights[at] ?? 0) / all;
    return all;
  }

  #sum(
    of: (chance: number, full: number) => number,
    ours: number,
    each?: (at: number, weight: number) => void,
  ): number {
    let sum = 0;
    for (let cell = 0; cell < CELLS; cell++) {
      // One more than fits, by half a call: the edge is no step, since calls are not counted at the moment they leave.
      const beyond = cell * this.#unit + ours + 1 - this.#limit;
      const full = 1 / (1 + Math.exp((0.5 - beyond) / EDGE));
      for (let layer = 0; layer < LAYERS; layer++) {
        const at = layer * CELLS + cell;
        const weight = (this.#weights[at] ?? 0) * of(CHANCES[chanceIndex(layer)] ?? 0, full);
        each?.(at, weight);
        sum += weight;
      }
    }
    return sum;
  }
}

function chanceIndex(layer: number): number {
  return layer % CHANCES.length;
}
