/** Which marks close a text that begins with a quote mark. */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`´'],
  ['´', '´'],
  ['“', '”'],
  ['”', '”'],
  ['„', '“”'],
  ['‘', '’'],
  ['’', '’'],
  ['‚', '‘’'],
  ['″', '″'],
  ['＂', '＂'],
]);

/** The quote marks in which a text stands as a whole, such as `“ ”`; undefined when it does not. */
export function quoteMarksAround(text: string): string | undefined {
  const first = text.charAt(0);
  const closing = CLOSING.get(first);
  if (closing === undefined || text.length < 3) return undefined;
  const last = text.charAt(text.length - 1);
  if (!closing.includes(last)) return undefined;
  // Where one text in quotes ends and another begins, none of them is the whole.
  const inside = text.slice(1, -1).replaceAll('""', '');
  if (/["'`´“”„‘’‚″＂]\s|\s["'`´“”„‘’‚″＂]/.test(inside)) return undefined;
  return first === last ? first : `${first} ${last}`;
}
