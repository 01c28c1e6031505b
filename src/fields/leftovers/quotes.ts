import { quoteMarksAround } from '../../support/quote-marks.ts';
import { arguable, damage, type Leftover, type Place } from './leftover.ts';

const UNCLOSED = /^[“„][^“”]*$/;
const DOUBLED = /(?<=\p{L})''(?=\p{L})/gu;
const LOST_LETTER = /\p{L}\?\p{Ll}/u;

/** Quotes that belong to a file or a query, and not to its text. */
export function findQuotes(text: string, place: Place): Leftover | undefined {
  if (quoteMarksAround(text)) {
    const inside = text.slice(1, -1).replaceAll('""', '"');
    return arguable(damage('stands in quotes', 'write the text without them', inside));
  }
  if (UNCLOSED.test(text)) {
    return arguable(
      damage(
        'begins with a quote mark that nothing closes',
        'delete it; only straight ones (") keep a text with a delimiter in one cell',
        text.slice(1),
      ),
    );
  }
  if (place === 'id' && text.startsWith("'")) {
    return arguable(damage('begins with an apostrophe', 'write it without', text.slice(1)));
  }
  if (place !== 'name') return undefined;
  const instead = text.replace(DOUBLED, "'");
  if (instead !== text) return arguable(damage('has a doubled apostrophe', 'write it once', instead));
  return LOST_LETTER.test(text)
    ? damage(
        'has a question mark in the place of a letter',
        'write it again, and save the file as "CSV UTF-8"',
      )
    : undefined;
}
