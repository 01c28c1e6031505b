import type { ResultRow } from '../../core/result-row.ts';
import { describeMessage } from '../describe-reason.ts';
import { WholeFile } from '../whole-file.ts';
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

/** Characters that are collected before they are written; a million rows one by one would take minutes. */
const CHUNK_LENGTH = 64 * 1024;

/**
 * Writes results.csv: one line a row, in the order given, so that memory does not grow with the rows. It is there once
 * it is finished, as a whole; disposed of before, it leaves an earlier one as it was.
 *
 * Lines are put together here and not by csv-stringify, with which the preview of a million rows takes a seventh longer.
 */
export class ResultsCsv {
  readonly #file: WholeFile;
  readonly #style: CsvStyle;
  #lines: string[];
  #length = 0;

  private constructor(file: WholeFile, style: CsvStyle) {
    this.#file = file;
    this.#style = style;
    this.#lines = [style.mark + NAMES.join(style.delimiter)];
  }

  /** @throws whatever the file system throws; so do the other methods */
  static async open(path: string, style = csvStyle('csv', undefined)): Promise<ResultsCsv> {
    return new ResultsCsv(await WholeFile.open(path), style);
  }

  /** Some rows at a time: to wait for each of a million would take seconds. */
  async write(batch: Iterable<ResultRow>): Promise<void> {
    const { cell, delimiter } = this.#style;
    for (const row of batch) {
      const line = CELLS.map((cellOf) => cellOf(row, cell)).join(delimiter);
      this.#lines.push(line);
      this.#length += line.length;
      if (this.#length >= CHUNK_LENGTH) await this.#flush();
    }
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.#file.complete();
    await this.#file.putInPlace();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file[Symbol.asyncDispose]();
  }

  async #flush(): Promise<void> {
    if (this.#lines.length === 0) return;
    const { lineEnd } = this.#style;
    const text = `${this.#lines.join(lineEnd)}${lineEnd}`;
    this.#lines = [];
    this.#length = 0;
    await this.#file.write(text);
  }
}
