/** No text of Zoom's may hold these: control characters, halves of a pair, and the mark of lost characters. */
const NEVER = /[\p{Cc}\p{Cs}\ufffd]/u;
const NEVER_BUT_BREAKS = /(?![\t\n])[\p{Cc}\p{Cs}\ufffd]/u;
/** What cannot be seen, as somebody who reads an address cannot know that it is there. */
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{DI}\u2800\ufffd]/u;

/** What is wrong with a character of a text on one line; undefined when nothing is. */
export function badCharacter(text: string): string | undefined {
  return describe(text, NEVER);
}

/** The same where line breaks and tabs are allowed. */
export function badCharacterInLines(text: string): string | undefined {
  return describe(text, NEVER_BUT_BREAKS);
}

/** The same for an address or id, which may not even have a space in it. */
export function badCharacterInAddress(text: string): string | undefined {
  return describe(text, UNSEEN);
}

function describe(text: string, pattern: RegExp): string | undefined {
  const at = text.search(pattern);
  if (at === -1) return undefined;
  const point = text.codePointAt(at) ?? 0;
  const position = [...text.slice(0, at)].length + 1;
  return `has ${nameOf(point)} (${codeOf(point)}) at position ${position}: ${adviceFor(point)}`;
}

function nameOf(point: number): string {
  if (point === 0) return 'a NUL byte';
  if (point === 0x0a) return 'a line break';
  if (point === 0x09) return 'a tab';
  if (point === 0x20) return 'a space';
  if (point === 0xa0) return 'a no-break space';
  if (point === 0xfffd) return 'a character that was lost when the file was saved';
  return /\p{Cc}/u.test(String.fromCodePoint(point)) ? 'a control character' : 'an invisible character';
}

function adviceFor(point: number): string {
  return point === 0xfffd ? 'save the file again as "CSV UTF-8"' : 'delete it, or type the cell again';
}

/**
 * A text as a message may show it: in quotes, at most 60 characters of it, and with everything that cannot be
 * seen written out, since the message may go to a terminal.
 */
export function quote(text: string): string {
  const points = [...text.slice(0, 200)];
  const cut = points.length > 60 || text.length > 200;
  const shown = (cut ? points.slice(0, 60) : points).map((character) =>
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(character)
      ? `<${codeOf(character.codePointAt(0) ?? 0)}>`
      : character,
  );
  return `"${shown.join('')}${cut ? '…' : ''}"`;
}

/** @param at where it stands in the text */
export function describeCharacter(text: string, at: number): string {
  const point = text.codePointAt(at) ?? 0;
  return `${quote(String.fromCodePoint(point))} (${codeOf(point)}) at position ${[...text.slice(0, at)].length + 1}`;
}

function codeOf(point: number): string {
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
