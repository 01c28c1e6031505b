import { UsageError } from '../../core/usage-error.ts';
import { quote } from '../../support/characters.ts';
import { countKnown, findHeader } from './find-header.ts';
import type { HeaderReader } from './header-reader.ts';
import type { Start } from './read-start.ts';

const NAMES: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
};

/** In the order in which they are believed when several would do. */
const CANDIDATES = [',', ';', '\t', '|', '^', '~'];

/** The character that `--delimiter` means. */
export function delimiterNamed(text: string): string {
  const delimiter = NAMES[text.toLowerCase()] ?? text;
  if ([...delimiter].length === 1 && !/["\r\n\ufeff\ufffd]/.test(delimiter)) return delimiter;
  throw new UsageError(
    `The delimiter ${quote(text)} cannot be used: give one character, or comma, semicolon, tab or pipe.`,
  );
}

/** What `--delimiter` and messages call it. */
export function delimiterName(delimiter: string): string {
  return Object.keys(NAMES).find((name) => NAMES[name] === delimiter) ?? `"${delimiter}"`;
}

/**
 * The delimiter under which the header row names the most columns, and of several the one with the most cells.
 * @param readStart the start of the file, read with that delimiter
 */
export async function findDelimiter(
  fileName: string,
  readStart: (delimiter: string) => Promise<Start>,
  read: HeaderReader,
): Promise<string> {
  const candidates = /\.tsv$/i.test(fileName) ? ['\t', ...CANDIDATES] : CANDIDATES;
  let best = { delimiter: ',', known: -1, cells: 0 };
  for (const delimiter of candidates) {
    const { cells: headers, broken } = findHeader(await readStart(delimiter), read);
    const known = countKnown(headers, read);
    // Where no delimiter finds a column, a quote that is never closed is the thing to report.
    const cells = broken ? Number.POSITIVE_INFINITY : headers.length;
    if (known > best.known || (known === best.known && cells > best.cells)) {
      best = { delimiter, known, cells };
    }
  }
  return best.delimiter;
}
