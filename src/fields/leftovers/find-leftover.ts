import { unescapeFormula } from '../../support/formula-escape.ts';
import { findDate } from './dates.ts';
import { findEscape } from './escapes.ts';
import { findFormula } from './formulas.ts';
import type { Leftover, Place, Rule } from './leftover.ts';
import { findMask } from './masks.ts';
import { findMojibake } from './mojibake.ts';
import { findNothing, findYesOrNo } from './nothing.ts';
import { findNumber } from './numbers.ts';
import { findObject } from './objects.ts';
import { findOddSpace } from './odd-spaces.ts';
import { findPlaceholder } from './placeholders.ts';
import { findQuotes } from './quotes.ts';
import { findSpreadsheetError } from './spreadsheet-errors.ts';

/** In the order in which one explains a cell better than the other. */
const RULES: readonly Rule[] = [
  { find: findSpreadsheetError, plain: true },
  { find: findMask, plain: true },
  { find: findNothing, plain: true },
  { find: findYesOrNo, plain: true, except: ['name', 'prose', 'custom', 'id', 'address', 'choice'] },
  { find: findEscape },
  { find: findFormula },
  { find: findNumber, plain: true, except: ['prose'] },
  { find: findDate, plain: true, except: ['prose'] },
  { find: findObject },
  { find: findPlaceholder },
  { find: findMojibake },
  // A motto stands in quotes.
  { find: findQuotes, except: ['address', 'prose'] },
  { find: findOddSpace },
];

const PLACES = ['name', 'text', 'prose', 'code', 'custom', 'id', 'address', 'choice'] as const;
const BY_PLACE = new Map<Place, readonly Rule[]>(
  PLACES.map((place) => [place, RULES.filter(({ except }) => !except?.includes(place))]),
);
const OF_PLAIN_TEXT = new Map(
  [...BY_PLACE].map(([place, rules]) => [place, rules.filter(({ plain }) => plain)]),
);

/** Words and digits without a sign that means something to a program, and one accent at a time: most cells. */
const PLAIN_TEXT =
  /^[A-Za-z\d](?:[A-Za-z\d ,/-]|[\u00c0\u00c1\u00c4-\u00d6\u00d8-\u00f6\u00f8-\u015f\u0161-\u0177\u0179-\u017c\u017e-\u024f](?![^\0-\x7f])|'(?=[A-Za-z])|\.(?![A-Za-z]))*$/;
/** Most addresses and ids, of which nothing needs to be looked at. */
const PLAIN: Partial<Record<Place, RegExp>> = {
  address: /^[a-wyz\d][\w.+-]*@[\w.-]+$/i,
  id: /^[\w-]{20,24}$/,
};
/** Nobody's leftovers are longer, and no field takes more. */
const LONGEST = 4096;

/** What a spreadsheet, a database or an export left behind in a cell or did to it; undefined for a value. */
export function findLeftover(text: string, place: Place): Leftover | undefined {
  if (text.length > LONGEST || PLAIN[place]?.test(text)) return undefined;
  for (const { find } of (PLAIN_TEXT.test(text) ? OF_PLAIN_TEXT : BY_PLACE).get(place) ?? []) {
    const found = find(text, place);
    if (found) return found;
  }
  return undefined;
}

const NUMBER_AS_TEXT = /^\d[\d .,:/()E+-]*$/i;

/**
 * The text without the apostrophe by which a spreadsheet, or whoever writes the file, says that it is meant as it
 * stands; undefined where the apostrophe is none of these, as in 's-Gravenhage.
 */
export function withoutApostrophe(text: string, place: Place): string | undefined {
  if (!text.startsWith("'")) return undefined;
  const formula = unescapeFormula(text);
  if (formula !== undefined || place === 'id' || place === 'address') return formula;
  const rest = text.slice(1);
  if (place === 'choice' || NUMBER_AS_TEXT.test(rest) || (place === 'code' && /^\d/.test(rest))) return rest;
  const found = findLeftover(rest, place);
  if (!found) return undefined;
  return isArguable(found) || !findLeftover(text, place) ? rest : undefined;
}

/** Whether an apostrophe before a text is enough to say that it is meant. */
export function isArguable(found: Leftover): boolean {
  return found.kind === 'odd' || found.arguable === true;
}
