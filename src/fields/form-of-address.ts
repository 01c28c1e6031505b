import { LANGUAGES } from '../core/languages/index.ts';
import { fold, foldings } from '../support/fold.ts';

const FORMS_OF_ADDRESS = new Set(LANGUAGES.flatMap(({ formsOfAddress }) => formsOfAddress.flatMap(foldings)));

/** `Mrs`, `Herr Dr.` or `Prof. Dr.-Ing.`, and nothing beside. */
export function isFormOfAddress(text: string): boolean {
  const words = fold(text).match(/\p{L}+\.?/gu) ?? [];
  return (
    words.length > 0 &&
    words.every((word) => FORMS_OF_ADDRESS.has(word) || FORMS_OF_ADDRESS.has(word.replace('.', '')))
  );
}
