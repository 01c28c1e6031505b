import type { Problem } from '../core/problem.ts';
import type { ResultRow } from '../core/result-row.ts';
import type { Summary } from '../core/summary.ts';
import {
  ACTION_NAMES,
  type ActionName,
  needsCorrection,
  OUTCOME_NAMES,
  type Outcome,
  wentThrough,
} from '../core/vocabulary.ts';
import { mustBeCorrected } from './advice.ts';
import { type ReasonGroup, ReasonGroups } from './reason-groups.ts';
import { RowWarnings, type WarningGroup } from './row-warnings.ts';
import { isToFix } from './to-fix.ts';

/** A row that failed validation, and why. */
export type InvalidRow = {
  readonly line: number;
  readonly user: string;
  readonly problems: readonly Problem[];
};

/** Rows that are `skipped` since an earlier row of the same user did not go through. */
export type LeftOut = {
  /** After a row that a person must correct: they have to be run again with it. */
  readonly toCorrect: number;
  /** After a row that `resume` takes up: it takes them up, too. */
  readonly open: number;
};

/** How the rows of an action ended; `other` for what is no action. */
export type ActionOutcomes = {
  readonly action: ActionName | 'other';
  readonly outcomes: Summary['outcomes'];
};

/** Reasons, warnings and invalid rows that a report shows; the rest is in results.csv. */
const MOST_SHOWN = 20;

/** What the rows of a run or a preview add up to, in memory that does not grow with them. */
export class RowTally {
  readonly #outcomes = new Map<string, Map<Outcome, number>>();
  readonly #reasons = new ReasonGroups();
  readonly #warnings = new RowWarnings();
  readonly #invalid: InvalidRow[] = [];
  readonly #leftOut = { toCorrect: 0, open: 0 };
  #rows = 0;
  #toCorrect = 0;
  #toFix = 0;
  #damaged = 0;
  #deferredCreates = 0;

  /**
   * @param batch rows of a run, in the order of the file, each once
   * @returns for each that did not go through the line of the first row with the same reason
   */
  add(batch: readonly ResultRow[]): (number | undefined)[] {
    return batch.map((row) => {
      this.#count(row);
      if (wentThrough(row.outcome)) {
        this.#countLeftOut(row);
        return undefined;
      }
      if (row.reason?.kind === 'damagedRecord') this.#damaged += 1;
      if (row.reason?.kind === 'quota' && row.reason.quota === 'create') this.#deferredCreates += 1;
      if (mustBeCorrected(row)) this.#toCorrect += 1;
      return this.#reasons.add(row);
    });
  }

  /** The same for rows of a preview: of those that are to be sent, reasons are not looked for, which takes time. */
  addPreviewed(batch: readonly ResultRow[]): (number | undefined)[] {
    return batch.map((row) => {
      this.#count(row);
      return row.outcome === 'invalid' ? this.#reasons.add(row) : undefined;
    });
  }

  get rows(): number {
    return this.#rows;
  }

  /** Rows of a run that a person must correct. */
  get toCorrect(): number {
    return this.#toCorrect;
  }

  /** Rows that create a user once another day's invitations can be had. */
  get deferredCreates(): number {
    return this.#deferredCreates;
  }

  /** Rows that are to be in rows-to-fix.csv. */
  get toFix(): number {
    return this.#toFix;
  }

  /** Rows whose record in the ledger is damaged. */
  get damaged(): number {
    return this.#damaged;
  }

  /** Only the outcomes that there were, in the order of OUTCOMES. */
  get outcomes(): Summary['outcomes'] {
    return inOrder((outcome) =>
      this.#outcomes.values().reduce((sum, counted) => sum + (counted.get(outcome) ?? 0), 0),
    );
  }

  /** The same by action, in the order of ACTION_NAMES. */
  get byAction(): ActionOutcomes[] {
    return ([...ACTION_NAMES, 'other'] as const).flatMap((action) => {
      const counted = this.#outcomes.get(action);
      return counted ? [{ action, outcomes: inOrder((outcome) => counted.get(outcome) ?? 0) }] : [];
    });
  }

  get leftOut(): LeftOut {
    return { ...this.#leftOut };
  }

  /** The twenty commonest reasons why rows did not go through, the commonest first. */
  get reasons(): ReasonGroup[] {
    return this.#reasons.top(MOST_SHOWN);
  }

  /** The twenty commonest warnings, the commonest first. */
  get warnings(): WarningGroup[] {
    return this.#warnings.top(MOST_SHOWN);
  }

  /** The first twenty rows that failed validation. */
  get invalid(): readonly InvalidRow[] {
    return [...this.#invalid];
  }

  #countLeftOut({ outcome, reason }: ResultRow): void {
    if (outcome !== 'skipped' || reason?.kind !== 'earlierRow' || wentThrough(reason.outcome)) return;
    this.#leftOut[needsCorrection(reason.outcome) ? 'toCorrect' : 'open']++;
  }

  #count(row: ResultRow): void {
    const { line, action, user, outcome, reason, warnings } = row;
    this.#rows += 1;
    if (isToFix(row)) this.#toFix += 1;
    const counted = this.#outcomesOf(action);
    counted.set(outcome, (counted.get(outcome) ?? 0) + 1);
    for (const warning of warnings) this.#warnings.add(line, warning);
    if (reason?.kind === 'invalid' && this.#invalid.length < MOST_SHOWN) {
      this.#invalid.push({ line, user, problems: reason.problems });
    }
  }

  /** Whatever a row that is invalid may have in its place. */
  #outcomesOf(action: string): Map<Outcome, number> {
    const name = ACTION_NAMES.some((known) => known === action) ? action : 'other';
    const known = this.#outcomes.get(name) ?? new Map<Outcome, number>();
    this.#outcomes.set(name, known);
    return known;
  }
}

/** Only those that there are. */
function inOrder(countOf: (outcome: Outcome) => number): Summary['outcomes'] {
  const counted = OUTCOME_NAMES.map((outcome) => [outcome, countOf(outcome)] as const);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}
