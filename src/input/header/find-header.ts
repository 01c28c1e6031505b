import type { RawRow } from '../csv/read-rows.ts';
import { isBlank } from '../rows/row-shape.ts';
import type { HeaderReader } from './header-reader.ts';
import type { Start } from './read-start.ts';

/** How far below the top of a file its header may stand. */
const ROWS_TO_SEARCH = 30;

/** The row that names the columns: the first one, unless it does not say who each row is about, and one below it does. */
export function findHeader({ header, rows }: Start, read: HeaderReader): RawRow {
  if (namesWho(header, read)) return header;
  const below = rows.filter((row) => !isBlank(row)).slice(0, ROWS_TO_SEARCH);
  return below.find((row) => namesWho(row, read) && isHeader(row, read)) ?? header;
}

export function countKnown(headers: readonly string[], read: HeaderReader): number {
  return headers.filter((header) => typeof read(header) === 'object').length;
}

const WHO: ReadonlySet<string> = new Set(['action', 'email', 'user_id']);

function namesWho({ cells }: RawRow, read: HeaderReader): boolean {
  return cells.some((cell) => {
    const meaning = read(cell);
    return typeof meaning === 'object' && 'column' in meaning && WHO.has(meaning.column);
  });
}

/** A cell of data may be the name of a column by chance: a few of them make no header. */
function isHeader({ cells }: RawRow, read: HeaderReader): boolean {
  const known = countKnown(cells, read);
  return known >= 2 && known > cells.filter((cell) => cell.trim() !== '').length / 2;
}
