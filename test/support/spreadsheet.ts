/** What a spreadsheet runs, with all that it may drop before it. */
export const FORMULA = /^[\s\p{Cc}\p{Cf}\p{DI}]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u;

/**
 * The cells of a file as Excel splits it when its list separator is this one: quotes count where they begin a cell, what
 * stands behind the closing one belongs to the cell, and a line break outside of quotes ends the line.
 */
export function asExcelSplits(text: string, delimiter: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  const take = (): string => text[at++] ?? '';
  const quoted = (): string => {
    let cell = '';
    while (at < text.length) {
      const character = take();
      if (character !== '"') cell += character;
      else if (text[at] === '"') cell += take();
      else break;
    }
    return cell;
  };
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      take();
      cell = quoted();
    }
    while (at < text.length && text[at] !== delimiter && !'\r\n'.includes(text[at] ?? '')) cell += take();
    rows.at(-1)?.push(cell);
    if (take() !== delimiter) rows.push([]);
  }
  return rows;
}
