import { UsageError } from '../core/usage-error.ts';
import { quote } from './characters.ts';
import type { HeaderReader } from './headers.ts';

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
 * @param readHeader the cells of the header row, read with that delimiter
 */
export async function findDelimiter(
  fileName: string,
  readHeader: (delimiter: string) => Promise<readonly string[]>,
  read: HeaderReader,
): Promise<string> {
  const candidates = /\.tsv$/i.test(fileName) ? ['\t', ',', ';'] : [',', ';', '\t'];
  let best = { delimiter: ',', known: -1, cells: 0 };
  for (const delimiter of candidates) {
    const headers = await readHeader(delimiter);
    const known = headers.filter((header) => typeof read(header) === 'object').length;
    if (known > best.known || (known === best.known && headers.length > best.cells)) {
      best = { delimiter, known, cells: headers.length };
    }
  }
  return best.delimiter;
}
