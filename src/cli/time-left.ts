import { RecentRate } from './recent-rate.ts';

const WINDOW_MS = 30_000;
/** Before that, a time left would be a guess that jumps about. */
const SETTLING_MS = 2_000;
const FEWEST_ROWS = 5;

type Expected = { readonly rows: number; readonly calls: number };

/**
 * How long the rest of a run takes. Calls are what takes time: when a run begins, many rows have made the first of their
 * calls and few are done, so the pace of rows alone would promise twice the time that it takes.
 */
export class TimeLeft {
  readonly #calls = new RecentRate(WINDOW_MS);
  readonly #rows = new RecentRate(WINDOW_MS);
  readonly #callsOfRows = new RecentRate(WINDOW_MS);
  /** Calls of the rows that are not done yet, by line. */
  readonly #inHand = new Map<number, number>();
  readonly #startedAt: number;
  readonly #expected: Expected | undefined;
  #callsMade = 0;
  #rowsSent = 0;

  /**
   * @param startedAt ms on any clock, as all the times here
   * @param expected the rows that will be sent and their calls when all goes well; undefined when nobody knows
   */
  constructor(startedAt: number, expected: Expected | undefined) {
    this.#startedAt = startedAt;
    this.#expected = expected;
  }

  /** @param line of the row that it was made for; undefined when it was made for the run as a whole */
  addCall(line: number | undefined, nowMs: number): void {
    this.#callsMade += 1;
    this.#calls.add(nowMs);
    if (line !== undefined) this.#inHand.set(line, (this.#inHand.get(line) ?? 0) + 1);
  }

  addRow(line: number, nowMs: number): void {
    const calls = this.#inHand.get(line);
    // Rows that need no call take no time, so they say nothing about the others.
    if (calls === undefined) return;
    this.#inHand.delete(line);
    this.#rowsSent += 1;
    this.#rows.add(nowMs);
    this.#callsOfRows.add(nowMs, calls);
  }

  /** @returns undefined while nobody can tell */
  seconds(rowsLeft: number, nowMs: number): number | undefined {
    if (this.#rowsSent < FEWEST_ROWS || nowMs - this.#startedAt < SETTLING_MS) return undefined;
    const callsPerSecond = this.#calls.perSecond(nowMs);
    if (callsPerSecond === 0) return undefined;
    if (this.#expected === undefined) return this.#callsLeft(rowsLeft, nowMs) / callsPerSecond;
    // What was expected knows what comes later in the file; the measure knows what really happens, and counts the more
    // the nearer the end is.
    const { rows, calls } = this.#expected;
    const measured = this.#callsLeft(Math.min(rowsLeft, Math.max(0, rows - this.#rowsSent)), nowMs);
    const expected = Math.max(0, calls - this.#callsMade);
    const weight = Math.min(1, this.#rowsSent / rows) ** 3;
    return (measured * weight + expected * (1 - weight)) / callsPerSecond;
  }

  /** What the rows that are left take if they are as the last ones were. */
  #callsLeft(rowsLeft: number, nowMs: number): number {
    // A row that has made calls and is not done takes one more at the least; without these rows the quick ones alone
    // would speak for all.
    const inHand = [...this.#inHand.values()];
    const callsInAll = inHand.reduce((sum, calls) => sum + calls + 1, this.#callsOfRows.count(nowMs));
    const callsPerRow = callsInAll / (inHand.length + this.#rows.count(nowMs));
    const rest = inHand.reduce((sum, calls) => sum + Math.max(1, callsPerRow - calls), 0);
    return rest + Math.max(0, rowsLeft - inHand.length) * callsPerRow;
  }
}
