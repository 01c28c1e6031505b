export type UnicodeEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The encoding that the first bytes of a text tell: by a byte order mark, or by the NULs of UTF-16 without one. */
export function unicodeEncoding(start: Uint8Array): UnicodeEncoding | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return utf16WithoutMark(start);
}

/** The text of a small file in any encoding of Unicode, without its byte order mark. */
export function decodeUnicode(bytes: Uint8Array): string {
  return new TextDecoder(unicodeEncoding(bytes) ?? 'utf-8').decode(bytes);
}

/** Such texts begin with ASCII mostly, so that every other byte of UTF-16 is NUL there. */
function utf16WithoutMark(start: Uint8Array): UnicodeEncoding | undefined {
  const length = Math.min(start.length, 128) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (start[i] === 0) even++;
    if (start[i + 1] === 0) odd++;
  }
  if (odd > length / 4 && odd > 4 * even) return 'utf-16le';
  if (even > length / 4 && even > 4 * odd) return 'utf-16be';
  return undefined;
}
