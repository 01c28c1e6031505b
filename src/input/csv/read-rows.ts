import { Parser } from 'csv-parse';
import { UsageError } from '../../core/usage-error.ts';
import { countLines } from './count-lines.ts';
import { type QuoteFault, Quoting } from './quoting.ts';

/** A record of the file before anybody has looked at its cells. */
export type RawRow = {
  /** The line on which it starts, from 1. */
  readonly line: number;
  readonly lastLine: number;
  readonly cells: readonly string[];
  /** Why it could not be read to its end; then there are no cells. */
  readonly broken?: { readonly message: string };
  /** Absent where there is none. */
  readonly quoteFaults?: readonly QuoteFault[];
  /** No line break follows, and with the row the file ends. */
  readonly endsFile?: true;
};

const MAX_ROW_BYTES = 16 * 1024 * 1024;
const MAX_BROKEN_ROWS = 100;
const LF = 10;
/** Few rows in hand at a time keep memory small; smaller slices cost more time than they save memory. */
const SLICE_BYTES = 16 * 1024;

/**
 * Reads CSV a chunk at a time and yields what each chunk completes, in order. Blank lines come as a row of one
 * empty cell, so that no line goes uncounted. A row that never ends is `broken`, and reading goes on below the
 * line on which its quote opens.
 * @param chunks UTF-8 with LF as the only line ending, cut anywhere
 * @param maxRowBytes a row longer than this is broken
 * @throws {UsageError} when more than 100 rows are broken.
 */
export async function* readRows(
  chunks: AsyncIterable<Buffer>,
  delimiter: string,
  maxRowBytes = MAX_ROW_BYTES,
): AsyncGenerator<RawRow[]> {
  const reader = new RowReader(delimiter, maxRowBytes);
  for await (const chunk of chunks) yield* reader.read(chunk);
  yield* reader.end();
}

/** csv-parse, started again after each row that it cannot finish. */
class RowReader {
  readonly #delimiter: string;
  readonly #maxRowBytes: number;
  #parser: Parser;
  #quoting: Quoting;
  #rows: RawRow[] = [];
  /** What was read since the end of the last complete row: kept to go back to. */
  #pending: { readonly bytes: Buffer; readonly lines: number }[] = [];
  /** The line of the first byte of `#pending`. */
  #pendingLine = 1;
  /** The first line that the parser was given. */
  #firstLine = 1;
  /** The last line of the last complete row. */
  #lastLine = 0;
  #skipToLineEnd = false;
  #brokenRows = 0;

  constructor(delimiter: string, maxRowBytes: number) {
    this.#delimiter = delimiter;
    this.#maxRowBytes = maxRowBytes;
    this.#parser = this.#newParser();
    this.#quoting = new Quoting(delimiter, 1);
  }

  async *read(chunk: Buffer): AsyncGenerator<RawRow[]> {
    const queue = slices(chunk);
    for (let piece = queue.shift(); piece; piece = queue.shift()) {
      const text = this.#skipToLineEnd ? this.#skipLine(piece) : piece;
      if (text.length === 0) continue;
      this.#pending.push({ bytes: text, lines: countLines(text, 0, text.length) });
      const failed = await this.#parse(this.#quoting.read(text));
      if (failed) queue.unshift(...slices(this.#restart(this.#maxRowBytes)));
      else this.#forgetRead();
      if (this.#rows.length > 0) yield this.#takeRows();
    }
  }

  async *end(): AsyncGenerator<RawRow[]> {
    while (this.#pending.length > 0) {
      const failed =
        (await this.#parse(this.#quoting.end())) || (await settle((done) => this.#parser.end(done)));
      if (this.#rows.length > 0) yield this.#takeRows(this.#pending.at(-1)?.bytes.at(-1) !== LF);
      if (!failed) return;
      const rest = this.#restart(Number.POSITIVE_INFINITY);
      yield this.#takeRows();
      for (const slice of slices(rest)) yield* this.read(slice);
    }
  }

  #newParser(): Parser {
    const parser = new Parser({
      delimiter: this.#delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: this.#maxRowBytes,
      // Taking the rows here and leaving none to the stream is twice as fast as reading the stream.
      on_record: (cells: string[], info) => {
        const lastLine = this.#firstLine - 1 + info.lines;
        const line = this.#lastLine + 1;
        const quoteFaults = this.#quoting.takeFaults(line);
        this.#rows.push(quoteFaults ? { line, lastLine, cells, quoteFaults } : { line, lastLine, cells });
        this.#lastLine = lastLine;
        return undefined;
      },
    });
    // The error also comes to whoever wrote, and is dealt with there.
    return parser.on('error', () => undefined);
  }

  /** Whether it failed. */
  #parse(bytes: Buffer): Promise<boolean> {
    return settle((done) => this.#parser.write(bytes, done));
  }

  #takeRows(fileEnds = false): RawRow[] {
    const rows = this.#rows;
    this.#rows = [];
    const last = rows.at(-1);
    if (fileEnds && last && !last.broken) rows[rows.length - 1] = { ...last, endsFile: true };
    return rows;
  }

  #forgetRead(): void {
    for (let first = this.#pending[0]; first; first = this.#pending[0]) {
      // The row in hand begins behind the last line end of what is read.
      if (this.#pendingLine + first.lines > this.#lastLine) return;
      this.#pendingLine += first.lines;
      this.#pending.shift();
    }
  }

  /**
   * Gives up the row that the parser is in.
   * @param read how much of the row the parser had seen for certain
   * @returns what follows below the line of the fault
   */
  #restart(read: number): Buffer {
    const row = this.#rowInHand();
    const line = this.#lastLine + 1;
    const quoting = new Quoting(this.#delimiter, line);
    quoting.read(row.subarray(0, read));
    const faultLine = quoting.openLine ?? line;
    this.#recordBroken(line, faultLine, quoting.openLine !== undefined);
    this.#parser.destroy();
    this.#parser = this.#newParser();
    this.#quoting = new Quoting(this.#delimiter, faultLine + 1);
    this.#pending = [];
    this.#pendingLine = faultLine + 1;
    this.#firstLine = faultLine + 1;
    this.#lastLine = faultLine;
    const below = afterLines(row, faultLine - line + 1);
    this.#skipToLineEnd = below === undefined;
    return below ?? Buffer.alloc(0);
  }

  #rowInHand(): Buffer {
    const bytes = Buffer.concat(this.#pending.map((piece) => piece.bytes));
    return afterLines(bytes, this.#lastLine + 1 - this.#pendingLine) ?? Buffer.alloc(0);
  }

  #recordBroken(line: number, lastLine: number, openQuote: boolean): void {
    const message = openQuote
      ? `a quote (") opens on line ${lastLine} and is never closed: close it, or delete it`
      : `the row is longer than ${this.#maxRowBytes.toLocaleString('en')} bytes: is a line break missing?`;
    if (++this.#brokenRows > MAX_BROKEN_ROWS) {
      throw new UsageError(
        `More than ${MAX_BROKEN_ROWS} rows of the input never end, the last on line ${line}: ${message}. Was the file cut, or is it no CSV?`,
      );
    }
    this.#rows.push({ line, lastLine, cells: [], broken: { message } });
  }

  #skipLine(piece: Buffer): Buffer {
    const lineEnd = piece.indexOf(LF);
    this.#skipToLineEnd = lineEnd === -1;
    return lineEnd === -1 ? Buffer.alloc(0) : piece.subarray(lineEnd + 1);
  }
}

/** Whether it failed. csv-parse can fail only by a quote that stays open and a row that is too long. */
function settle(act: (done: (error?: Error | null) => void) => void): Promise<boolean> {
  return new Promise((resolve) => act((error) => resolve(error !== undefined && error !== null)));
}

function slices(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) found.push(bytes.subarray(at, at + SLICE_BYTES));
  return found;
}

/** What follows the first lines; undefined when there are not so many. */
function afterLines(bytes: Buffer, count: number): Buffer | undefined {
  let at = 0;
  for (let line = 0; line < count; line++) {
    const end = bytes.indexOf(LF, at);
    if (end === -1) return undefined;
    at = end + 1;
  }
  return bytes.subarray(at);
}
