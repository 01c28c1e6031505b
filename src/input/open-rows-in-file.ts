import type { RowRules } from '../core/action.ts';
import type { ActionName } from '../core/vocabulary.ts';
import type { SourceOptions } from './csv/open-source.ts';
import { readHeader } from './header/check-header.ts';
import { type ColumnSettings, checkSettings } from './header/column-settings.ts';
import { headerReader } from './header/header-reader.ts';
import { openTable } from './open-table.ts';
import { type RowsInFile, rowsInFile } from './rows-in-file.ts';

/** How a file was read when its rows were checked. */
export type ReadingOptions = Pick<ColumnSettings, 'columns' | 'ignore'> & {
  readonly source: SourceOptions;
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  /** What its bytes were. */
  readonly digest: string;
  readonly actions: Readonly<Record<ActionName, RowRules>>;
  readonly signal?: AbortSignal | undefined;
};

/** The rows of a file that is not open any more, as they stand there. */
export type OpenRowsInFile = {
  readonly rows: RowsInFile | undefined;
  /** Its bytes are those of before. */
  readonly isSame: boolean;
  close(): Promise<void>;
};

/**
 * Opens a file once more whose rows were checked already, to see them as they stand there.
 * @throws {UsageError} when it cannot be read, or not as it was; the signal's reason when it fires first
 */
export async function openRowsInFile(options: ReadingOptions): Promise<OpenRowsInFile> {
  const read = headerReader(checkSettings(options));
  const table = await openTable(options.source, { ...options, read });
  const close = () => table.close();
  try {
    const isSame = table.digest === options.digest;
    const { layout, unknown, undecided } = readHeader({ ...table, read });
    // What these mean was a matter of settings that do not count here.
    const others = [...unknown, ...undecided].map(({ index, header }) => ({ index, header, name: header }));
    const whole = { ...layout, ignored: [...layout.ignored, ...others] };
    return { rows: rowsInFile(table, { ...options, layout: whole }), isSame, close };
  } catch (error) {
    await close();
    throw error;
  }
}
