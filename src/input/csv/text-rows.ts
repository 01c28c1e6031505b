import { decode } from './decode.ts';
import { type RawRow, readRows } from './read-rows.ts';
import { TextLines } from './text-lines.ts';

/** Rows of a file, and what stands on their lines. */
export type TextRows = {
  readonly rows: readonly RawRow[];
  /** The row as it stands in the file, without its line end; undefined when it is too long for anybody to correct it. */
  text(row: RawRow): string | undefined;
  /** The file begins with a byte order mark. */
  readonly hasMark: boolean;
  /** How its first line ends. */
  readonly lineEnd: string;
};

/**
 * The rows of a file from its first line, blank ones too, some at a time. What stands on their lines can be asked for as long
 * as no more rows are.
 */
export async function* readTextRows(
  chunks: AsyncIterable<Buffer>,
  encoding: string,
  delimiter: string,
): AsyncGenerator<TextRows> {
  const lines = new TextLines(encoding);
  for await (const rows of readRows(decode(passedOn(chunks, lines), encoding), delimiter)) {
    yield {
      rows,
      text: ({ line, lastLine }) => lines.take(line, lastLine),
      hasMark: lines.hasMark,
      lineEnd: lines.lineEnd,
    };
    lines.forget(rows.at(-1)?.lastLine ?? 0);
  }
}

async function* passedOn(chunks: AsyncIterable<Buffer>, lines: TextLines): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    lines.add(chunk);
    yield chunk;
  }
  lines.end();
}
