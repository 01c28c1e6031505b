import type { RowRules } from '../core/action.ts';
import type { CheckedRow } from '../core/task.ts';
import type { ActionName } from '../core/vocabulary.ts';
import { decode } from './csv/decode.ts';
import { openSource, type SourceOptions } from './csv/open-source.ts';
import { type RawRow, readRows } from './csv/read-rows.ts';
import { scanBytes } from './csv/scan-bytes.ts';
import { checkHeader, readStart } from './header/check-header.ts';
import { type ColumnSettings, checkSettings } from './header/column-settings.ts';
import { delimiterNamed, findDelimiter } from './header/delimiter.ts';
import { headerReader } from './header/header-reader.ts';
import { type CheckOptions, rowChecker } from './rows/check-row.ts';
import { planColumns } from './rows/column-plan.ts';
import { isBlank } from './rows/row-shape.ts';

/** Rows that are looked at before any is checked, for cells under an empty header. */
export const ROWS_TO_SEE = 100;

/** Where the rows are and how to read them. A column of `compute` sees ignored columns too, by their headers. */
export type InputOptions = ColumnSettings & {
  readonly source: SourceOptions;
  /** One character, or a name such as `tab`; detected when absent. */
  readonly delimiter?: string | undefined;
  /** As TextDecoder names it; detected when absent. */
  readonly encoding?: string | undefined;
  readonly actions: Readonly<Record<ActionName, RowRules>>;
  /** Ends the opening. */
  readonly signal?: AbortSignal | undefined;
};

export interface Input {
  /** The path as given, or `standard input`. */
  readonly name: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
  readonly encoding: string;
  readonly delimiter: string;
  /** Sentences about the file as a whole. */
  readonly warnings: readonly string[];
  /**
   * Every row that is not blank, in file order, some at a time. Each call reads the file anew.
   * @throws {UsageError} when the file was changed meanwhile, or has too many rows that never end.
   */
  rows(signal: AbortSignal): AsyncIterable<readonly CheckedRow[]>;
  close(): Promise<void>;
}

/**
 * Opens a CSV and checks its header; the rows are checked as they are read.
 * @throws {UsageError} when it cannot be used at all; the message lists everything wrong with the header.
 *   The signal's reason when it fires first.
 */
export async function openInput(options: InputOptions): Promise<Input> {
  const { actions, signal: opening } = options;
  const settings = checkSettings(options);
  const read = headerReader(settings);
  const given = options.delimiter === undefined ? undefined : delimiterNamed(options.delimiter);
  const source = await openSource(options.source, opening);
  const { name } = source;
  try {
    const { digest, bytes, encoding, guessed } = await scanBytes(
      name,
      source.chunks(opening),
      options.encoding,
    );
    const text = (signal?: AbortSignal) => decode(source.chunks(signal), encoding);
    const readHeader = async (candidate: string) =>
      (await readStart(name, readRows(text(), candidate), 0)).header;
    const delimiter = given ?? (await findDelimiter(name, readHeader, read));
    const start = await readStart(name, readRows(text(), delimiter), ROWS_TO_SEE);
    const { layout, warnings } = checkHeader({ name, start, read, settings, actions });
    const plans = planColumns({ ...settings, columns: layout.columns, actions });
    const check = { layout, plans, delimiter, actions };
    return {
      name,
      digest,
      bytes,
      encoding,
      delimiter,
      warnings: [...(guessed ? [GUESSED] : []), ...warnings],
      rows: (signal) => checkRows(readRows(text(signal), delimiter), check),
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function* checkRows(
  batches: AsyncIterable<RawRow[]>,
  options: CheckOptions,
): AsyncGenerator<CheckedRow[]> {
  const check = rowChecker(options);
  let beforeHeader = true;
  for await (const batch of batches) {
    const checked: CheckedRow[] = [];
    for (const row of batch) {
      if (isBlank(row)) continue;
      if (beforeHeader) beforeHeader = false;
      else checked.push(check(row));
    }
    if (checked.length > 0) yield checked;
  }
}

const GUESSED =
  'The file is not UTF-8 and was read as windows-1252: check names with accents, or save it as "CSV UTF-8".';
