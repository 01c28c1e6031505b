import { z } from 'zod';
import { quote } from '../support/characters.ts';
import type { PhoneLabel } from './nested-fields.ts';
import { type PhoneCountry, type PhoneNumber, readPhoneNumber, type WrongNumber } from './phone-numbers.ts';

type Phone = PhoneNumber & { readonly label: PhoneLabel };

const LIKE = 'like +49 30 1234567';

/**
 * A phone number as people write it, `+49 30 1234-567`: code and number apart, the number in digits only.
 * @param country of numbers that name none
 */
export function phoneCell(label: PhoneLabel, country?: PhoneCountry): z.ZodType<Phone, string> {
  return z.string().transform((cell, context) => {
    const found = readNumber(cell, country);
    if (typeof found !== 'string') return { label, ...found };
    context.addIssue({ code: 'custom', message: found });
    return z.NEVER;
  });
}

/** The number, or what is wrong with the cell. */
function readNumber(cell: string, country: PhoneCountry | undefined): PhoneNumber | string {
  if (cell.length > MOST_CHARACTERS) return `is too long for a phone number: write one ${LIKE}`;
  // Full-width digits and no-break spaces are digits and spaces, and Japanese keyboards have a long dash.
  const text = cell
    .normalize('NFKC')
    .replace(/^tel:\s*/i, '')
    .replaceAll(/(?<=\d)ー(?=\d)/g, '-');
  for (const describe of DESCRIPTIONS) {
    const problem = describe(text);
    if (problem) return problem;
  }
  const digits = text.replaceAll(/[^+\d]/g, '').replace(/^00(?=[1-9])/, '+');
  const international = digits.startsWith('+');
  if (!international && country === undefined) return NO_CODE;
  const found = readPhoneNumber(digits, international ? undefined : country);
  if (typeof found === 'string') return WRONG[found];
  return /[1-9]/.test(found.number) ? found : WRONG.noNumber;
}

const MOST_CHARACTERS = 100;

const NO_CODE =
  'it must begin with + and the country code, such as +49 30 1234567, unless --default-country says which country is meant';

const WRONG = {
  unknownCode: `begins with a country code that there is not: write the number ${LIKE}`,
  tooShort: 'is too short for its country: write all digits of the number',
  tooLong: 'is too long for its country: write one number, without an extension',
  wrongLength: 'has a number of digits that no number of its country has: write all digits of the number',
  noNumber: `is no phone number: write one ${LIKE}, or leave the cell empty`,
} satisfies Record<WrongNumber, string>;

/** What a cell may be instead of a number, the surest first; each says what is wrong, or nothing. */
const DESCRIPTIONS: readonly ((text: string) => string | undefined)[] = [
  (text) => (/\d/.test(text) ? undefined : WRONG.noNumber),
  (text) =>
    /^['’‘`]/.test(text)
      ? 'begins with an apostrophe, as a spreadsheet marks text: delete the apostrophe'
      : undefined,
  (text) =>
    /^[+-]?[\d.,]+E\+?\d+$/i.test(text)
      ? 'was rounded by a spreadsheet: format the column as text and write every digit'
      : undefined,
  (text) => (SEVERAL.some((pattern) => pattern.test(text)) ? WRITE_ONE : undefined),
  (text) => {
    const tail = EXTENSION.exec(text)?.[1];
    return (
      tail && `ends in an extension, and Zoom takes none: write the number without ${quote(tail.trim())}`
    );
  },
  (text) =>
    countDigits(text) < 7 && /\d[-. ]*[A-Z]/i.test(text)
      ? 'has letters in the place of digits: write the digits'
      : undefined,
  (text) => {
    const [words] = BESIDE.exec(text) ?? [];
    return words && `has ${quote(words.trim())} beside the number: write the number alone`;
  },
  (text) => {
    const [other] = OTHER.exec(text) ?? [];
    return other && `has ${quote(other)} in it: write only +, digits, spaces, hyphens and parentheses`;
  },
  (text) =>
    /\d.*\+|\+.*\+/.test(text) ? `has a + that is not at its beginning: write the number ${LIKE}` : undefined,
];

const WRITE_ONE =
  'holds several numbers: write one here, and another in a column of its own, such as phone_home';

const SEVERAL = [
  /(?:\d\D*){6}\+[\s(]*\d/,
  /(?:\d[\s().-]*){5}(?:[,;|&\n]|\b(?:or|and|oder|und|ou|et|o|y|e|of|en)\b)[\s(]*\d(?:[\s().-]*\d){4}/i,
  /(?:\d[\s().-]*){7}\/[\s(]*0\d/,
  // 1234567/68, two lines of one switchboard.
  /(?:\d[\s().-]*){6}\/\s*\d{1,2}$/,
];

/** Letters or signs after a number, and digits after them: `x123`, `ext. 12`, `;ext=12`, `(Durchwahl 12)`, `#12`. */
const EXTENSION =
  /(?:\d[\s()./-]*?){5}\s*((?:[;,#*([]\s*)*(?:\p{L}[\p{L}\s.]*|[;,#*]+)[\s.:=#-]*\d{1,7}[\])#]*)$/u;

/** Words before or after a number, with the brackets around them. */
const BESIDE = /[([{]?\s*\p{L}[\p{L}\p{M}\s.:/-]*[)\]}]?/u;

const OTHER = /[^\d+\s()./[\]·\u2010-\u2015\u2212-]/u;

function countDigits(text: string): number {
  return text.replaceAll(/\D/g, '').length;
}
