/** Where a cell stands in the text of its row, with its quote marks and the blanks around it. */
export type Span = { readonly start: number; readonly end: number };

const BLANK = /[ \t\u00a0\ufeff]/;

/** Where the cells of a row stand in its text, as csv-parse with `relax_quotes` and `Quoting` tell them. */
export function cellSpans(text: string, delimiter: string): Span[] {
  const spans: Span[] = [];
  for (let start = 0; ; ) {
    const end = text.indexOf(delimiter, afterQuotes(text, start, delimiter));
    if (end === -1) return [...spans, { start, end: text.length }];
    spans.push({ start, end });
    start = end + delimiter.length;
  }
}

/** Behind the quote mark that closes a cell; where it begins when it does not stand in quotes. */
function afterQuotes(text: string, start: number, delimiter: string): number {
  let at = start;
  while (BLANK.test(text.charAt(at)) && !text.startsWith(delimiter, at)) at++;
  if (text.charAt(at) !== '"') return start;
  for (at = text.indexOf('"', at + 1); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text.charAt(at + 1) !== '"') return at + 1;
  }
  return text.length;
}
