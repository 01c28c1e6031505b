import { arguable, damage, type Leftover, type Place } from './leftover.ts';

/** `="00123"`, which keeps a spreadsheet from taking a text for a number. */
const AROUND_TEXT = /^=\s*(?:T\()?"((?:[^"]|"")*)"\)?$/s;
const CELL = String.raw`\$?[A-Z]{1,3}\$?\d{1,7}`;
const FORMULAS = [
  // A function, in any language: =TEXT(…), {=SUMME(…)}, @SUM(…)
  /^\{?=\s*[+-]?@?[\p{L}_][\p{L}\d._]*\(/u,
  /^[+\-@]@?\p{Lu}[\p{Lu}\d._]+\(/u,
  // Cells, alone, in another sheet or reckoned with
  new RegExp(`^=\\s*[+-]?${CELL}(?:$|[ &+*/^<>=,:-])`),
  new RegExp(`^[=+-](?:'[^']+'|\\w+)!${CELL}`),
  new RegExp(`^[+-]${CELL}(?:[+*/^:]${CELL})+$`),
  /^=.*(?:"\s*&|&\s*")/s,
  /^=[\d.,+\-*/^()% ]+$/,
  /^[+-][\d.,]+(?:[+*^][\d.,]+)+$/,
  // Another program: =cmd|'/C calc'!A0
  /^[=+\-@]\w+\|.*!\w/,
];

/** What a spreadsheet would compute. Nothing is computed here. */
export function findFormula(text: string, place: Place): Leftover | undefined {
  if (!/^[=+\-@{]/.test(text)) return undefined;
  const [, inside] = AROUND_TEXT.exec(text) ?? [];
  if (inside !== undefined) {
    return damage('is a formula around a text', 'write the text alone', inside.replaceAll('""', '"'));
  }
  if (place !== 'address' && FORMULAS.some((formula) => formula.test(text))) {
    return damage('is a formula', 'write what it comes to');
  }
  if (!text.startsWith('=')) return undefined;
  const instead = text.replace(/^=\s*/, '');
  return arguable(damage('begins like a formula', 'write it without the equals sign', instead));
}
