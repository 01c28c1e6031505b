import type { RowRules } from '../core/action.ts';
import type { InputChange } from '../core/input-change.ts';
import type { CheckedRow } from '../core/task.ts';
import type { ActionName } from '../core/vocabulary.ts';
import type { RawRow } from './csv/read-rows.ts';
import { checkHeader, type HeaderCheck } from './header/check-header.ts';
import { type ColumnSettings, checkSettings } from './header/column-settings.ts';
import { headerReader } from './header/header-reader.ts';
import { orInputChanged } from './input-changed.ts';
import { type OpenTable, openTable, type TableSource } from './open-table.ts';
import type { CheckOptions } from './rows/check-row.ts';
import { tableChecker } from './rows/check-table.ts';
import { planColumns } from './rows/column-plan.ts';
import { isBlank } from './rows/row-shape.ts';
import { type RowsInFile, rowsInFile } from './rows-in-file.ts';

/** Where the rows are and how to read them. A column of `compute` sees ignored columns too, by their headers. */
export type InputOptions = ColumnSettings & {
  readonly source: TableSource;
  /** One character, or a name such as `tab`; detected when absent. */
  readonly delimiter?: string | undefined;
  /** As TextDecoder names it; detected when absent. */
  readonly encoding?: string | undefined;
  /** What the bytes were, where it should be the same input as before: what is wrong with others is that they are others. */
  readonly digest?: string | undefined;
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
   * @param onChange told before rows come of a file that is not the one any more that was opened
   * @throws {UsageError} when the file was changed meanwhile and nobody is to be told, or has too many rows that never end.
   */
  rows(signal: AbortSignal, onChange?: (change: InputChange) => void): AsyncIterable<readonly CheckedRow[]>;
  /** To go through its rows once more, as they stand in the file; undefined where they do not come from one. */
  inFile(signal?: AbortSignal): RowsInFile | undefined;
  close(): Promise<void>;
}

/**
 * Opens a CSV and checks its header; the rows are checked as they are read.
 * @throws {UsageError} when it cannot be used at all; the message lists everything wrong with the header. {InputChanged} when
 *   that is so of other bytes than those of before. The signal's reason when it fires first.
 */
export async function openInput(options: InputOptions): Promise<Input> {
  const settings = checkSettings(options);
  const read = headerReader(settings);
  const table = await openTable(options.source, { ...options, read });
  const { name, digest, bytes, encoding, delimiter } = table;
  try {
    return await orInputChanged(name, options.digest, digest, async () => {
      const { check, warnings } = checkStart(table, { settings, read, actions: options.actions });
      return {
        name,
        digest,
        bytes,
        encoding,
        delimiter,
        warnings: [...(table.isGuess ? [describeGuess(encoding)] : []), ...warnings],
        rows: (signal, onChange) => {
          const last = { isLonger: false };
          const tell = (change: InputChange) => {
            if (change === 'lastLineLonger') last.isLonger = true;
            onChange?.(change);
          };
          return checkRows(table.rows(signal, onChange && tell), check, last);
        },
        inFile: (signal) => rowsInFile(table, { layout: check.layout, actions: options.actions, signal }),
        close: () => table.close(),
      };
    });
  } catch (error) {
    await table.close();
    throw error;
  }
}

type StartOptions = Pick<HeaderCheck, 'settings' | 'read' | 'actions'>;

function checkStart(
  { name, start, given, delimiter }: OpenTable,
  { settings, read, actions }: StartOptions,
): { readonly check: CheckOptions; readonly warnings: readonly string[] } {
  const { layout, warnings } = checkHeader({ name, start, read, given, settings, actions });
  const plans = planColumns({ ...settings, columns: layout.columns, actions });
  return { check: { layout, plans, delimiter, headerLine: start.header.line, actions }, warnings };
}

async function* checkRows(
  batches: AsyncIterable<RawRow[]>,
  options: CheckOptions,
  last: { readonly isLonger: boolean },
): AsyncGenerator<CheckedRow[]> {
  const check = tableChecker(options);
  let beforeHeader = true;
  for await (const batch of batches) {
    const checked: CheckedRow[] = [];
    for (const row of batch) {
      if (isBlank(row)) continue;
      if (beforeHeader) beforeHeader = false;
      else checked.push(row.endsFile && last.isLonger ? cutShort(row) : check(row));
    }
    if (checked.length > 0) yield checked;
  }
}

/** What is known of it is not all of it. */
function cutShort({ line }: RawRow): CheckedRow {
  const message = 'the file was changed while it was being read, and this line goes on';
  return { kind: 'invalid', line, action: '', user: '', problems: [{ message }] };
}

function describeGuess(encoding: string): string {
  if (encoding === 'utf-8') {
    return 'Parts of the file are not UTF-8, and the rows with them are problems: was it cut, or put together from several files? Save it again as "CSV UTF-8".';
  }
  const name = encoding === 'macintosh' ? 'macintosh (Mac Roman)' : encoding;
  return `The file is not UTF-8 and was read as ${name}, which is a guess: look at names with accents, and say --encoding if they are wrong, or save it as "CSV UTF-8".`;
}
