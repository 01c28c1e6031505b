export type Near = { readonly word: string; readonly edits: number };

/** The candidate that needs the fewest letters inserted, deleted or replaced, the first of several; case counts. */
export function nearest(word: string, candidates: Iterable<string>): Near | undefined {
  let best: Near | undefined;
  for (const candidate of candidates) {
    const edits = countEdits(word, candidate);
    if (!best || edits < best.edits) best = { word: candidate, edits };
  }
  return best;
}

/** Whether a typing error explains the difference: one letter in three, and none in a word as short as `sn`. */
export function isClose(word: string, near: Near): boolean {
  return near.edits <= Math.floor(Math.min(word.length, near.word.length) / 3);
}

/** Levenshtein's distance with two swapped letters as one edit. Long words are cut: nobody mistypes those. */
function countEdits(left: string, right: string): number {
  const a = left.slice(0, 64);
  const b = right.slice(0, 64);
  const table: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const edits = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    table.push(row);
    for (let j = 1; j <= b.length; j++) {
      const replaced = edits(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? edits(i - 2, j - 2) + 1 : Infinity;
      row.push(
        Math.min(replaced, edits(i - 1, j) + 1, edits(i, j - 1) + 1, j > 1 && i > 1 ? swapped : Infinity),
      );
    }
  }
  return edits(a.length, b.length);
}
