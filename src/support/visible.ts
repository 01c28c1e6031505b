import { shapesNeighbours } from './unseen.ts';

/** What a terminal obeys, what turns the direction of writing, and what nobody sees; tabs and line feeds are left. */
const HIDDEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}\p{NChar}]/gu;
/** Most texts, of which nothing needs to be looked at. */
const PLAIN = /^[\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]*$/;

/**
 * The text with everything written out that is more or less than what is read, such as `<U+202E>`: escape sequences,
 * marks of direction, invisible characters. Joiners stay where a script or an emoji needs them.
 */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(HIDDEN, (character, at: number) =>
    shapesNeighbours(text, at) ? character : `<${codeOf(character.codePointAt(0) ?? 0)}>`,
  );
}

const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * The same on one line: every run of line breaks, tabs and other control characters becomes one space, so that nothing
 * from outside looks like a line of ours.
 */
export function oneLine(text: string): string {
  return PLAIN.test(text) && !/[\t\n]/.test(text) ? text : visible(text.replace(BREAKS, ' '));
}

/** Such as `U+202E`. */
export function codeOf(point: number): string {
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
