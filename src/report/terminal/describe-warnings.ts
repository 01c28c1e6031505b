import type { RowWarning } from '../row-warnings.ts';
import { clip, wrapText } from './layout.ts';
import { describeCount } from './wording.ts';

const SHOWN = 5;
const TEXT_LENGTH = 240;

/** What should change about rows that are accepted all the same, in a section of its own; nothing when there is nothing. */
export function describeWarnings(warnings: readonly RowWarning[], width: number): string[] {
  if (warnings.length === 0) return [];
  return [
    'Warnings, which keep no row back',
    ...warnings.slice(0, SHOWN).flatMap(({ text, count, firstLine }) => {
      const where = count === 1 ? `line ${firstLine}` : `first on line ${firstLine}`;
      return wrapText(`${clip(text, TEXT_LENGTH)} (${where})`, `  ${describeCount(count, 'row')}: `, width);
    }),
    ...(warnings.length > SHOWN ? ['  and others: see results.csv'] : []),
  ];
}
