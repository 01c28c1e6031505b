import type { RowRules } from '../core/action.ts';
import type { ActionName } from '../core/vocabulary.ts';
import { cellSpans, type Span } from './csv/cell-spans.ts';
import { beginsWithOurs, OUR_COLUMNS } from './csv/our-columns.ts';
import type { RawRow } from './csv/read-rows.ts';
import type { TextRows } from './csv/text-rows.ts';
import type { Table } from './find-table.ts';
import type { Layout } from './header/lay-out.ts';
import { ENOUGH_COMPLETE_ROWS } from './rows/check-table.ts';
import { planColumns } from './rows/column-plan.ts';
import { isTooShort } from './rows/row-shape.ts';
import { type RowInQuestion, SecretCells } from './rows/secret-cells.ts';

/** How a file is written, and what stands above its rows. */
export type FileStart = {
  readonly encoding: string;
  readonly delimiter: string;
  readonly hasMark: boolean;
  readonly lineEnd: string;
  /** For Excel, such as `sep=;`; without its line end. */
  readonly separatorLine: string | undefined;
  /** As it stands in the file, without its line end. */
  readonly header: string;
};

/** A row as it stands in the file, without its line end. */
export type RowInFile = {
  readonly text: string;
  /** Headers of the cells that are empty here, since they may be secret; a number for a column without one. */
  readonly emptied: readonly string[];
  /** Nothing of the row is here: it may be secret as a whole, or is longer than anybody can read. */
  readonly isLeftOut: boolean;
};

type RowsInFileOptions = {
  readonly layout: Layout;
  readonly actions: Readonly<Record<ActionName, RowRules>>;
  readonly signal?: AbortSignal | undefined;
};

type FileTable = Table & { readonly textRows: NonNullable<Table['textRows']> };

/** The rows of a table as they stand in its file; undefined where they do not come from one. */
export function rowsInFile(table: Table, options: RowsInFileOptions): RowsInFile | undefined {
  const { textRows } = table;
  return textRows && new RowsInFile({ ...table, textRows }, options);
}

type Found = { readonly row: RawRow; readonly text: string | undefined };

/**
 * Goes through a file once more and gives rows of it as they stand there: with their quote marks, line breaks and the cells of
 * columns that are passed over, but nothing that is never written.
 */
export class RowsInFile implements AsyncDisposable {
  readonly #table: FileTable;
  readonly #layout: Layout;
  readonly #secrets: SecretCells;
  readonly #batches: AsyncGenerator<TextRows>;
  #batch: TextRows | undefined;
  #next = 0;
  #hasOurs = false;
  /** Rows so far, unless one leaves out cells at its end. */
  #completeRows = 0;

  constructor(table: FileTable, { layout, actions, signal }: RowsInFileOptions) {
    this.#table = table;
    this.#layout = layout;
    const nothing = { defaults: new Map(), compute: new Map(), defaultCountry: undefined };
    this.#secrets = new SecretCells(planColumns({ ...nothing, columns: layout.columns, actions }), layout);
    this.#batches = table.textRows(signal);
  }

  /** @throws {UsageError} when the file was changed meanwhile; so does `find` */
  async start(): Promise<FileStart> {
    const { encoding, delimiter, start, given } = this.#table;
    const separatorLine = given?.bySeparatorLine ? (await this.#find(1))?.text : undefined;
    const { text = '' } = (await this.#find(start.header.line)) ?? {};
    const spans = cellSpans(text, delimiter);
    const has = (index: number) => unquoted(text.slice(spans[index]?.start, spans[index]?.end));
    this.#hasOurs = beginsWithOurs(OUR_COLUMNS.map((_, index) => has(index)));
    const { hasMark = false, lineEnd = '\n' } = this.#batch ?? {};
    const header = this.#hasOurs ? text.slice(spans[OUR_COLUMNS.length]?.start ?? text.length) : text;
    return { encoding, delimiter, hasMark, lineEnd, separatorLine, header };
  }

  /** The row that starts on a line; lines must be asked for in order, after the start. Undefined when there is none. */
  async find(line: number, about: RowInQuestion): Promise<RowInFile | undefined> {
    const found = await this.#find(line);
    return found && this.#show(found, about);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#batches.return(undefined);
  }

  #show({ row: whole, text }: Found, about: RowInQuestion): RowInFile {
    const layout = this.#layout;
    const { delimiter } = this.#table;
    const ours = this.#hasOurs ? OUR_COLUMNS.length : 0;
    const row = { ...whole, cells: whole.cells.slice(ours) };
    if (text === undefined) return LEFT_OUT;
    const spans = cellSpans(text, delimiter);
    const isCut =
      about.wrong !== undefined &&
      row.endsFile &&
      isTooShort(row, layout) &&
      this.#completeRows >= ENOUGH_COMPLETE_ROWS;
    // A row that has lost its end, or a quote mark, would go on with what follows, or pass for a good one.
    if (row.broken || isCut || spans.length !== whole.cells.length) {
      if (this.#secrets.isAny) return LEFT_OUT;
      const cell = `"${text.replaceAll('"', '""')}"`;
      return { text: delimiter.repeat(layout.width) + cell, emptied: [], isLeftOut: false };
    }
    const empty = new Set(this.#secrets.in(row, about));
    if (empty.size === 0)
      return { text: text.slice(spans[ours]?.start ?? text.length), emptied: [], isLeftOut: false };
    const cells = spans.slice(ours).map((span, index) => (empty.has(index) ? '' : cellAt(text, span)));
    return {
      text: cells.join(delimiter),
      emptied: [...empty].map((index) => this.#headerAt(index)),
      isLeftOut: cells.every((cell) => cell.trim() === ''),
    };
  }

  #headerAt(index: number): string {
    const { columns, ignored } = this.#layout;
    return [...columns, ...ignored].find((column) => column.index === index)?.header ?? `column ${index + 1}`;
  }

  /** As the check of the rows tells a last one that was cut. */
  #pass({ cells, line }: RawRow): void {
    if (line <= this.#table.start.header.line || cells.every((cell) => cell.trim() === '')) return;
    const isShort = cells.length - (this.#hasOurs ? OUR_COLUMNS.length : 0) < this.#layout.width;
    this.#completeRows = isShort ? Number.NEGATIVE_INFINITY : this.#completeRows + 1;
  }

  async #find(line: number): Promise<Found | undefined> {
    for (;;) {
      const rows = this.#batch?.rows ?? [];
      for (; this.#next < rows.length; this.#next++) {
        const row = rows[this.#next];
        if (row === undefined || row.line < line) {
          if (row) this.#pass(row);
          continue;
        }
        return row.line === line ? { row, text: this.#batch?.text(row) } : undefined;
      }
      const { value } = await this.#batches.next();
      if (!value) return undefined;
      this.#batch = value;
      this.#next = 0;
    }
  }
}

const LEFT_OUT: RowInFile = { text: '', emptied: [], isLeftOut: true };

function cellAt(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/s, '$1');
}
