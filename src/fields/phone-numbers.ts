import { createRequire } from 'node:module';
import type * as Library from 'libphonenumber-js/core';
import type { CountryCode, MetadataJson } from 'libphonenumber-js/core';

export type PhoneCountry = CountryCode;

/** As Zoom wants it: the country's calling code with its plus sign, and the digits after it. */
export type PhoneNumber = { readonly code: string; readonly number: string };

export type WrongNumber = 'unknownCode' | 'tooShort' | 'tooLong' | 'wrongLength' | 'noNumber';

const WRONG: Readonly<Record<string, WrongNumber>> = {
  INVALID_COUNTRY: 'unknownCode',
  TOO_SHORT: 'tooShort',
  TOO_LONG: 'tooLong',
  INVALID_LENGTH: 'wrongLength',
};

/**
 * Reads digits, with + and the calling code before them or in a country of their own. Whether somebody has the number
 * does not matter, since the reserved ones of documentation and tests are as good as others.
 */
export function readPhoneNumber(text: string, country?: PhoneCountry): PhoneNumber | WrongNumber {
  const { parsePhoneNumberFromString, validatePhoneNumberLength, metadata } = library();
  const options = { extract: false, ...(country && { defaultCountry: country }) };
  const parsed = parsePhoneNumberFromString(text, options, metadata);
  const found = parsed && { code: `+${parsed.countryCallingCode}`, number: String(parsed.nationalNumber) };
  if (found && isLocal(found)) return found;
  const wrong = validatePhoneNumberLength(text, options, metadata);
  if (wrong || !found) return WRONG[wrong ?? ''] ?? 'noNumber';
  return found;
}

/** A number of North America without its area code, as Zoom's own documentation has one. */
export function isLocal({ code, number }: PhoneNumber): boolean {
  return code === '+1' && number.length === 7;
}

export function isPhoneCountry(text: string): text is PhoneCountry {
  const { isSupportedCountry, metadata } = library();
  return isSupportedCountry(text as PhoneCountry, metadata);
}

type Loaded = typeof Library & { readonly metadata: MetadataJson };

const require = createRequire(import.meta.url);
let loaded: Loaded | undefined;

/** Loaded when the first number is read, since most commands and many files have none, and it takes some 40 ms. */
function library(): Loaded {
  loaded ??= {
    ...(require('libphonenumber-js/core') as typeof Library),
    metadata: require('libphonenumber-js/min/metadata') as MetadataJson,
  };
  return loaded;
}
