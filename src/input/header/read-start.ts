import { UsageError } from '../../core/usage-error.ts';
import type { RawRow } from '../csv/read-rows.ts';
import { isBlank } from '../rows/row-shape.ts';

/** The header row, and some rows below it. */
export type Start = { readonly header: RawRow; readonly rows: readonly RawRow[] };

/**
 * @param wanted how many rows below the header are of interest; there may come more, or fewer at the end of the file
 * @throws {UsageError} when there is no header row.
 */
export async function readStart(
  name: string,
  batches: AsyncIterable<readonly RawRow[]>,
  wanted: number,
): Promise<Start> {
  let header: RawRow | undefined;
  const below: RawRow[] = [];
  for await (const rows of batches) {
    const at = header ? -1 : rows.findIndex((row) => !isBlank(row));
    header ??= rows[at];
    if (header) below.push(...rows.slice(at + 1));
    if (header && below.length >= wanted) break;
  }
  if (header) return { header, rows: below };
  throw new UsageError(`${name} has only blank lines: it needs a header row and rows below it.`);
}
