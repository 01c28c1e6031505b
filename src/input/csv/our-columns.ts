import type { RawRow } from './read-rows.ts';

/** What `rows-to-fix.csv` has before the columns of its input. */
export const OUR_COLUMNS = ['problem', 'line'] as const;

/** Whether the header of a file begins with those. */
export function beginsWithOurs(cells: readonly string[]): boolean {
  return OUR_COLUMNS.every((name, index) => cells[index]?.trim() === name);
}

/**
 * The rows of a table without what this program has put before their cells, so that each is read just as it was in the file
 * that it comes from. Columns of the user's own by these names, which stand elsewhere, stay.
 */
export async function* withoutOurs(batches: AsyncIterable<RawRow[]>): AsyncGenerator<RawRow[]> {
  let hasOurs: boolean | undefined;
  for await (const rows of batches) {
    const header = rows.find(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    if (header) hasOurs ??= beginsWithOurs(header.cells);
    yield hasOurs ? rows.map(withoutFirst) : rows;
  }
}

function withoutFirst(row: RawRow): RawRow {
  const count = OUR_COLUMNS.length;
  const cells = row.cells.slice(count);
  const isEmpty = cells.every((cell) => cell.trim() === '');
  if (isEmpty && row.cells.some((cell) => cell.trim() !== ''))
    return { ...row, cells: [], broken: NOTHING_LEFT };
  const faults = row.quoteFaults?.map((fault) => ({ ...fault, cell: Math.max(0, fault.cell - count) }));
  return { ...row, cells, ...(faults && { quoteFaults: faults }) };
}

/** Else it would be passed over as a blank line, and be lost. */
const NOTHING_LEFT = { message: 'only its problem is written here: fill in its cells, or delete the row' };
