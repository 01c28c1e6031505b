/**
 * What makes a spreadsheet run a cell as a formula, in ASCII, full width and small form.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const SIGN = String.raw`[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B]`;
/** What may stand before the sign: what a spreadsheet drops or nobody sees, quotes, and what an escape is made of. */
const LEAD = String.raw`\s\p{Cc}\p{Cf}\p{DI}\p{Z}\u2800"'`;
/** All of that in one piece, so that a text is gone through once, whatever it is made of. */
const PIECES = new RegExp(`([${LEAD},;]+|^)(${SIGN}?)`, 'gu');
/** Nothing at which a cell could begin within it, and no sign at its start: most texts. */
const HARMLESS = /^[\p{L}\d][^,;\t\r\n]*$/u;

/** Where a cell begins. */
const BEGINS = /\r\n|[,;\t\r\n]/g;
/** The same with its escape. */
const ESCAPED = /(\r\n|[,;\t\r\n])'/g;

/**
 * The text as no spreadsheet runs it: with an apostrophe before what begins like a formula, at its start and where a cell
 * would begin for a spreadsheet that splits at other characters than the file is made with: after a comma, a semicolon, a
 * tab and a line break.
 */
export function escapeFormula(text: string): string {
  if (HARMLESS.test(text)) return text;
  return atFormulas(text, (lead, isStart) => (isStart ? "'" : '') + lead.replace(BEGINS, "$&'"));
}

/** The text that was escaped so; undefined where none was. */
export function unescapeFormula(text: string): string | undefined {
  if (!text.includes("'")) return undefined;
  const plain = atFormulas(text, (lead, isStart) =>
    (isStart ? lead.replace(/^'/, '') : lead).replace(ESCAPED, '$1'),
  );
  return plain === text ? undefined : plain;
}

/** @param change of what stands between the last comma or semicolon, or the start of the text, and the sign */
function atFormulas(text: string, change: (lead: string, isStart: boolean) => string): string {
  return text.replace(PIECES, (piece, lead: string, sign: string, at: number) => {
    if (sign === '') return piece;
    const from = Math.max(lead.lastIndexOf(','), lead.lastIndexOf(';'));
    if (from === -1) return change(lead, at === 0) + sign;
    return lead.slice(0, from) + change(lead.slice(from), false) + sign;
  });
}
