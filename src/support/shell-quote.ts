/** A text as one word of a POSIX shell, on one line: what cannot be seen becomes a space. */
export function shellQuote(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return `'${visible.replaceAll("'", String.raw`'\''`)}'`;
}
