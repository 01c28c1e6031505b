import type { RawRow } from '../csv/read-rows.ts';
import { findColumn } from '../header/column-names.ts';
import { delimiterName } from '../header/delimiter.ts';
import { ruleFor } from '../header/doubtful-headers.ts';
import type { Layout } from '../header/lay-out.ts';

/** The cells that are no blanks. */
export function filledCells({ cells }: RawRow): string[] {
  return cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
}

/** Whether a row is the header once more, as files have it that were put together. */
export function headerRepeater({ columns, ignored }: Layout): (row: RawRow) => boolean {
  const headers = [...columns, ...ignored].map(({ index, header }) => ({
    index,
    text: header.toLowerCase(),
  }));
  return ({ cells }) =>
    headers.length > 0 && headers.every(({ index, text }) => cells[index]?.trim().toLowerCase() === text);
}

/** What a row that cannot be used is when it names columns: the same ones in the same places, or another table's. */
export function headerAgain(row: RawRow, { columns }: Layout): 'same' | 'other' | undefined {
  const named = filledCells(row).map((cell) => findColumn(cell) ?? (ruleFor(cell) && cell));
  const saysWho = WHO.some((column) => named.includes(column));
  if (named.length < 2 || named.includes(undefined) || !saysWho) return undefined;
  return columns.every(({ index, name }) => findColumn(row.cells[index] ?? '') === name) ? 'same' : 'other';
}

const WHO = ['email', 'user_id', 'action'];

/** A line that a database draws below its header. */
export function isRule(row: RawRow): boolean {
  return (
    /^\s*[-=_+|:*]/.test(row.cells[0] ?? '') &&
    filledCells(row).every((cell) => /^[-=_+|:*\s]{2,}$/.test(cell))
  );
}

const TOTAL = /^\W*(?:grand |sub)?(?:total|sum|count|summe|gesamt|anzahl|somme|suma|totaal|rows?|end)\b/i;
const COMMENT = /^(?:#|\/\/|--|\*|\()/;

/** What a row that cannot be used is, when it says nothing about a user. */
export function describeStray(row: RawRow, { width }: Layout, delimiter: string): string | undefined {
  const filled = filledCells(row);
  const [first = ''] = filled;
  if (width < 2) return undefined;
  const namesNobody = filled.every((cell) => !cell.includes('@'));
  if (namesNobody && (TOTAL.test(first) || COMMENT.test(first))) return NO_ROW;
  if (filled.length > 1) return undefined;
  if (looksLikeRow(first, delimiter, width)) {
    return 'the whole row stands in quotes, and so is one cell: delete the quote mark at its beginning and end, and write each "" in it as one "';
  }
  const other = OTHER_DELIMITERS.find((one) => one !== delimiter && looksLikeRow(first, one, width));
  if (other) {
    return `the delimiter of the row is ${delimiterName(other)}, that of the header ${delimiterName(delimiter)}: write it like the header`;
  }
  return namesNobody && row.cells.length === 1 && /\s/.test(first) ? NO_ROW : undefined;
}

const NO_ROW = 'this is no row about a user but a comment, a title or a total: delete the line';
const OTHER_DELIMITERS = [',', ';', '\t', '|'];

function looksLikeRow(cell: string, delimiter: string, width: number): boolean {
  const delimiters = count(cell, delimiter);
  return delimiters > 0 && (delimiters >= width - 1 || cell.includes('@'));
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
