import type { ResultRow } from '../core/outcome.ts';
import { oneLine } from './one-line.ts';
import { writeWhole } from './write-whole.ts';

/** The columns, in order, and what stands in each. */
const COLUMNS = {
  line: (row) => String(row.line),
  action: (row) => cell(row.action),
  user: (row) => cell(row.user),
  outcome: (row) => row.outcome,
  http_status: (row) => String(row.httpStatus ?? ''),
  zoom_code: (row) => String(row.zoomCode ?? ''),
  message: (row) => cell(row.message),
  attempts: (row) => String(row.attempts),
  user_id: (row) => cell(row.userId),
  tracking_id: (row) => cell(row.trackingId),
  started_at: (row) => cell(row.startedAt),
  finished_at: (row) => cell(row.finishedAt),
} as const satisfies Record<string, (row: ResultRow) => string>;

const HEADER = Object.keys(COLUMNS).join(',');
const CELLS = Object.values(COLUMNS);

/** Characters that are collected before they are handed on; a million rows one by one would take minutes. */
const CHUNK_LENGTH = 16 * 1024;

/**
 * A first visible character that makes a spreadsheet run the cell as a formula, in ASCII, full width and small form.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B]/u;

/**
 * Writes results.csv: one line a row, in the order given, streamed, so that memory does not grow with the rows.
 * Written as a whole or not at all, see {@link writeWhole}.
 *
 * UTF-8 without a byte order mark and with LF, although RFC 4180 says CRLF: Excel reads both, while a mark would be part
 * of the first column's name to a script, and a CR part of the last column to grep, cut and awk.
 */
export async function writeResultsCsv(path: string, batches: Batches): Promise<void> {
  await writeWhole(path, toCsv(batches));
}

/** Rows, some at a time: to wait for each of a million would take seconds. */
type Batches = Iterable<Iterable<ResultRow>> | AsyncIterable<Iterable<ResultRow>>;

async function* toCsv(batches: Batches): AsyncGenerator<string> {
  let lines = [HEADER];
  let length = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      const line = CELLS.map((cellOf) => cellOf(row)).join(',');
      lines.push(line);
      length += line.length;
      if (length < CHUNK_LENGTH) continue;
      yield `${lines.join('\n')}\n`;
      lines = [];
      length = 0;
    }
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

/** Nothing that CSV, a spreadsheet or a terminal takes for more than a text: most cells. */
const HARMLESS = /^(?:[a-z\d][ !#-+\--~]*)?$/i;

function cell(text: string): string {
  if (HARMLESS.test(text)) return text;
  const line = oneLine(text);
  // User ids may start with a minus sign, so this meets harmless cells too; better an apostrophe than a formula.
  const safe = FORMULA.test(line) ? `'${line}` : line;
  return safe.includes(',') || safe.includes('"') ? `"${safe.replaceAll('"', '""')}"` : safe;
}
