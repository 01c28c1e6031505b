import { stripVTControlCharacters } from 'node:util';
import { oneLine } from '../one-line.ts';

/** Columns of the terminal that a text for people may take: lines that are longer are hard to read. */
const WIDEST = 100;
/** Narrower than that, every other word would be broken. */
const NARROWEST = 40;

/** The width for texts on a terminal of so many columns, or where there is none. */
export function textWidth(columns = WIDEST): number {
  return Math.min(Math.max(columns, NARROWEST), WIDEST);
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303E\uFF01-\uFF60]/u;
const WITHOUT_WIDTH = /[\p{M}\p{Cf}]/u;

/**
 * The text in lines of at most `width` columns, broken between words, or within one that is too long for a line. The
 * first line starts with `lead`, the others with as many blanks.
 */
export function wrapText(text: string, lead = '', width = WIDEST): string[] {
  const room = Math.max(width - columnsOf(lead), NARROWEST / 2);
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(oneLine(text)).flatMap((long) => piecesOf(long, room))) {
    if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > room) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  const blanks = ' '.repeat(columnsOf(lead));
  return lines.map((content, index) => `${index === 0 ? lead : blanks}${content}`);
}

/** A command in backquotes is one word, so that it can be copied. */
function wordsOf(line: string): string[] {
  return line.match(/(?:[^\s`]|`[^`]*`|`)+/g) ?? [];
}

/** Rows of cells as lines, every column as wide as its widest cell; `right` names the columns of numbers. */
export function alignTable(rows: readonly (readonly string[])[], right: readonly number[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, columnsOf(cell));
    });
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const blanks = ' '.repeat((widths[column] ?? 0) - columnsOf(cell));
        return right.includes(column) ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** A text with what it is about; `whole` keeps what is to be copied, such as a path, on one line. */
export type Labelled = { readonly label: string; readonly text: string; readonly whole?: true };

/** Labelled texts below each other, wrapped to `width`. */
export function labelLines(all: readonly Labelled[], width: number): string[] {
  const widest = Math.max(...all.map(({ label }) => label.length));
  return all.flatMap(({ label, text, whole }) => {
    const lead = `${label.padEnd(widest)}  `;
    return whole ? [lead + oneLine(text)] : wrapText(text, lead, width);
  });
}

/** The text, cut to at most `most` columns with an ellipsis. */
export function clip(text: string, most: number): string {
  const line = oneLine(text);
  if (columnsOf(line) <= most) return line;
  return most < 1 ? '' : `${(piecesOf(line, most - 1)[0] ?? '').trimEnd()}…`;
}

/** Columns that the text takes on a terminal: an East Asian character or an emoji is two wide. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of stripVTControlCharacters(text)) columns += widthOf(character);
  return columns;
}

function widthOf(character: string): number {
  if (character <= '~') return 1;
  if (WITHOUT_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

function piecesOf(word: string, most: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let columns = 0;
  for (const character of word) {
    const width = widthOf(character);
    if (columns + width > most) {
      pieces.push(piece);
      piece = '';
      columns = 0;
    }
    piece += character;
    columns += width;
  }
  return [...pieces, piece];
}
