import type { ResultRow } from '../../core/result-row.ts';
import { BufferedFile } from '../buffered-file.ts';
import { describeMessage } from '../describe-reason.ts';
import { type CsvStyle, csvStyle } from './csv-style.ts';

/** The columns, in order, and what stands in each. */
const COLUMNS = {
  line: (row) => String(row.line),
  action: (row, cell) => cell(row.action),
  user: (row, cell) => cell(row.user),
  outcome: (row) => row.outcome,
  http_status: (row) => String(row.httpStatus ?? ''),
  zoom_code: (row) => String(row.zoomCode ?? ''),
  message: (row, cell) => cell(describeMessage(row)),
  attempts: (row) => String(row.attempts),
  user_id: (row, cell) => cell(row.userId),
  tracking_id: (row, cell) => cell(row.trackingId),
  started_at: (row, cell) => cell(row.startedAt),
  finished_at: (row, cell) => cell(row.finishedAt),
} as const satisfies Record<string, (row: ResultRow, cell: CsvStyle['cell']) => string>;

const NAMES = Object.keys(COLUMNS);
const CELLS = Object.values(COLUMNS);

/**
 * Writes results.csv: one line a row, in the order given, so that memory does not grow with the rows. It is there once
 * it is finished, as a whole; disposed of before, it leaves an earlier one as it was.
 *
 * Lines are put together here and not by csv-stringify, with which the preview of a million rows takes a seventh longer.
 */
export class ResultsCsv {
  readonly #file: BufferedFile;
  readonly #style: CsvStyle;

  private constructor(file: BufferedFile, style: CsvStyle) {
    this.#file = file;
    this.#style = style;
    file.add(style.mark + NAMES.join(style.delimiter) + style.lineEnd);
  }

  /** @throws whatever the file system throws; so do the other methods */
  static async open(path: string, style = csvStyle('csv', undefined)): Promise<ResultsCsv> {
    return new ResultsCsv(await BufferedFile.open(path), style);
  }

  /** Some rows at a time: to wait for each of a million would take seconds. */
  async write(batch: Iterable<ResultRow>): Promise<void> {
    const { cell, delimiter, lineEnd } = this.#style;
    for (const row of batch) {
      this.#file.add(CELLS.map((cellOf) => cellOf(row, cell)).join(delimiter) + lineEnd);
      if (this.#file.isFull) await this.#file.flush();
    }
  }

  async finish(): Promise<void> {
    await this.#file.complete();
    await this.#file.putInPlace();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file[Symbol.asyncDispose]();
  }
}
