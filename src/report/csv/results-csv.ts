import type { ResultRow } from '../../core/result-row.ts';
import { describeMessage } from '../describe-reason.ts';
import { WholeFile } from '../whole-file.ts';
import { csvCell } from './csv-cell.ts';

/** The columns, in order, and what stands in each. */
const COLUMNS = {
  line: (row) => String(row.line),
  action: (row) => csvCell(row.action),
  user: (row) => csvCell(row.user),
  outcome: (row) => row.outcome,
  http_status: (row) => String(row.httpStatus ?? ''),
  zoom_code: (row) => String(row.zoomCode ?? ''),
  message: (row) => csvCell(describeMessage(row)),
  attempts: (row) => String(row.attempts),
  user_id: (row) => csvCell(row.userId),
  tracking_id: (row) => csvCell(row.trackingId),
  started_at: (row) => csvCell(row.startedAt),
  finished_at: (row) => csvCell(row.finishedAt),
} as const satisfies Record<string, (row: ResultRow) => string>;

const HEADER = Object.keys(COLUMNS).join(',');
const CELLS = Object.values(COLUMNS);

/** Characters that are collected before they are written; a million rows one by one would take minutes. */
const CHUNK_LENGTH = 64 * 1024;

/**
 * Writes results.csv: one line a row, in the order given, so that memory does not grow with the rows. It is there once
 * it is finished, as a whole; disposed of before, it leaves an earlier one as it was.
 *
 * UTF-8 without a byte order mark and with LF, although RFC 4180 says CRLF: Excel reads both, while a mark would be part
 * of the first column's name to a script, and a CR part of the last column to grep, cut and awk.
 *
 * Lines are put together here and not by csv-stringify, with which the preview of a million rows takes a seventh longer.
 */
export class ResultsCsv {
  readonly #file: WholeFile;
  #lines = [HEADER];
  #length = 0;

  private constructor(file: WholeFile) {
    this.#file = file;
  }

  /** @throws whatever the file system throws; so do the other methods */
  static async open(path: string): Promise<ResultsCsv> {
    return new ResultsCsv(await WholeFile.open(path));
  }

  /** Some rows at a time: to wait for each of a million would take seconds. */
  async write(batch: Iterable<ResultRow>): Promise<void> {
    for (const row of batch) {
      const line = CELLS.map((cellOf) => cellOf(row)).join(',');
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
    const text = `${this.#lines.join('\n')}\n`;
    this.#lines = [];
    this.#length = 0;
    await this.#file.write(text);
  }
}
