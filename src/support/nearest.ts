import damerauLevenshtein from 'damerau-levenshtein';

export type Near = { readonly word: string; readonly edits: number };

/** The candidate that needs the fewest letters inserted, deleted, replaced or swapped, the first of several; case counts. */
export function nearest(word: string, candidates: Iterable<string>): Near | undefined {
  let best: Near | undefined;
  for (const candidate of candidates) {
    const edits = damerauLevenshtein(shortened(word), shortened(candidate)).steps;
    if (!best || edits < best.edits) best = { word: candidate, edits };
  }
  return best;
}

/** Whether a typing error explains the difference: one letter in four, and none in words as short as `fax` and `tax`. */
export function isClose(word: string, near: Near): boolean {
  return near.edits <= Math.floor(Math.max(word.length, near.word.length) / 4);
}

/** Nobody mistypes what is longer, and the time grows with the square. */
function shortened(word: string): string {
  return word.slice(0, 64);
}
