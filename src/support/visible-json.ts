/** What JSON may hold as it is, and a terminal or a reader must not get so. */
const HIDDEN = /[\u007f-\u009f\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}\p{NChar}]/gu;
const PLAIN = /^[\n -~]*$/;

/** The same JSON, in which all that nobody sees, or that a terminal obeys, is written as `\u202e`; it reads as it did. */
export function visibleJson(json: string): string {
  return PLAIN.test(json) ? json : json.replace(HIDDEN, escaped);
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}
