import { escapeFormula } from '../../support/formula-escape.ts';
import { oneLine } from '../../support/visible.ts';

/** Nothing that CSV, a spreadsheet or a terminal takes for more than a text: most cells. */
const HARMLESS = /^(?:[a-z\d][ !#-+\--:<-~]*)?$/i;

/** A text as it stands between two delimiters, a comma or a semicolon: on one line, no formula, quoted where it must be. */
export function csvCell(text: string, delimiter = ','): string {
  if (HARMLESS.test(text)) return text;
  // User ids may start with a minus sign, so this meets harmless cells too; better an apostrophe than a formula.
  const safe = escapeFormula(oneLine(text));
  return safe.includes(delimiter) || safe.includes('"') ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A text just as it is, as it stands between two delimiters: quoted where CSV, or who trims cells, would take it for another. */
export function quoted(text: string, delimiter: string): string {
  const isPlain = !/["\r\n]|^\s|\s$/.test(text) && !text.includes(delimiter);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
