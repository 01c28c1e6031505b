import { findUnseen, nameOfUnseen } from './unseen.ts';
import { codeOf, visible } from './visible.ts';

/** No text of Zoom's may hold these: control characters, halves of a pair, and the mark of lost characters. */
const NEVER = /[\p{Cc}\p{Cs}\ufffd]/u;
const NEVER_BUT_BREAKS = /(?![\t\n])[\p{Cc}\p{Cs}\ufffd]/u;
/** What cannot be seen, as somebody who reads an address cannot know that it is there. */
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{DI}\u2800\ufffd]/u;
/** Most texts, of which nothing needs to be looked at. */
const PLAIN = /^[ -~\u00c0-\u024f]*$/;

/** What is wrong with a character of a text on one line; undefined when nothing is. */
export function badCharacter(text: string): string | undefined {
  return PLAIN.test(text) ? undefined : describe(text, firstOf(text.search(NEVER), findUnseen(text)));
}

/** The same where line breaks and tabs are allowed. */
export function badCharacterInLines(text: string): string | undefined {
  return PLAIN.test(text)
    ? undefined
    : describe(text, firstOf(text.search(NEVER_BUT_BREAKS), findUnseen(text)));
}

/** The same for an address or id, which may not even have a space in it. */
export function badCharacterInAddress(text: string): string | undefined {
  return describe(text, text.search(UNSEEN));
}

/** The same for a secret, in which what cannot be seen may be meant. */
export function badCharacterInSecret(text: string): string | undefined {
  return describe(text, text.search(NEVER));
}

function firstOf(one: number, other: number): number {
  return one === -1 || other === -1 ? Math.max(one, other) : Math.min(one, other);
}

function describe(text: string, at: number): string | undefined {
  return at === -1 ? undefined : `${describeUnseen(text, at)}: ${adviceFor(text.codePointAt(at) ?? 0)}`;
}

/** Such as `has a tab (U+0009) at position 3`, of the character at an index. */
export function describeUnseen(text: string, at: number): string {
  const point = text.codePointAt(at) ?? 0;
  const position = [...text.slice(0, at)].length + 1;
  const known = KNOWN[point];
  const found =
    known ?? (/\p{Cc}/u.test(String.fromCodePoint(point)) ? 'a control character' : 'an invisible character');
  const name = known ? undefined : nameOfUnseen(point);
  return `has ${found} (${codeOf(point)}) at position ${position}${name ? `, ${name}` : ''}`;
}

const KNOWN: Readonly<Record<number, string>> = {
  0: 'a NUL byte',
  9: 'a tab',
  10: 'a line break',
  32: 'a space',
  160: 'a no-break space',
  65533: 'a character that was lost when the file was saved',
};

function adviceFor(point: number): string {
  return point === 0xfffd ? 'save the file again as "CSV UTF-8"' : 'delete it, or type the cell again';
}

/** A text as a message may show it: in quotes, on one line, at most 60 characters of it, and with everything to be seen. */
export function quote(text: string): string {
  const points = [...text.slice(0, 200)];
  const cut = points.length > 60 || text.length > 200;
  const shown = visible(cut ? points.slice(0, 60).join('') : text);
  return `"${shown.replaceAll(/[\t\n]/g, (character) => `<${codeOf(character.charCodeAt(0))}>`)}${cut ? '…' : ''}"`;
}

/** @param at where it stands in the text */
export function describeCharacter(text: string, at: number): string {
  const point = text.codePointAt(at) ?? 0;
  return `${quote(String.fromCodePoint(point))} (${codeOf(point)}) at position ${[...text.slice(0, at)].length + 1}`;
}
