import { csvCell } from './csv-cell.ts';

/** How results.csv is written. */
export type CsvStyle = {
  readonly delimiter: string;
  readonly lineEnd: string;
  /** A byte order mark, or nothing. */
  readonly mark: string;
  /** A text as it stands between two delimiters. */
  readonly cell: (text: string) => string;
};

/**
 * UTF-8 without a byte order mark and with LF, although RFC 4180 says CRLF: a mark would be part of the first column's name to
 * a script, and a CR part of the last column to grep, cut and awk.
 */
const FOR_SCRIPTS: CsvStyle = { delimiter: ',', lineEnd: '\n', mark: '', cell: csvCell };

/** Texts that Excel takes for numbers, and shows others in their place: without zeros, rounded, or as a power of ten. */
const TAKEN_FOR_NUMBER = /^(?:0\d+|\d{12,}|\d+(?:\.\d+)?E[+-]?\d+)$/i;

/**
 * @param format `excel`: as Excel opens it where the input comes from
 * @param inputDelimiter undefined when nobody knows it any more
 */
export function csvStyle(format: 'csv' | 'excel', inputDelimiter: string | undefined): CsvStyle {
  if (format === 'csv') return FOR_SCRIPTS;
  // Excel splits a .csv at what the computer's region has for a separator of lists, which is a comma or a semicolon.
  const delimiter = inputDelimiter === ';' ? ';' : ',';
  const cell = (text: string) => csvCell(TAKEN_FOR_NUMBER.test(text) ? `'${text}` : text, delimiter);
  return { delimiter, lineEnd: '\r\n', mark: '\ufeff', cell };
}
