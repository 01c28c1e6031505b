import { decode } from './csv/decode.ts';
import { openSource } from './csv/open-source.ts';
import { readRows } from './csv/read-rows.ts';
import { scanBytes } from './csv/scan-bytes.ts';
import { readHeader, readStart } from './header/check-header.ts';
import { checkSettings } from './header/column-settings.ts';
import { delimiterNamed, findDelimiter } from './header/delimiter.ts';
import { headerReader } from './header/header-reader.ts';
import type { LaidOut } from './header/lay-out.ts';
import { isName } from './header/look-at-cells.ts';
import { type InputOptions, ROWS_TO_SEE } from './open-input.ts';

/**
 * What the columns of an input are, as far as it is known.
 * @throws {UsageError} when it has no header row that can be read
 */
export async function readColumns(options: Omit<InputOptions, 'actions'>): Promise<LaidOut> {
  const { signal } = options;
  const read = headerReader(checkSettings(options));
  const given = options.delimiter === undefined ? undefined : delimiterNamed(options.delimiter);
  const source = await openSource(options.source, signal);
  const { name } = source;
  try {
    const { encoding } = await scanBytes(name, source.chunks(signal), options.encoding);
    const startBy = (delimiter: string) =>
      readStart(name, readRows(decode(source.chunks(signal), encoding), delimiter), ROWS_TO_SEE);
    const delimiter =
      given ?? (await findDelimiter(name, async (candidate) => (await startBy(candidate)).header, read));
    return readHeader({ name, start: await startBy(delimiter), read }, areWords);
  } finally {
    await source.close();
  }
}

/** Whether these may be headers of a language that is not known; what has digits or signs in it may be a password. */
function areWords(headers: readonly string[]): boolean {
  return headers.every((header) => header.trim() === '' || isName(header));
}
