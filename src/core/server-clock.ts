/** Between which moments something is, in milliseconds. */
export type Interval = { readonly earliest: number; readonly latest: number };

/** What an answer says of the server's clock. Its `Date` has whole seconds, and was written after the request had left. */
export type DatedAnswer = {
  /** Ms since the epoch. */
  readonly date: number;
  /** On a clock that never goes back, in ms. */
  readonly sentAt: number;
  /** Likewise. */
  readonly receivedAt: number;
};

/** What is not between these years comes from a broken clock, or from something that is no clock at all. */
const FIRST_PLAUSIBLE = Date.UTC(2025, 0, 1);
const LAST_PLAUSIBLE = Date.UTC(2080, 0, 1);

const SECOND_MS = 1_000;

/** Servers that answer in turn, and clocks that drift, are not farther apart. */
const SKEW_MS = 2_000;

/** What stands still contradicts itself in that time. */
const PROOF_MS = SKEW_MS + 2 * SECOND_MS;

/** How well the length of a sleep is known. */
const SLEEP_SKEW_MS = 5_000;

/** Of how much the server's clock is ahead of a clock that never goes back, what is known. */
type Estimate = Interval & {
  /** How many answers agree. */
  readonly answers: number;
  /** When the first of them came. */
  readonly since: number;
};

/**
 * The server's clock, as its answers tell it. One `Date` that contradicts the others is not believed; two that agree with
 * each other, and go on as time does, are: a cached `Date` stands still.
 */
export class ServerClock {
  #known: Estimate | undefined;
  #doubted: Estimate | undefined;
  #generation = 0;

  /** Changes when the clock that never goes back stood still, or the server's was set: what was told before counts for before. */
  get generation(): number {
    return this.#generation;
  }

  /** More than one answer says so. */
  get isSure(): boolean {
    return this.#known !== undefined && this.#known.answers > 1;
  }

  /**
   * What the server's clock showed at a moment of the clock that never goes back, in ms since the epoch; undefined while it
   * has not told.
   */
  at(moment: number): Interval | undefined {
    return this.#known && plus(this.#known, moment);
  }

  /** The latest that it may be, what is not believed yet included. */
  latestAt(moment: number): number | undefined {
    if (!this.#known) return undefined;
    return moment + Math.max(this.#known.latest, this.#doubted?.latest ?? Number.NEGATIVE_INFINITY);
  }

  /**
   * @param sleptMs how long this computer may have slept since the last answer, by its own clock
   * @returns whether it did
   */
  observe({ date, sentAt, receivedAt }: DatedAnswer, sleptMs: number): boolean {
    if (date < FIRST_PLAUSIBLE || date >= LAST_PLAUSIBLE) return false;
    const seen: Estimate = {
      earliest: date - receivedAt,
      latest: date + SECOND_MS - sentAt,
      answers: 1,
      since: receivedAt,
    };
    const known = this.#known;
    if (!known || gapBetween(known, seen) <= SKEW_MS) {
      this.#believe(known ? merged(known, seen) : seen);
      return false;
    }
    const ahead = seen.earliest - known.latest;
    if (sleptMs > 0 && Math.abs(ahead - sleptMs) <= SLEEP_SKEW_MS) {
      this.#replace({ ...seen, answers: known.answers });
      return true;
    }
    if (known.answers < 2) this.#believe(seen);
    else this.#doubt(seen);
    return false;
  }

  #doubt(seen: Estimate): void {
    const doubted = this.#doubted;
    if (!doubted || gapBetween(doubted, seen) > SKEW_MS) this.#doubted = seen;
    else if (seen.since - doubted.since >= PROOF_MS) this.#replace(merged(doubted, seen));
  }

  #replace(estimate: Estimate): void {
    this.#generation++;
    this.#believe(estimate);
  }

  #believe(estimate: Estimate): void {
    this.#known = estimate;
    this.#doubted = undefined;
  }
}

function plus({ earliest, latest }: Interval, ms: number): Interval {
  return { earliest: earliest + ms, latest: latest + ms };
}

/** How far two intervals are apart; 0 or less when they overlap. */
function gapBetween(one: Interval, other: Interval): number {
  return Math.max(one.earliest - other.latest, other.earliest - one.latest);
}

/** What both say; where they contradict each other a little, what was said first. */
function merged(first: Estimate, other: Estimate): Estimate {
  const answers = first.answers + other.answers;
  if (gapBetween(first, other) > 0) return { ...first, answers };
  return {
    earliest: Math.max(first.earliest, other.earliest),
    latest: Math.min(first.latest, other.latest),
    answers,
    since: first.since,
  };
}
