import { openSource, type SourceOptions } from './csv/open-source.ts';
import type { RawRow } from './csv/read-rows.ts';
import { findTable, ROWS_TO_SEE, type Table, type TableOptions } from './find-table.ts';
import { readStart } from './header/read-start.ts';
import { collectRows, type RowObjects } from './row-objects.ts';

/** A file, a stream, or rows that a program gives. */
export type TableSource = SourceOptions | { readonly objects: RowObjects };

export type OpenTable = Table & {
  /** The path as given, or what else the rows come from. */
  readonly name: string;
  close(): Promise<void>;
};

/** @throws {UsageError} when there is nothing that can be read as a table; the signal's reason when it fires first */
export async function openTable(
  source: TableSource,
  options: Omit<TableOptions, 'source'>,
): Promise<OpenTable> {
  return 'objects' in source ? openObjects(source.objects, options) : openFile(source, options);
}

async function openFile(given: SourceOptions, options: Omit<TableOptions, 'source'>): Promise<OpenTable> {
  const source = await openSource(given, options.signal);
  const close = () => source.close();
  try {
    return { ...(await findTable({ ...options, source })), name: source.name, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openObjects(
  objects: RowObjects,
  { signal }: Pick<TableOptions, 'signal'>,
): Promise<OpenTable> {
  const { digest, bytes, rows } = await collectRows(objects, signal);
  const name = 'the rows given';
  return {
    name,
    digest,
    bytes,
    encoding: 'utf-8',
    isGuess: false,
    delimiter: ',',
    given: undefined,
    start: await readStart(name, batches(rows), ROWS_TO_SEE),
    rows: (reading) => batches(rows, reading),
    close: async () => undefined,
  };
}

const BATCH = 100;

async function* batches(rows: readonly RawRow[], signal?: AbortSignal): AsyncGenerator<RawRow[]> {
  for (let at = 0; at < rows.length; at += BATCH) {
    signal?.throwIfAborted();
    yield rows.slice(at, at + BATCH);
  }
}
