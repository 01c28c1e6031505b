import type { RawRow } from '../csv/read-rows.ts';
import type { ColumnPlan } from './column-plan.ts';
import type { RowBuilder } from './row-builder.ts';

/** Which marks close a text that begins with a quote mark. */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`´'],
  ['´', '´'],
  ['“', '”'],
  ['”', '”'],
  ['„', '“”'],
  ['‘', '’'],
  ['’', '’'],
  ['‚', '‘’'],
  ['″', '″'],
  ['＂', '＂'],
]);

/** The quote marks in which a text stands as a whole, such as `“ ”`; undefined when it does not. */
export function quoteMarksAround(text: string): string | undefined {
  const first = text.charAt(0);
  const closing = CLOSING.get(first);
  if (closing === undefined || text.length < 3) return undefined;
  const last = text.charAt(text.length - 1);
  if (!closing.includes(last)) return undefined;
  // Where one text in quotes ends and another begins, none of them is the whole.
  if (/["'`´“”„‘’‚″＂]\s|\s["'`´“”„‘’‚″＂]/.test(text.slice(1, -1))) return undefined;
  return first === last ? first : `${first} ${last}`;
}

/** What is wrong with a cell that begins with a quote mark as if it put the cell into quotes; undefined when nothing is. */
export function describeQuoteMarks(text: string): string | undefined {
  const marks = quoteMarksAround(text);
  if (marks) return `stands in quote marks (${marks}), which would be sent with it: write it without them`;
  const isOpen = /^[“„][^“”]*$/.test(text);
  return isOpen
    ? `has a quote mark (${text[0]}) that nothing closes: delete it; only straight ones (") keep a text with a delimiter in one cell`
    : undefined;
}

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
