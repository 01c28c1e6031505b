import { decode } from './csv/decode.ts';
import { guessEncoding } from './csv/guess-encoding.ts';
import type { OnInputChange, Source } from './csv/open-source.ts';
import { withoutOurs } from './csv/our-columns.ts';
import { type RawRow, readRows } from './csv/read-rows.ts';
import { type Scan, scanBytes } from './csv/scan-bytes.ts';
import { readTextRows, type TextRows } from './csv/text-rows.ts';
import { delimiterNamed, findDelimiter } from './header/delimiter.ts';
import type { HeaderReader } from './header/header-reader.ts';
import type { GivenDelimiter } from './header/header-shape.ts';
import { readStart, type Start } from './header/read-start.ts';
import { readSeparatorLine } from './header/separator-line.ts';
import { orInputChanged } from './input-changed.ts';

/** Rows that are looked at before any is checked: for the header, and for cells under an empty one. */
export const ROWS_TO_SEE = 100;

/** How the bytes of a file are to be read as a table, and where it starts. */
export type Table = {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
  readonly encoding: string;
  /** The bytes are no Unicode, and nothing says for sure what they are. */
  readonly isGuess: boolean;
  readonly delimiter: string;
  /** Absent when the delimiter was detected. */
  readonly given: GivenDelimiter | undefined;
  readonly start: Start;
  /** From the first row of the table; each call reads the file anew. */
  rows(signal: AbortSignal | undefined, onChange?: OnInputChange): AsyncIterable<RawRow[]>;
  /**
   * The same from the first line of the file, as it stands there; absent where there is no file.
   * @throws {UsageError} when the file was changed meanwhile
   */
  readonly textRows?: (signal: AbortSignal | undefined) => AsyncGenerator<TextRows>;
};

export type TableOptions = {
  readonly source: Source;
  /** As an option has it; detected when absent, as is the encoding. */
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  /** What the bytes were: what is wrong with others is that they are others. */
  readonly digest?: string | undefined;
  readonly read: HeaderReader;
  readonly signal?: AbortSignal | undefined;
};

/**
 * @throws {UsageError} when the file is none, has only blank lines, or when nothing tells its encoding; {InputChanged} when that
 *   is so of other bytes than those of before
 */
export async function findTable(options: TableOptions): Promise<Table> {
  const { source, signal } = options;
  const scan = await scanBytes(source.name, source.chunks(signal), options.encoding);
  return orInputChanged(source.name, options.digest, scan.digest, () => findIn(scan, options));
}

async function findIn(scan: Scan, { source, read, signal, ...options }: TableOptions): Promise<Table> {
  const { name } = source;
  const asked = options.delimiter === undefined ? undefined : delimiterNamed(options.delimiter);
  const encoding = scan.encoding ?? (await guessEncoding(name, source.chunks(signal)));
  const text = (reading: AbortSignal | undefined, onChange?: OnInputChange) =>
    decode(source.chunks(reading, onChange), encoding);
  const separator = await readSeparatorLine(text(signal));
  const rowsBy = (by: string, reading: AbortSignal | undefined, onChange?: OnInputChange) => {
    const rows = readRows(text(reading, onChange), by);
    return withoutOurs(separator ? belowFirstLine(rows) : rows);
  };
  const startBy = (by: string) => readStart(name, rowsBy(by, signal), ROWS_TO_SEE);
  const detected = await findDelimiter(name, startBy, read);
  const told = asked ?? separator?.delimiter;
  const delimiter = told ?? detected;
  return {
    ...scan,
    encoding,
    isGuess: scan.encoding === undefined,
    delimiter,
    given: told === undefined ? undefined : { delimiter, bySeparatorLine: asked === undefined, detected },
    start: await startBy(delimiter),
    rows: (reading, onChange) => rowsBy(delimiter, reading, onChange),
    textRows: (reading) => readTextRows(source.chunks(reading), encoding, delimiter),
  };
}

async function* belowFirstLine(batches: AsyncIterable<RawRow[]>): AsyncGenerator<RawRow[]> {
  for await (const rows of batches) yield rows[0]?.line === 1 ? rows.slice(1) : rows;
}
