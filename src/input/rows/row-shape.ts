import type { Problem } from '../../core/problem.ts';
import type { QuoteFault, QuoteFaultKind } from '../csv/quoting.ts';
import type { RawRow } from '../csv/read-rows.ts';
import type { Layout, PlacedColumn } from '../header/lay-out.ts';
import { findAction } from './find-action.ts';

/** Nothing but white space in every cell: passed over. */
export function isBlank({ cells, broken }: RawRow): boolean {
  return !broken && cells.every((cell) => cell === '' || cell.trim() === '');
}

/** Why no cell of a row can be trusted to be what was meant, and to stand in its own column. */
export function findMisreadings(row: RawRow, layout: Layout, delimiter: string): Problem[] {
  const faults = (row.quoteFaults ?? []).flatMap((fault) => describeFault(fault, row, layout));
  if (faults.length > 0) return faults;
  const isExact = row.cells.length === layout.width;
  return isTooLong(row, layout) || (!isExact && looksSplit(row))
    ? [describeWidth(row, layout, delimiter)]
    : [];
}

/** A bare quote mark takes nothing from a cell: the text tells whether it is meant. */
const FAULTS: Readonly<Record<QuoteFaultKind, string | undefined>> = {
  'text-after':
    'text follows the closing quote mark: write each quote mark that belongs to the text twice (""), and one at the end of the cell',
  backslash:
    'a backslash keeps no quote mark in a CSV: write each one that belongs to the text twice ("") and without a backslash',
  doubled: 'the quote marks around the cell are doubled: write one at its beginning and one at its end',
  bare: undefined,
};

function describeFault({ cell, kind }: QuoteFault, row: RawRow, layout: Layout): Problem[] {
  const message = FAULTS[kind];
  if (message === undefined) return [];
  // In a row of several lines the cells are those of several rows.
  const column = isTooLong(row, layout) || row.lastLine > row.line ? undefined : headerAt(layout, cell);
  return [column === undefined ? { message } : { column, message }];
}

function headerAt({ columns, ignored }: Layout, cell: number): string | undefined {
  return [...columns, ...ignored].find(({ index }) => index === cell)?.header;
}

function isTooLong({ cells }: RawRow, { width }: Layout): boolean {
  return cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '');
}

/** Whether cells under a header are missing at the end. */
export function isTooShort({ cells }: RawRow, { width, columns, ignored }: Layout): boolean {
  const isMissing = ({ index }: PlacedColumn) => index >= cells.length;
  return cells.length < width && (columns.some(isMissing) || ignored.some(isMissing));
}

/** What is odd about a row that is longer or shorter only by empty cells at its end, as some programs write it. */
export function describeEnd(row: RawRow, layout: Layout): Problem[] {
  if (isTooShort(row, layout)) {
    return [{ message: 'the row ends before the last column: the cells that are missing count as empty' }];
  }
  if (row.cells.length < layout.width) return [];
  return [{ message: 'the row has empty cells behind the last column: they are passed over' }];
}

/** For a row without one cell for each column. */
export function describeWidth(row: RawRow, { width }: Layout, delimiter: string): Problem {
  const { cells } = row;
  const found = `the row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the header has ${width}`;
  const name = delimiter === '\t' ? 'tab' : delimiter;
  if (cells.length < width && !looksSplit(row)) {
    return { message: `${found}: a cell or a delimiter (${name}) is missing` };
  }
  const other = findOtherQuoting(row);
  const advice = other ? `quotes ("), since ${other} not keep it together` : 'quotes';
  return { message: `${found}: put a text with the delimiter (${name}) in it into ${advice}` };
}

/** With what other formats keep a text with a delimiter together. */
const OTHER_QUOTING = [
  { opens: /\\$/, closes: /^/, does: 'a backslash does' },
  {
    opens: /^\s*['‘’“”„‚«`][^'‘’“”»´`]*$/,
    closes: /^[^'‘’“”„‚«`]*['‘’“”»´`]\s*$/,
    does: 'other quote marks do',
  },
];

function findOtherQuoting({ cells }: RawRow): string | undefined {
  return OTHER_QUOTING.find(({ opens, closes }) => {
    const first = cells.findIndex((cell) => opens.test(cell));
    return first !== -1 && cells.slice(first + 1).some((cell) => closes.test(cell));
  })?.does;
}

/** Whether a text with delimiters seems to stand in several cells. */
function looksSplit(row: RawRow): boolean {
  if (findOtherQuoting(row)) return true;
  const { cells } = row;
  // Behind a comma of a text comes a space, where none stands before the other cells.
  const goesOn = (cell: string, index: number) => {
    const before = cells[index - 1]?.trim() ?? '';
    return /^\s+\S/.test(cell) && before !== '' && !`${before}${cell}`.includes('@') && !findAction(before);
  };
  const filled = cells.slice(1).filter((cell) => cell.trim() !== '');
  return cells.some(goesOn) && !filled.every((cell) => /^\s/.test(cell));
}

/** Cells under an empty header. */
export function findUnnamed({ cells }: RawRow, { unnamed }: Layout): Problem[] {
  return unnamed
    .filter((index) => cells[index]?.trim())
    .map((index) => ({
      message: `the cell in column ${index + 1} has no header: name the column, or empty its cells`,
    }));
}

/** For a row of several lines that has a problem. */
export function describeLines({ line, lastLine }: RawRow): Problem {
  return { message: `lines ${line} to ${lastLine} were read as one row: is a quote (") missing?` };
}

/**
 * Whether a cell of several lines looks as if it had swallowed rows: a quote is missing, and that of a later row
 * closed the cell in a place that happens to leave the number of cells right. Sending such a row would lose the others.
 */
export function swallowsRows(
  { cells, line, lastLine }: RawRow,
  { width }: Layout,
  delimiter: string,
): boolean {
  if (line === lastLine || width < 2) return false;
  return cells.some((cell) => {
    const breaks = count(cell, '\n');
    if (breaks === 0 || /^\s*[[{]/.test(cell)) return false;
    if (cells.length !== width) return cell.includes(delimiter);
    return count(cell, delimiter) >= (width - 1) * breaks && (cell.includes('@') || width > 3);
  });
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
