import type { Problem } from '../../core/problem.ts';
import type { RawRow } from '../csv/read-rows.ts';
import type { Layout } from '../header/lay-out.ts';

/** Nothing but white space in every cell: passed over. */
export function isBlank({ cells, broken }: RawRow): boolean {
  return !broken && cells.every((cell) => cell === '' || cell.trim() === '');
}

/** For a row without one cell for each column: no cell of it can be trusted to stand in its own. */
export function describeWidth({ cells }: RawRow, { width }: Layout, delimiter: string): Problem {
  const found = `the row has ${cells.length} cells, the header has ${width}`;
  const name = delimiter === '\t' ? 'tab' : delimiter;
  return {
    message:
      cells.length < width
        ? `${found}: a cell or a delimiter (${name}) is missing`
        : `${found}: put a text with the delimiter (${name}) in it into quotes`,
  };
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
    return count(cell, delimiter) >= (width - 1) * breaks && (cell.includes('@') || width > 3);
  });
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
