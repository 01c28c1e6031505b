import { unicodeEncoding } from '../../support/unicode.ts';

const SAVE = 'open it and save it as "CSV UTF-8"';
const EXPORT = 'export the table as CSV instead';

/** Files that are no text, by their first bytes in hexadecimal. */
const BY_BYTES: readonly [magic: RegExp, what: string][] = [
  [/^d0cf11e0/, `is an old Excel workbook, or one with a password: ${SAVE}`],
  [/^1f8b/, 'is compressed by gzip: unpack it first (gunzip)'],
  [/^(?:425a68|fd377a58|28b52ffd|377abcaf271c|52617221)/, 'is compressed: unpack it first'],
  [/^25504446/, `is a PDF: ${EXPORT}`],
  [/^(?:89504e47|ffd8ff|47494638)/, `is a picture: ${EXPORT}`],
  [/^(?:50415231|4f5243|4f626a01|4152524f5731)/, `is a file of a data lake (Parquet or the like): ${EXPORT}`],
  [/^53514c69746520666f726d6174/, `is an SQLite database: ${EXPORT}`],
  [/^(?:fffe0000|0000feff)/, 'is in UTF-32: save it as "CSV UTF-8"'],
  [/^(?:00)+$/, 'holds NUL bytes and no text, as a damaged copy does: get it again'],
];

const ZIP = '504b0304';

/** Zip files by names that stand in their first bytes. */
const BY_ZIP_ENTRY: readonly [name: RegExp, what: string][] = [
  [/opendocument\.spreadsheet/, 'is a LibreOffice spreadsheet: open it and save it as "Text CSV" in UTF-8'],
  [/\.iwa/, 'is a Numbers spreadsheet: open it and export it as CSV'],
  [/^/, `is an Excel workbook, or another zip file: ${SAVE}`],
];

/** Texts that are no CSV. */
const BY_TEXT: readonly [start: RegExp, what: string][] = [
  [/^\{\\rtf/, 'is a text of a word processor (RTF): save it as plain text, or export the table as CSV'],
  [/^(?:\{\s*["}]|\[\s*(?:[[{\]]|"[^"\]]*"\s*,))/, `is JSON: ${EXPORT}; the name of a job must end in .json`],
  [
    /^<(?:!doctype html|html|head|body|table|meta|div|style|script)\b/i,
    'is a web page (HTML), such as a sign-in page or a table that was saved as .xls: sign in and download it again, or open it in a spreadsheet and save it as "CSV UTF-8"',
  ],
  [
    /^<(?:[!?]|[a-z][\w:.-]*(?:\s[^>]*)?\/?>(?!\s*[,;\t|]))/i,
    `is XML, which Excel may have saved as .xls or .xml: ${SAVE}`,
  ],
  [
    /^(?:BEGIN:V(?:CARD|CALENDAR)|version: *1\r?\n|dn::? )/i,
    `is a list of contacts or entries of a directory: ${EXPORT}`,
  ],
  [/^MIME-Version: /i, `is a mail or a saved web page: ${EXPORT}`],
  [/^ID;P\w*(?:;\w+)*\r?\n[A-Z];/, `is a SYLK file: ${SAVE}`],
];

/** What a file is that is no CSV, and what to do; undefined when nothing speaks against a CSV. */
export function describeOtherFile(start: Uint8Array): string | undefined {
  const bytes = Buffer.from(start.subarray(0, 4096));
  const hex = bytes.subarray(0, 64).toString('hex');
  if (hex.startsWith(ZIP)) return find(BY_ZIP_ENTRY, bytes.toString('latin1'));
  const text = new TextDecoder(unicodeEncoding(bytes) ?? 'latin1').decode(bytes);
  return find(BY_BYTES, hex) ?? find(BY_TEXT, text.trimStart());
}

function find(kinds: readonly [RegExp, string][], text: string): string | undefined {
  return kinds.find(([pattern]) => pattern.test(text))?.[1];
}
