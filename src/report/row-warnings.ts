import type { Warning } from '../core/reason.ts';
import { withoutParticulars } from '../support/without-particulars.ts';

/** A warning that rows were accepted with. */
export type WarningGroup = {
  /** That of the first of the rows. */
  readonly warning: Warning;
  /** Rows with this warning, apart from the particulars in it. */
  readonly count: number;
  readonly firstLine: number;
};

/** Warnings can all be different: those beyond this many are in results.csv only. */
const MOST_GROUPS = 300;

/** Groups the warnings of rows, in memory that does not grow with the rows. */
export class RowWarnings {
  readonly #groups = new Map<string, { warning: Warning; count: number; firstLine: number }>();

  add(line: number, warning: Warning): void {
    const key = JSON.stringify([warning.column, withoutParticulars(warning.message)]);
    const group = this.#groups.get(key);
    if (group) group.count += 1;
    else if (this.#groups.size < MOST_GROUPS) this.#groups.set(key, { warning, count: 1, firstLine: line });
  }

  /** The commonest, the commonest first. */
  top(most: number): WarningGroup[] {
    return [...this.#groups.values()]
      .sort((a, b) => b.count - a.count || a.firstLine - b.firstLine)
      .slice(0, most)
      .map((group) => ({ ...group }));
  }
}
