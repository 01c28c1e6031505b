import type { Reason } from '../core/reason.ts';
import type { ResultRow } from '../core/result-row.ts';
import type { Outcome } from '../core/vocabulary.ts';
import { withoutParticulars } from '../support/without-particulars.ts';
import { advise } from './advice.ts';

/** Why some rows did not go through, and what to do about it. */
export type ReasonGroup = {
  readonly outcome: Outcome;
  readonly httpStatus?: number | undefined;
  readonly zoomCode?: number | undefined;
  /** That of the first of the rows; `various` for rows that are counted by their outcome alone. */
  readonly reason: Reason | { readonly kind: 'various' } | undefined;
  /** Rows with this reason, apart from the addresses, ids and numbers in it. */
  readonly count: number;
  /** The first of the rows. */
  readonly example: { readonly line: number; readonly user: string };
  /** What to do, with `<run-id>` where a command needs the run's id. */
  readonly advice: string;
};

/** Reasons can all be different: beyond this many, the rest is counted by outcome alone. */
const MOST_GROUPS = 300;
/** Of a text as it is compared with others. */
const LONGEST_TEXT = 400;
/** Lines remembered as deferred; a row that waits for one beyond has a reason of its own. */
const MOST_DEFERRED = 100_000;

type Group = {
  readonly first: ResultRow;
  readonly isVarious: boolean;
  count: number;
};

/** Groups rows by why they did not go through, in memory that does not grow with the rows. */
export class ReasonGroups {
  readonly #groups = new Map<string, Group>();
  /** The groups of deferred rows by line, since later rows of the same user wait for the same thing. */
  readonly #deferred = new Map<number, string>();
  /** Texts as they were seen, and without what differs from row to row. */
  readonly #normal = new Map<string, string>();

  /** @param row in the order of the file @returns the line of its group's first row */
  add(row: ResultRow): number {
    const { outcome, line } = row;
    const key = this.#groupWaitedFor(row) ?? this.#keyOf(row);
    const isVarious = !this.#groups.has(key) && this.#groups.size >= MOST_GROUPS;
    const chosen = isVarious ? outcome : key;
    const group = this.#groups.get(chosen) ?? { first: row, isVarious, count: 0 };
    group.count += 1;
    this.#groups.set(chosen, group);
    if (outcome === 'deferred' && this.#deferred.size < MOST_DEFERRED) this.#deferred.set(line, chosen);
    return group.first.line;
  }

  /** The commonest, the commonest first. */
  top(most: number): ReasonGroup[] {
    return [...this.#groups.values()]
      .sort((a, b) => b.count - a.count || a.first.line - b.first.line)
      .slice(0, most)
      .map(toReasonGroup);
  }

  #groupWaitedFor({ outcome, reason }: ResultRow): string | undefined {
    return outcome === 'deferred' && reason?.kind === 'earlierRow'
      ? this.#deferred.get(reason.line)
      : undefined;
  }

  /**
   * The same for rows whose facts are the same but for lines, counts and what a text says of one row alone, and about which
   * the same is to be done.
   */
  #keyOf(row: ResultRow): string {
    const { outcome, httpStatus, zoomCode, reason } = row;
    const facts = JSON.stringify(reason, (name, value: unknown) => {
      if (typeof value === 'number') return undefined;
      const isText = name === 'message' || name === 'lost';
      return isText && typeof value === 'string' ? this.#normalOf(value.slice(0, LONGEST_TEXT)) : value;
    });
    return `${outcome} ${httpStatus} ${zoomCode} ${facts} ${advise(row)}`;
  }

  /** Thousands of rows can have the very same text. */
  #normalOf(text: string): string {
    const known = this.#normal.get(text);
    if (known !== undefined) return known;
    if (this.#normal.size >= MOST_GROUPS) this.#normal.clear();
    const normal = withoutParticulars(text);
    this.#normal.set(text, normal);
    return normal;
  }
}

function toReasonGroup({ first, isVarious, count }: Group): ReasonGroup {
  const { outcome, line, user } = first;
  const common = { outcome, count, example: { line, user } };
  if (isVarious) return { ...common, reason: { kind: 'various' }, advice: advise({ outcome }) };
  const { httpStatus, zoomCode, reason } = first;
  return { ...common, httpStatus, zoomCode, reason, advice: advise(first) };
}
