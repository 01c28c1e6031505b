/** The first line of a file that is not for its reader but for Excel: `sep=;`. */
export type SeparatorLine = {
  /** Undefined when the line does not say it after all. */
  readonly delimiter: string | undefined;
};

/** Spreadsheets that do not know the line put it in quotes, or delimiters behind it. */
const PATTERN = /^\ufeff?"?sep=(\\t|[^\w\s"]|\t)?"?[,;\t ]*$/i;
const MAX_LENGTH = 200;

/** @param text the file in UTF-8 with LF as the only line ending */
export async function readSeparatorLine(text: AsyncIterable<Buffer>): Promise<SeparatorLine | undefined> {
  const found = PATTERN.exec(await readFirstLine(text));
  return found ? { delimiter: found[1] === '\\t' ? '\t' : found[1] } : undefined;
}

async function readFirstLine(text: AsyncIterable<Buffer>): Promise<string> {
  let start = '';
  for await (const piece of text) {
    start += piece.subarray(0, MAX_LENGTH).toString();
    if (start.includes('\n') || start.length >= MAX_LENGTH) break;
  }
  return start.split('\n', 1)[0] ?? '';
}
