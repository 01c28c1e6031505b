const QUOTE = 0x22;
const LF = 10;

/**
 * Where the quote stands that is still open at the end of these bytes, or -1 when none is.
 * Reads as csv-parse does with `relax_quotes`: a quote counts only at the start of a cell, and a closing one
 * that is followed by something else than a delimiter or a line's end is text.
 * @param bytes a row from its first byte, UTF-8
 */
export function findOpenQuote(bytes: Buffer, delimiter: string): number {
  const delimiterBytes = Buffer.from(delimiter);
  const isDelimiterAt = (at: number) =>
    bytes[at] === delimiterBytes[0] &&
    (delimiterBytes.length === 1 || delimiterBytes.equals(bytes.subarray(at, at + delimiterBytes.length)));
  let opened = -1;
  let cellStart = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (opened !== -1) {
      if (byte !== QUOTE) continue;
      if (bytes[at + 1] === QUOTE) at++;
      else opened = -1;
    } else if (byte === QUOTE && at === cellStart) {
      opened = at;
    } else if (byte === LF) {
      cellStart = at + 1;
    } else if (isDelimiterAt(at)) {
      at += delimiterBytes.length - 1;
      cellStart = at + 1;
    }
  }
  return opened;
}
