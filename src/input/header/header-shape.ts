import { quoteMarksAround } from '../../support/quote-marks.ts';
import type { RawRow } from '../csv/read-rows.ts';
import { isBlank } from '../rows/row-shape.ts';
import { delimiterName } from './delimiter.ts';
import { countKnown, findHeader } from './find-header.ts';
import type { HeaderReader } from './header-reader.ts';
import type { Start } from './read-start.ts';

/** A delimiter that was not detected but given. */
export type GivenDelimiter = {
  readonly delimiter: string;
  /** By a first line `sep=;` of the file, and not by an option. */
  readonly bySeparatorLine: boolean;
  /** What would have been detected. */
  readonly detected: string;
};

/** Why a first row is no header whose columns could be looked at; undefined when it may be one. */
export function describeHeaderShape(
  name: string,
  start: Start,
  read: HeaderReader,
  given: GivenDelimiter | undefined,
): string | undefined {
  const { header, rows } = start;
  const where = `The header row of ${name} (line ${header.line})`;
  const below = findHeader(start, read);
  if (given && header === below && hasOther(header, given)) return describeOther(where, header, given);
  if (header !== below) {
    return `Line ${below.line} of ${name} looks like the header: delete ${linesAbove(header, below)}, so that it is the first.`;
  }
  if (isQuotedAsWhole(header, read)) {
    return `${where} stands in quotes as a whole, and so is one cell: delete the quote mark at its beginning and end, and write each "" in it as one ". The rows below need the same: better export the file again.`;
  }
  const marks = quoteMarksOfAll(header);
  const firstCell = rows.find((row) => !isBlank(row))?.cells[0];
  if (marks && (firstCell === undefined || quoteMarksAround(firstCell.trim()))) {
    return `${where} has its cells in quote marks that are none in a CSV (${marks}): write " instead of them in the whole file.`;
  }
  return undefined;
}

function linesAbove(first: RawRow, header: RawRow): string {
  const last = header.line - 1;
  if (first.line === last) return `line ${last}`;
  return `lines ${first.line} ${last === first.line + 1 ? 'and' : 'to'} ${last}`;
}

function hasOther({ cells }: RawRow, { delimiter, detected }: GivenDelimiter): boolean {
  return cells.length === 1 && detected !== delimiter && cells[0]?.includes(detected) === true;
}

function describeOther(
  where: string,
  { cells }: RawRow,
  { delimiter, bySeparatorLine, detected }: GivenDelimiter,
): string {
  const count = (cells[0] ?? '').split(detected).length - 1;
  const name = delimiterName(detected);
  const found = `${where} has no ${delimiterName(delimiter)}, but ${count} ${name}${count > 1 ? 's' : ''}`;
  return bySeparatorLine
    ? `${found}, and line 1 (sep=) says otherwise: delete line 1, or say --delimiter ${name}.`
    : `${found}: leave --delimiter out, or say --delimiter ${name}.`;
}

function isQuotedAsWhole({ cells }: RawRow, read: HeaderReader): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const inner = (filled[0] ?? '').split(/[,;\t|]/);
  return filled.length === 1 && inner.length > 1 && countKnown(inner, read) > 1;
}

/** The marks in which every cell of the row stands. */
function quoteMarksOfAll({ cells }: RawRow): string | undefined {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const marks = quoteMarksAround(filled[0] ?? '');
  return filled.every((cell) => quoteMarksAround(cell) === marks) ? marks : undefined;
}
