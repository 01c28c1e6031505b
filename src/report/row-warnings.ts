import { withoutParticulars } from './without-particulars.ts';

/** A warning that rows were accepted with. */
export type RowWarning = {
  /** As the first of the rows has it. */
  readonly text: string;
  /** Rows with this warning, apart from the particulars in it. */
  readonly count: number;
  readonly firstLine: number;
};

/** The engine puts a row's warnings at the end of its message. */
const BEGIN = /(?:^|; )warning: /;

/** A row's message as it would be without warnings, and the warnings. */
export function splitMessage(message: string): {
  readonly said: string;
  readonly warnings: readonly string[];
} {
  // Asked first since most rows have none, and there may be a million.
  if (!message.includes('warning: ')) return { said: message, warnings: [] };
  const [said = '', ...warnings] = message.split(BEGIN);
  return { said, warnings };
}

/** Warnings can all be different: those beyond this many are in results.csv only. */
const MOST_GROUPS = 300;

/** Groups the warnings of rows, in memory that does not grow with the rows. */
export class RowWarnings {
  readonly #groups = new Map<string, { text: string; count: number; firstLine: number }>();

  add(line: number, text: string): void {
    const key = withoutParticulars(text);
    const group = this.#groups.get(key);
    if (group) group.count += 1;
    else if (this.#groups.size < MOST_GROUPS) this.#groups.set(key, { text, count: 1, firstLine: line });
  }

  /** The commonest, the commonest first. */
  top(most: number): RowWarning[] {
    return [...this.#groups.values()]
      .sort((a, b) => b.count - a.count || a.firstLine - b.firstLine)
      .slice(0, most)
      .map((group) => ({ ...group }));
  }
}
