import { quote } from '../../support/characters.ts';

/** What no header looks like, and many a password or host key does: in a file without a header it stands in the first row. */
const LOOKS_SECRET = /^(?:\d{6,10}|(?=\S*\p{L})(?=\S*\d)(?=\S*[!$*+?=<>^~|@])\S{8,31})$/u;

export function looksSecret(header: string): boolean {
  return LOOKS_SECRET.test(header);
}

/** A header that is not known, as a message names it. */
export function showHeader({ header, index }: { readonly header: string; readonly index: number }): string {
  return looksSecret(header) ? `in column ${index + 1} (not shown: it may be a password)` : quote(header);
}
