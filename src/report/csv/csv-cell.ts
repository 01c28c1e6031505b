import { oneLine } from '../one-line.ts';

/** Nothing that CSV, a spreadsheet or a terminal takes for more than a text: most cells. */
const HARMLESS = /^(?:[a-z\d][ !#-+\--~]*)?$/i;

/**
 * A first visible character that makes a spreadsheet run the cell as a formula, in ASCII, full width and small form.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B]/u;

/** A text as it stands between two commas: on one line, no formula, quoted where it must be. */
export function csvCell(text: string): string {
  if (HARMLESS.test(text)) return text;
  const line = oneLine(text);
  // User ids may start with a minus sign, so this meets harmless cells too; better an apostrophe than a formula.
  const safe = FORMULA.test(line) ? `'${line}` : line;
  return safe.includes(',') || safe.includes('"') ? `"${safe.replaceAll('"', '""')}"` : safe;
}
