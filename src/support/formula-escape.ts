/**
 * What makes a spreadsheet run a cell as a formula, in ASCII, full width and small form.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = String.raw`[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B]`;
/** One more apostrophe also goes before those that a text has itself, or they could not be told from an escape. */
const TO_ESCAPE = new RegExp(`^'*${FORMULA}`, 'u');
const ESCAPED = new RegExp(`^'+${FORMULA}`, 'u');

/** The text as no spreadsheet runs it: with an apostrophe before what begins like a formula. */
export function escapeFormula(text: string): string {
  return TO_ESCAPE.test(text) ? `'${text}` : text;
}

/** The text that was escaped so; undefined where none was. */
export function unescapeFormula(text: string): string | undefined {
  return ESCAPED.test(text) ? text.slice(1) : undefined;
}
