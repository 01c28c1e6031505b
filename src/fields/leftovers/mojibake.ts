import { CODE_PAGES, type CodePage } from './code-pages.ts';
import { arguable, damage, type Leftover } from './leftover.ts';

/** Letters that exports hold, and punctuation; other characters come of ordinary text by chance. */
const LIKELY =
  /^[\u00a0-\u017f\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u0370-\u06ff\u0900-\u097f\u0e00-\u0e7f\u1e00-\u1eff\u2010-\u203a\u20ac\u2122\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\ufeff\ufffd]$/;
/** What is left of it where the second half was a no-break space, which went with the white space. */
const HALF = /\p{Ll}[ÃÂ](?=$| )/u;
/** A letter with an accent in the encoding of another system: `MŸller`, `RenŽe`, `Stra§e`, `J”rg`, `M³ller` */
const OF_OTHER_SYSTEM = /\p{Ll}(?<!\bMa?c)[ŠŽ]\p{Ll}|\p{L}Ÿ\p{Ll}|\p{L}[¸ˆ‰§˜„‚”³÷▀]\p{Ll}/u;
/** U+FFFD in UTF-8 read as GBK. */
const LOST = '锟斤拷';
const MOST_ROUNDS = 4;

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** How a code page shows characters of UTF-8. */
type Reader = {
  readonly page: CodePage;
  /** Most texts have no such pair, and need no closer look. */
  readonly hint: RegExp;
  readonly sequence: RegExp;
  readonly sure: RegExp;
};

const READERS: readonly Reader[] = CODE_PAGES.map((page) => {
  const { bytes, sure, unsure = '' } = page;
  const tail = '[\\x80-\\xbf]';
  const among = (pattern: RegExp) =>
    [...bytes]
      .flatMap(([character, byte]) => (pattern.test(String.fromCharCode(byte)) ? [character] : []))
      .join('');
  return {
    page,
    hint: new RegExp(`[${among(new RegExp(`[${sure}${unsure}]`))}][${among(new RegExp(tail))}]`),
    sequence: new RegExp(
      `(?=[${sure}${unsure}])(?:[\\xc2-\\xdf]${tail}|[\\xe0-\\xef]${tail}{2}|[\\xf0-\\xf4]${tail}{3})`,
      'g',
    ),
    sure: new RegExp(`^[${sure}]`),
  };
});

/** Text in UTF-8 that a program took for another encoding, once or several times: `AndrÃ©e`. */
export function findMojibake(text: string): Leftover | undefined {
  const instead = repair(text);
  const advice = 'write it again, and save the file as "CSV UTF-8"';
  const found = damage('was read in a wrong encoding', advice, instead);
  if (instead !== undefined || HALF.test(text) || text.includes(LOST)) return found;
  return OF_OTHER_SYSTEM.test(text) ? arguable(found) : undefined;
}

/** The text that was there; undefined when it is as it was. */
export function repair(text: string): string | undefined {
  let repaired = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const better = READERS.map((reader) => decode(repaired, reader)).find((it) => it !== undefined);
    if (better === undefined) break;
    repaired = better;
  }
  return repaired === text ? undefined : repaired;
}

/** What one code page has made of one character. */
type Part = {
  readonly at: number;
  readonly length: number;
  readonly character: string;
  readonly sure: boolean;
};

/** Puts one character in the place of each that came apart into several. */
function decode(text: string, reader: Reader): string | undefined {
  if (!reader.hint.test(text)) return undefined;
  const characters = [...text];
  const parts = findParts(characters, reader);
  let end = 0;
  let decoded = '';
  let rest = '';
  for (const { at, length, character } of parts) {
    rest += characters.slice(end, at).join('');
    decoded += characters.slice(end, at).join('') + character;
    end = at + length;
  }
  rest += characters.slice(end).join('');
  const isSure =
    parts.some(({ sure }) => sure) ||
    parts.some(({ at }, index) => at === endOf(parts[index - 1])) ||
    (!reader.page.hasLetters && !/\p{L}/u.test(rest));
  return parts.length > 0 && isSure ? decoded + characters.slice(end).join('') : undefined;
}

function endOf(part: Part | undefined): number | undefined {
  return part && part.at + part.length;
}

function findParts(characters: readonly string[], { page, sequence, sure }: Reader): Part[] {
  // One unit for each character: its byte, or one that is no byte.
  const bytes = characters
    .map((character) =>
      character < '\x80' ? character : String.fromCharCode(page.bytes.get(character) ?? 0x100),
    )
    .join('');
  return [...bytes.matchAll(sequence)].flatMap(({ 0: units, index: at }) => {
    const { length } = units;
    const character = toCharacter(units);
    const isSure = sure.test(units);
    const isWord = (page.hasLetters || !isSure) && isInWord(characters, at, length);
    if (character === undefined || isWord || isClosed(characters, at, length)) return [];
    const goesOn = !page.hasLetters && isLetter(characters[at + length]);
    return [{ at, length, character, sure: isSure || goesOn }];
  });
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /\p{L}/u.test(character);
}

function toCharacter(sequence: string): string | undefined {
  try {
    const character = UTF_8.decode(Uint8Array.from(sequence, (unit) => unit.charCodeAt(0)));
    return LIKELY.test(character) || character > '\u{1f000}' ? character : undefined;
  } catch {
    return undefined;
  }
}

const CLOSING = /^[ÃÂÄÅ][’”“‘›»–—…™®©°ªº]$/;

/** A capital before a quote: `“AMANHÔ` */
function isClosed(characters: readonly string[], at: number, length: number): boolean {
  const sequence = characters.slice(at, at + length).join('');
  const before = characters[at - 1] ?? '';
  return CLOSING.test(sequence) && !/\p{Ll}/u.test(before) && !isLetter(characters[at + length]);
}

const WORD = /^(?:\p{Lu}+|\p{Lu}?\p{Ll}+)$/u;

/** Letters of a word that is written as words are: `Úštěk`, `MĂŞCAN` */
function isInWord(characters: readonly string[], at: number, length: number): boolean {
  return characters.slice(at, at + length).every(isLetter) && WORD.test(wordAround(characters, at));
}

function wordAround(characters: readonly string[], at: number): string {
  const start = characters.slice(0, at).findLastIndex((character) => !isLetter(character)) + 1;
  const end = characters.findIndex((character, index) => index > at && !isLetter(character));
  return characters.slice(start, end === -1 ? undefined : end).join('');
}
