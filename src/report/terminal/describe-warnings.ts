import { describeProblem } from '../describe-problems.ts';
import type { WarningGroup } from '../row-warnings.ts';
import { clip, wrapText } from './layout.ts';
import { describeCount } from './wording.ts';

const SHOWN = 5;
const TEXT_LENGTH = 240;

/** What should change about rows that are accepted all the same, in a section of its own; nothing when there is nothing. */
export function describeWarnings(warnings: readonly WarningGroup[], width: number): string[] {
  if (warnings.length === 0) return [];
  return [
    'Warnings, which keep no row back',
    ...warnings.slice(0, SHOWN).flatMap(({ warning, count, firstLine }) => {
      const where = count === 1 ? `line ${firstLine}` : `first on line ${firstLine}`;
      const text = clip(describeProblem(warning), TEXT_LENGTH);
      return wrapText(`${text} (${where})`, `  ${describeCount(count, 'row')}: `, width);
    }),
    ...(warnings.length > SHOWN ? ['  and others: see results.csv'] : []),
  ];
}
