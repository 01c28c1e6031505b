import truncatedWidth from 'fast-string-truncated-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import { oneLine } from '../../support/visible.ts';

/** Columns of the terminal that a text for people may take: lines that are longer are hard to read. */
const WIDEST = 100;
/** Narrower than that, every other word would be broken. */
const NARROWEST = 40;

/** The width for texts on a terminal of so many columns, or where there is none, or one that says 0 since it does not know. */
export function textWidth(columns = 0): number {
  return columns === 0 ? WIDEST : Math.min(Math.max(columns, NARROWEST), WIDEST);
}

/**
 * The text in lines of at most `width` columns, broken between words, or within one that is too long for a line. The
 * first line starts with `lead`, the others with as many blanks.
 * @param hard with false a word that is too long, such as a path, has a line of its own and stays whole, to be copied
 */
export function wrapText(text: string, lead = '', width = WIDEST, hard = true): string[] {
  const room = Math.max(width - columnsOf(lead), NARROWEST / 2);
  const blanks = ' '.repeat(columnsOf(lead));
  return wrapAnsi(keepCommands(oneLine(text)), room, { hard })
    .split('\n')
    .map((line, index) => `${index === 0 ? lead : blanks}${line.replaceAll(HARD_BLANK, ' ')}`);
}

/** A line that is too long for `width` columns as several, broken between words alone. One that fits stays as it is. */
export function wrapLine(line: string, width: number): string[] {
  if (columnsOf(line) <= width) return [line];
  const [lead = ''] = /^\s*(?:- )?/.exec(line) ?? [];
  return wrapText(line.slice(lead.length), lead, width, false);
}

/** A blank at which no line is broken. */
const HARD_BLANK = '\u00A0';

/** A command in backquotes is one word, so that it can be copied. */
function keepCommands(line: string): string {
  return line.replace(/\s+/g, ' ').replace(/`[^`]*`/g, (command) => command.replaceAll(' ', HARD_BLANK));
}

/**
 * Rows of cells as lines, every column as wide as its widest cell; `right` names the columns of numbers. By hand: the
 * libraries for tables bring as much code for widths again, or are no longer looked after.
 */
export function alignTable(rows: readonly (readonly string[])[], right: readonly number[]): string[] {
  const widths: number[] = [];
  const shown = rows.map((row) => row.map(oneLine));
  for (const row of shown) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, columnsOf(cell));
    });
  }
  return shown.map((row) =>
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
  if (most < 1) return '';
  if (most === 1) return '…';
  const [start = ''] = wrapAnsi(line, most - 1, { hard: true, wordWrap: false }).split('\n');
  return `${start}…`;
}

/** Columns that the text takes on a terminal: an East Asian character or an emoji is two wide. */
export function columnsOf(text: string): number {
  return truncatedWidth(text).width;
}
