import { ENGLISH } from '../../core/languages/english.ts';
import { LANGUAGES } from '../../core/languages/index.ts';
import type { Language } from '../../core/languages/language.ts';
import { plainName, plainNames } from './column-names.ts';

const IN_ENGLISH = new Set(headersOf(ENGLISH));

const OWN_HEADERS = new Map(
  LANGUAGES.map((language) => [
    language,
    new Set(headersOf(language).filter((header) => !IN_ENGLISH.has(header))),
  ]),
);

/** Whether a header is a word of that language, and not an English one as well. */
export function isOfLanguage(language: Language, header: string): boolean {
  return OWN_HEADERS.get(language)?.has(plainName(header)) ?? false;
}

function headersOf({ headers, names, preferredNames, users, titles }: Language): string[] {
  return [...Object.values(headers).flat(), ...names, ...preferredNames, ...users, ...titles].flatMap(
    plainNames,
  );
}
