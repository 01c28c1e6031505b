import type { RawRow } from '../csv/read-rows.ts';
import type { ColumnPlan } from './column-plan.ts';
import type { RowBuilder } from './row-builder.ts';

/** What is wrong with the quote marks in a cell that CSV has not put into quotes; undefined when they may be meant. */
function describeBareMarks(text: string): string | undefined {
  if (/^\s*[[{=]/.test(text)) return undefined;
  if (text.includes('\\"')) {
    return 'has quote marks with a backslash (\\"): put the cell into quotes, and write each quote mark in it twice ("") without a backslash';
  }
  if (text.includes('""')) {
    return 'has doubled quote marks (""), which are one only where the whole cell stands in quotes: put it into quotes, or write one';
  }
  // One mark behind a digit means inches.
  const alone = text.split('"').length % 2 === 0 && !/\d"/.test(text);
  return alone
    ? 'has a quote mark (") without its other half: delete it; for one that is meant put the cell into quotes and write the mark twice'
    : undefined;
}

/** Adds what is wrong with quote marks in cells without quotes around them, where no password is. */
export function checkBareMarks(
  { problems }: RowBuilder,
  plans: readonly ColumnPlan[],
  { cells, quoteFaults = [] }: RawRow,
): void {
  for (const { cell } of quoteFaults) {
    const plan = plans.find(({ index }) => index === cell);
    const message = plan?.field && !plan.field.secret && describeBareMarks(cells[cell] ?? '');
    if (message) problems.push({ column: plan.header, message });
  }
}
