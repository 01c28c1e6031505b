import { UsageError } from '../../core/usage-error.ts';
import { quote } from '../../support/characters.ts';
import type { RawRow } from '../csv/read-rows.ts';
import type { HeaderReader } from './header-reader.ts';

const NAMES: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
};

/** The character that `--delimiter` means. */
export function delimiterNamed(text: string): string {
  const delimiter = NAMES[text.toLowerCase()] ?? text;
  if ([...delimiter].length === 1 && !/["\r\n\ufeff\ufffd]/.test(delimiter)) return delimiter;
  throw new UsageError(
    `The delimiter ${quote(text)} cannot be used: give one character, or comma, semicolon, tab or pipe.`,
  );
}

/**
 * The delimiter under which the header row names the most columns, and of several the one with the most cells.
 * @param readHeader the header row, read with that delimiter
 */
export async function findDelimiter(
  fileName: string,
  readHeader: (delimiter: string) => Promise<RawRow>,
  read: HeaderReader,
): Promise<string> {
  const candidates = /\.tsv$/i.test(fileName) ? ['\t', ',', ';'] : [',', ';', '\t'];
  let best = { delimiter: ',', known: -1, cells: 0 };
  for (const delimiter of candidates) {
    const { cells: headers, broken } = await readHeader(delimiter);
    const known = headers.filter((header) => typeof read(header) === 'object').length;
    // Where no delimiter finds a column, a quote that is never closed is the thing to report.
    const cells = broken ? Number.POSITIVE_INFINITY : headers.length;
    if (known > best.known || (known === best.known && cells > best.cells)) {
      best = { delimiter, known, cells };
    }
  }
  return best.delimiter;
}
