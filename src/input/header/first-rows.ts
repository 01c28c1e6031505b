import type { RawRow } from '../csv/read-rows.ts';
import type { Cell } from './look-at-cells.ts';

const MOST_ROWS = 100;
/** Of a cell, which may be of any length, and is looked at in many ways. */
const LOOKED_AT = 1_000;

/** The rows below the header that are looked at before any is checked. */
export class FirstRows {
  readonly #rows: readonly RawRow[];

  constructor(rows: readonly RawRow[]) {
    this.#rows = rows.slice(0, MOST_ROWS);
  }

  /** The cells of a column that are not empty. */
  cells(index: number): Cell[] {
    return this.#rows
      .map((row) => ({ text: textAt(row, index), line: row.line }))
      .filter(({ text }) => text !== '');
  }

  /** The cells of two columns, of the rows that fill both. */
  pairs(index: number, other: number): (readonly [own: string, other: string])[] {
    return this.#rows
      .map((row) => [textAt(row, index), textAt(row, other)] as const)
      .filter((texts) => texts.every((text) => text !== ''));
  }
}

function textAt({ cells }: RawRow, index: number): string {
  return cells[index]?.trim().slice(0, LOOKED_AT) ?? '';
}
