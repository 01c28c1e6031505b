import { z } from 'zod';
import { quote } from '../support/characters.ts';
import { addBadCell, type BadCell } from './bad-cell.ts';
import type { PhoneLabel } from './nested-fields.ts';
import { type PhoneCountry, type PhoneNumber, readPhoneNumber, type WrongNumber } from './phone-numbers.ts';

type Phone = PhoneNumber & { readonly label: PhoneLabel };

/**
 * A phone number as people write it, `+49 30 1234-567`: code and number apart, the number in digits only.
 * @param country of numbers that name none
 */
export function phoneCell(label: PhoneLabel, country?: PhoneCountry): z.ZodType<Phone, string> {
  return z.string().transform((cell, context) => {
    const found = readCell(cell, country);
    if ('code' in found) return { label, ...found };
    addBadCell(context, found);
    return z.NEVER;
  });
}

function readCell(cell: string, country: PhoneCountry | undefined): PhoneNumber | BadCell {
  if (cell.length > MOST_CHARACTERS) return { message: `is too long for a phone number: ${WRITE}` };
  // Full-width digits and no-break spaces are digits and spaces, and Japanese keyboards have a long dash.
  const text = cell
    .normalize('NFKC')
    .replace(/^tel:\s*/i, '')
    .replaceAll(/(?<=\d)ー(?=\d)/g, '-');
  const damage = DAMAGES.find(({ pattern }) => pattern.test(text));
  if (damage) return { message: `${damage.is}: ${damage.write}` };
  const addition = ADDITIONS.find(({ pattern }) => text.search(pattern) !== -1);
  if (addition) return withoutAddition(addition, text, country);
  const [other] = OTHER.exec(text) ?? [];
  if (other) {
    return { message: `has ${quote(other)} in it: write only +, digits, spaces, hyphens and parentheses` };
  }
  return readDigits(text.replaceAll(/[^+\d]/g, '').replace(/^00(?=[1-9])/, '+'), country);
}

/** The number alone is what to write, where it is one. */
function withoutAddition(
  { pattern, is }: Addition,
  text: string,
  country: PhoneCountry | undefined,
): BadCell {
  const instead = text.replaceAll(pattern, '').trim();
  const message = `${is}, and Zoom takes none`;
  return 'code' in readCell(instead, country)
    ? { message, instead }
    : { message: `${message}: write the number alone, like +49 30 1234567` };
}

function readDigits(digits: string, country: PhoneCountry | undefined): PhoneNumber | BadCell {
  const international = digits.startsWith('+');
  if (!international && country === undefined) return { message: NO_CODE };
  const found = readPhoneNumber(digits, international ? undefined : country);
  if (typeof found === 'string') return { message: WRONG[found] };
  return /[1-9]/.test(found.number) ? found : { message: WRONG.noNumber };
}

const MOST_CHARACTERS = 100;

const WRITE = 'write one number, like +49 30 1234567';

const NO_CODE =
  'it must begin with + and the country code, such as +49 30 1234567, unless --default-country says which country is meant';

const WRONG = {
  unknownCode: `begins with a country code that there is not: ${WRITE}`,
  tooShort: 'is too short for its country: write all digits of the number',
  tooLong: 'is too long for its country: write one number, without an extension',
  wrongLength: 'has a number of digits that no number of its country has: write all digits of the number',
  noNumber: `is no phone number: ${WRITE}, or leave the cell empty`,
} satisfies Record<WrongNumber, string>;

const SEVERAL = {
  is: 'holds several numbers',
  write: 'write one here, and another in a column of its own, such as phone_home',
};

/** What makes a cell unusable as a number, the surest first. */
const DAMAGES: readonly { readonly pattern: RegExp; readonly is: string; readonly write: string }[] = [
  { pattern: /^\P{Nd}*$/u, is: 'is no phone number', write: `${WRITE}, or leave the cell empty` },
  {
    pattern: /^[+-]?[\d.,]+E\+?\d+$/i,
    is: 'was rounded by a spreadsheet',
    write: 'format the column as text and write every digit',
  },
  {
    pattern: /^\+?\d{6,}[.,]0+$/,
    is: 'was made a decimal by a program',
    write: 'write the digits alone, with + and the country code before them',
  },
  {
    pattern: /^(?:\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}([./-])\d{1,2}\2\d{1,2})$/,
    is: 'is a date',
    write: WRITE,
  },
  { pattern: /(?:(?:\d\D*){6}|\d\s*[/;,|&]\s*)\+[\s(]*\d/, ...SEVERAL },
  {
    pattern:
      /(?:\d[\s().-]*){5}(?:[,;|&\n]|\b(?:or|and|oder|und|ou|et|o|y|e|of|en)\b)[\s(]*\d(?:[\s().-]*\d){4}/i,
    ...SEVERAL,
  },
  { pattern: /(?:\d[\s().-]*){7}\/[\s(]*0\d/, ...SEVERAL },
  // 1234567/68, two lines of one switchboard.
  { pattern: /(?:\d[\s().-]*){6}\/\s*\d{1,2}$/, ...SEVERAL },
  { pattern: /\d.*\+|\+.*\+/, is: 'has a + that is not at its beginning', write: WRITE },
  {
    pattern: /^(?:\D*\d){1,6}[-. ]*[A-Z][A-Z\d. -]*$/i,
    is: 'has letters in the place of digits',
    write: 'write the digits',
  },
];

type Addition = { readonly pattern: RegExp; readonly is: string };

const ADDITIONS: readonly Addition[] = [
  { pattern: /^['’‘`]+/g, is: 'begins with an apostrophe, as a spreadsheet marks text' },
  // x123, ext. 12, ;ext=12, (Durchwahl 12), #12
  {
    pattern:
      /(?<=(?:\d[\s()./-]*?){5})\s*(?:[;,#*([]\s*)*(?:\p{L}[\p{L}\s.]*|[;,#*]+)[\s.:=#-]*\d{1,7}[\])#]*$/gu,
    is: 'ends in an extension',
  },
  // (Büro), mobile:
  { pattern: /[([{]?\s*\p{L}[\p{L}\p{M}\s.:/-]*[)\]}]?/gu, is: 'has words beside the number' },
];

const OTHER = /[^\d+\s()./[\]·\u2010-\u2015\u2212-]/u;
