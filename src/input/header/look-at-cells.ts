import { FIELDS } from '../../fields/fields.ts';
import { fold } from '../../support/fold.ts';

/** A cell that is not empty, of one of the first rows. */
export type Cell = { readonly text: string; readonly line: number };

/** Shares of the cells beyond which the others may be mistakes. */
export const ALMOST_ALL = 0.8;
export const ALMOST_NONE = 0.2;

/** Whether almost all cells are like that; never of no cells. */
export function mostly(cells: readonly Cell[], is: (text: string) => boolean): boolean {
  return share(cells, is) >= ALMOST_ALL;
}

/** How many of the cells are like that, from 0 to 1. */
export function share(cells: readonly Cell[], is: (text: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(({ text }) => is(text)).length / cells.length;
}

export function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** Zoom's ids are 16 bytes in base64url. A spreadsheet may have put an apostrophe before the hyphen of one. */
export function isZoomId(text: string): boolean {
  return /^'?(?=.*[a-z])(?=.*[A-Z])[\w&-]{22}$/.test(text);
}

export function isNumber(text: string): boolean {
  return /^[\d.,\s-]*\d[\d.,\s-]*$/.test(text);
}

export function isGuid(text: string): boolean {
  return /^\{?[\da-f]{8}(?:-?[\da-f]{4}){3}-?[\da-f]{12}\}?$/i.test(text);
}

/** As LDAP names an entry. */
export function isDistinguishedName(text: string): boolean {
  return /^(?:CN|OU|UID)=[^=]+,/i.test(text);
}

export function isUserType(text: string): boolean {
  return FIELDS.type.cell.safeParse(text).success;
}

/** The number of somebody made up, as in `Ann12` and `Test User 3`. */
const NUMBER_OF_NAME = /(?<=\p{Lu}\p{Ll}+)\s?\d+(?!\S)/gu;

/** Letters, without what only logins and numbers have. */
export function isName(text: string): boolean {
  return /\p{L}/u.test(text) && !/[\d@_/\\=|]/.test(text.replace(NUMBER_OF_NAME, ''));
}

/** Chinese, Japanese and Korean names have no space between first and last name. */
const WITHOUT_SPACES = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー・]{3,}$/u;

/** Several names, of which one may be the last. */
export function isSeveralNames(text: string): boolean {
  return isName(text) && (/\p{L}\d*\.?,?\s+\p{L}/u.test(text) || WITHOUT_SPACES.test(text));
}

/** Whether a name is a part of a longer one. */
export function holdsName(text: string, part: string): boolean {
  const [all, some] = [text, part].map((name) => (fold(name).match(/\p{L}+/gu) ?? []).join(' '));
  if (!all || !some) return false;
  return ` ${all} `.includes(` ${some} `) || (WITHOUT_SPACES.test(text) && all.includes(some));
}
