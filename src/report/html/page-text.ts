import { oneLine } from '../../support/visible.ts';

/** Of a cell that is longer the beginning is enough to know it by; results.csv has all of it. */
const MOST_CHARACTERS = 500;

/** A text of a row or of whoever made it, as the page shows it: on one line, nothing invisible, and not without end. */
export function pageText(text: string): string {
  const shown = oneLine(text.length > MOST_CHARACTERS * 2 ? text.slice(0, MOST_CHARACTERS * 2) : text);
  if (shown.length <= MOST_CHARACTERS && text.length <= MOST_CHARACTERS * 2) return shown;
  return `${shown.slice(0, MOST_CHARACTERS).toWellFormed()}…`;
}
