import { createHash } from 'node:crypto';
import { type JsonValue, toJson } from '../core/json.ts';
import { UsageError } from '../core/usage-error.ts';
import type { ColumnName } from '../fields/column-name.ts';
import { orAbort } from '../support/or-abort.ts';
import type { RawRow } from './csv/read-rows.ts';

/** What a row has in a column: as in the cell of a file, or the value itself. Nothing is an empty cell. */
export type RowValue = JsonValue | undefined;

type ByColumn = { readonly [Column in Exclude<ColumnName, `custom.${string}`>]?: RowValue };

/** A row that a program gives: values by column, or by whatever a header of a file may be. An interface will do, too. */
export type RowObject = ByColumn | (ByColumn & { readonly [header: string]: RowValue });

/** Rows that a program gives in the place of a file. They are read once, and kept. */
export type RowObjects = Iterable<RowObject> | AsyncIterable<RowObject>;

export type CollectedRows = {
  /** SHA-256 of the header and the cells, in hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
  /** With the header, which is line 1, as in a file: the first row is line 2. */
  readonly rows: readonly RawRow[];
};

/** The header of a table without rows. */
const EMPTY = ['action', 'email'];

/**
 * Rows that a program gives as the table that a file of them would be.
 * @throws {UsageError} when one is no row; the signal's reason when it fires first; whatever the iterable throws
 */
export async function collectRows(rows: RowObjects, signal?: AbortSignal): Promise<CollectedRows> {
  const collecting = collect(rows, signal);
  const objects = await (signal ? orAbort(collecting, signal) : collecting);
  const keys = new Set(objects.flatMap((row) => Object.keys(row).filter((key) => row[key] !== undefined)));
  // Nothing to do today is no mistake.
  const headers = keys.size > 0 ? [...keys] : EMPTY;
  const table = [
    headers,
    ...objects.map((row, at) => headers.map((header) => cellOf(row[header], at, header))),
  ];
  const hash = createHash('sha256');
  let bytes = 0;
  for (const cells of table) {
    const line = `${JSON.stringify(cells)}\n`;
    bytes += Buffer.byteLength(line);
    hash.update(line);
  }
  return {
    digest: hash.digest('hex'),
    bytes,
    rows: table.map((cells, at) => ({ line: at + 1, lastLine: at + 1, cells })),
  };
}

type Cells = Readonly<Record<string, unknown>>;

async function collect(rows: RowObjects, signal: AbortSignal | undefined): Promise<Cells[]> {
  const objects: Cells[] = [];
  for await (const row of rows as AsyncIterable<Cells>) {
    // Whoever gives the rows is told in this way that no more are wanted.
    if (signal?.aborted) break;
    if (typeof row !== 'object' || row === null || Symbol.iterator in row) {
      throw new UsageError(
        `Row ${objects.length + 1} is no object: write one, such as { action: 'update', email: 'ann@example.com' }.`,
      );
    }
    objects.push(row);
  }
  return objects;
}

function cellOf(value: unknown, at: number, header: string): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'undefined':
      return '';
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? '' : toJson(value);
    default:
      throw new UsageError(
        `Row ${at + 1}: ${header} is a ${typeof value}: write a text, a number, true or false, or JSON.`,
      );
  }
}
