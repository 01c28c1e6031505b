import { z } from 'zod';
import { badCharacterInAddress, describeCharacter } from '../support/characters.ts';
import { addBadCell, type BadCell } from './bad-cell.ts';
import { tooLong } from './text-cell.ts';

export function address(): z.ZodType<string, string> {
  return z.string().superRefine((cell, context) => addBadCell(context, badAddress(cell)));
}

/** What is wrong with an e-mail address; undefined when nothing is. */
export function badAddress(cell: string): BadCell | undefined {
  if (cell.length <= MOST_BEFORE_AT && EVERYDAY.test(cell)) return undefined;
  const long = tooLong(cell, MOST_CHARACTERS);
  if (long) return { message: long };
  if (/@.*[\s;,|&/].*@/s.test(cell)) return { message: 'holds several addresses: write one' };
  const meant = withoutDecoration(cell);
  if (meant !== cell && isAddress(meant)) {
    return { message: describeSign(cell) ?? 'has more than an address in it', instead: meant };
  }
  const message = badCharacterInAddress(cell) ?? mixedLetters(cell) ?? notAnAddress(cell);
  return message === undefined ? undefined : { message };
}

const MOST_CHARACTERS = 128;
const MOST_BEFORE_AT = 64;

/** Of nearly all addresses no more need be asked, and a file may have a million. */
const EVERYDAY =
  /^[a-z\d][a-z\d_+-]*(?:\.[a-z\d_+-]+)*@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/i;

const ATOM = String.raw`[\p{L}\p{M}\p{Nd}!#$%&'*+/=?^_\x60{|}~-]+`;
const LOCAL = new RegExp(String.raw`^${ATOM}(?:\.${ATOM})*$`, 'u');
const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?`;
const DOMAIN = new RegExp(String.raw`^(?:${LABEL}\.)+(?:\p{L}[\p{L}\p{M}]{1,62}|xn--[a-z\d-]{1,59})$`, 'iu');

function isAddress(text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@');
  return local.length <= MOST_BEFORE_AT && LOCAL.test(local) && DOMAIN.test(domain) && more.length === 0;
}

function notAnAddress(cell: string): string | undefined {
  if (isAddress(cell)) return undefined;
  const why = DESCRIPTIONS.find(([pattern]) => pattern.test(cell));
  return `is no e-mail address${why ? `, ${why[1]}` : ''}: write one such as ann@example.com`;
}

const DESCRIPTIONS: readonly (readonly [RegExp, string])[] = [
  [/@.*@/, 'it has two @'],
  [/^@|@$/, 'it has nothing on one side of the @'],
  [/\.\./, 'it has two dots in a row'],
  [/^\.|\.@|@\.|\.$/, 'it has a dot with nothing beside it'],
  [/^[^@]{65,}@/, `it has more than ${MOST_BEFORE_AT} characters before the @`],
  [/@[^.]+$/, 'there is no dot after the @'],
];

/** What word processors, keyboards of Asia, PDF files and web pages make of the signs of an address. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201b\u02b9\u02bb-\u02bd\u00b4\u2032]|&(?:#0?39|#x27|apos|[lr]squo);/giu, "'"],
  [/[\u2010-\u2015\u2212]|&[nm]dash;/giu, '-'],
  [/&amp;/giu, '&'],
  [/\u3002/gu, '.'],
];
const FULL_WIDTH = /[\uff01-\uff5e\ufb00-\ufb06]/gu;

const BEFORE = /^(?:["'“”„‘’«»<([\s]|(?:mailto|smtp|sip|e-?mail):)+/i;
const AFTER = /["'“”‘’«»>)\]\s.,;:]*(?:(?:#mailto:|\?subject=).*)?$/i;

/** The address that a cell would be, had no program or person put signs round it or changed those in it. */
function withoutDecoration(cell: string): string {
  const [, inner = cell] = /<([^<>]+@[^<>]+)>[\s.,;]*$/.exec(cell) ?? [];
  const bare = inner.replace(BEFORE, '').replace(AFTER, '');
  const plain = SIGNS.reduce((text, [pattern, sign]) => text.replaceAll(pattern, sign), bare);
  return plain.replaceAll(FULL_WIDTH, (character) => character.normalize('NFKC'));
}

function describeSign(cell: string): string | undefined {
  const patterns = [...SIGNS.map(([pattern]) => pattern), FULL_WIDTH];
  const at = patterns.map((pattern) => cell.search(pattern)).find((found) => found !== -1);
  return at === undefined ? undefined : `has ${describeCharacter(cell, at)}, which no address has`;
}

const LATIN = /\p{Script=Latin}/u;
/** Alphabets with letters that look like Latin ones. */
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/** A letter of another alphabet within a word of Latin ones: nobody can see it, and nobody means it. */
function mixedLetters(cell: string): string | undefined {
  const at = cell.lastIndexOf('@');
  const words = at === -1 ? [cell] : [cell.slice(0, at), ...cell.slice(at + 1).split('.')];
  const mixed = words.find((word) => LATIN.test(word) && LOOKALIKE.test(word));
  if (mixed === undefined) return undefined;
  const letter = describeCharacter(cell, cell.indexOf(mixed) + mixed.search(LOOKALIKE));
  return `has ${letter}, which is no Latin letter and looks like one: type the address again`;
}
