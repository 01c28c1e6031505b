import { fold } from '../../support/fold.ts';
import { isClose, nearest } from '../../support/nearest.ts';
import { KNOWN_HEADERS } from './column-names.ts';

type Known = { readonly column: string; readonly words: readonly string[] };

let known: readonly Known[] | undefined;

/** The column whose name, or whose other name, somebody has mistyped; undefined when nothing is as close as that. */
export function mistyped(header: string): string | undefined {
  const words = wordsOf(header);
  let best: { column: string; edits: number } | undefined;
  known ??= KNOWN_HEADERS.map(([name, column]) => ({ column, words: wordsOf(name) }));
  for (const { column, words: its } of known) {
    const edits = editsBetween(words, its);
    if (edits !== undefined && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = { column, edits };
  }
  return best?.column;
}

/** Ends the sentence about an unknown column: with a question when it is nearly a known one. */
export function describeMistyped(header: string): string {
  const column = mistyped(header);
  return column ? `did you mean "${column}"?` : 'write a name of docs/columns.md.';
}

/** `First Name`, `first_name` and `firstName` are two words, and so are `Phone2` and `Manager #`. */
function wordsOf(header: string): string[] {
  const apart = header.slice(0, 200).replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  return fold(apart).match(/\p{L}[\p{L}\p{M}]*|\p{N}+|[#%]/gu) ?? [];
}

/** Undefined when the one is not the other mistyped. */
function editsBetween(words: readonly string[], others: readonly string[]): number | undefined {
  // "Manager ID" is another thing than "Manager", however few letters more.
  if (words.length > others.length && others.every((word) => words.includes(word))) return undefined;
  return editsByWord(words, others) ?? editsWithoutSpaces(words, others);
}

function editsByWord(words: readonly string[], others: readonly string[]): number | undefined {
  if (words.length !== others.length) return undefined;
  const edits = words.map((word, index) => closeEdits(word, others[index] ?? ''));
  return edits.every((its) => its !== undefined) ? edits.reduce((sum, its) => sum + its, 0) : undefined;
}

function editsWithoutSpaces(words: readonly string[], others: readonly string[]): number | undefined {
  const edits = closeEdits(words.join(''), others.join(''));
  return edits !== undefined && edits <= MOST_WITH_OTHER_SPACES ? edits : undefined;
}

/** Spaces that are missing are a mistake themselves. */
const MOST_WITH_OTHER_SPACES = 1;

function closeEdits(word: string, other: string): number | undefined {
  // What differs more in length than a typing error explains need not be compared.
  if (!isClose(word, { word: other, edits: Math.abs(word.length - other.length) })) return undefined;
  const near = nearest(word, [other]);
  return near && isClose(word, near) ? near.edits : undefined;
}
