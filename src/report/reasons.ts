import type { Outcome, ResultRow } from '../core/outcome.ts';
import { advise } from './advice.ts';
import { withoutParticulars } from './without-particulars.ts';

/** Why some rows did not go through, and what to do about it. */
export type Reason = {
  readonly outcome: Outcome;
  readonly httpStatus?: number | undefined;
  readonly zoomCode?: number | undefined;
  /** As the first of the rows has it. */
  readonly message: string;
  /** Rows with this reason, apart from the addresses, ids and numbers in the message. */
  readonly count: number;
  /** The first of the rows. */
  readonly example: { readonly line: number; readonly user: string };
  /** What to do, with `<run-id>` where a command needs the run's id. */
  readonly advice: string;
};

/** Messages can all be different: beyond this many, the rest is counted by outcome alone. */
const MOST_GROUPS = 300;
const LONGEST_MESSAGE = 400;
/** Lines remembered as deferred; a row that waits for one beyond has a reason of its own. */
const MOST_DEFERRED = 100_000;

/** Groups rows by why they did not go through, in memory that does not grow with the rows. */
export class Reasons {
  readonly #groups = new Map<string, { readonly first: ResultRow; count: number }>();
  /** The groups of deferred rows by line, since later rows of the same user wait for the same thing. */
  readonly #deferred = new Map<number, string>();
  /** Messages as they were seen, and without what differs from row to row. */
  readonly #normal = new Map<string, string>();

  /** @param result the rows in the order of the file */
  add(result: ResultRow): void {
    const message = result.message.slice(0, LONGEST_MESSAGE);
    const { outcome, httpStatus, zoomCode, line } = result;
    const own = JSON.stringify([outcome, httpStatus, zoomCode, this.#normalOf(message)]);
    let key = this.#deferred.get(lineWaitedFor(outcome, message)) ?? own;
    let first: ResultRow = { ...result, message };
    if (!this.#groups.has(key) && this.#groups.size >= MOST_GROUPS) {
      key = outcome;
      first = { ...first, httpStatus: undefined, zoomCode: undefined, message: 'Various other reasons.' };
    }
    const group = this.#groups.get(key) ?? { first, count: 0 };
    group.count += 1;
    this.#groups.set(key, group);
    if (outcome === 'deferred' && this.#deferred.size < MOST_DEFERRED) this.#deferred.set(line, key);
  }

  /** Thousands of rows can have the very same message. */
  #normalOf(message: string): string {
    const known = this.#normal.get(message);
    if (known !== undefined) return known;
    if (this.#normal.size >= MOST_GROUPS) this.#normal.clear();
    const normal = withoutParticulars(message);
    this.#normal.set(message, normal);
    return normal;
  }

  /** The commonest, the commonest first. */
  top(most: number): Reason[] {
    return [...this.#groups.values()]
      .sort((a, b) => b.count - a.count || a.first.line - b.first.line)
      .slice(0, most)
      .map(({ first, count }) => ({
        outcome: first.outcome,
        httpStatus: first.httpStatus,
        zoomCode: first.zoomCode,
        message: first.message,
        count,
        example: { line: first.line, user: first.user },
        advice: advise(first),
      }));
  }
}

/** The line of the row that a deferred one must not overtake; NaN when it waits for something else. */
function lineWaitedFor(outcome: Outcome, message: string): number {
  return outcome === 'deferred' ? Number(/^waits for line (\d+),/.exec(message)?.[1]) : Number.NaN;
}
