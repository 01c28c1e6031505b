import { arguable, damage, type Leftover, odd, type Place } from './leftover.ts';

/** `1.23457E+11`, `1,23E-5`, `1e+21`: no code has both digits behind a point and an exponent, or a plus sign in it. */
const ROUNDED = /^[+-]?\d+(?:[.,]\d+E[+-]?\d+|E\+\d+)$/i;
/** `1E-05` */
const SMALL = /^\d+E-\d{2,}$/i;
/** `4711.0`, what programs write of a whole number in a column that has empty cells. */
const WHOLE = /^(\d+)[.,]0$/;
/** Spreadsheets keep 15 digits. */
const CUT = /^[1-9]\d{14}0+$/;

/** Numbers that a program has rounded, or written as it keeps them. */
export function findNumber(text: string, place: Place): Leftover | undefined {
  if (!/^[+-]?\d/.test(text)) return undefined;
  if (ROUNDED.test(text)) return ROUNDED_BY_SPREADSHEET;
  if (SMALL.test(text)) return arguable(ROUNDED_BY_SPREADSHEET);
  const [, whole] = WHOLE.exec(text) ?? [];
  if (whole !== undefined && (place !== 'custom' || whole.length > 2)) {
    return arguable(damage('has decimals that a program added', 'write the number without them', whole));
  }
  if (!CUT.test(text) || place === 'choice') return undefined;
  // A number of 16 digits ends in 0 often enough.
  return text.length === 16
    ? odd('may have been rounded by a spreadsheet, which keeps 15 digits: look at the last')
    : arguable(ROUNDED_BY_SPREADSHEET);
}

const ROUNDED_BY_SPREADSHEET = damage(
  'was rounded by a spreadsheet',
  'format the column as text and write every digit',
);
