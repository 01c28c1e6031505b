import type { Language } from '../../core/languages/language.ts';
import {
  type Cell,
  isAddress,
  isDistinguishedName,
  isGuid,
  isNumber,
  isSeveralNames,
  isZoomId,
  mostly,
} from './look-at-cells.ts';

/** What the first rows and the other headers say about a column. */
export type Evidence = {
  readonly cells: readonly Cell[];
  /** The cells of this column and of a known one where both are filled; undefined without such a column. */
  readonly beside: (column: string) => readonly (readonly [own: string, other: string])[] | undefined;
  /** Whether another header is a word of that language. */
  readonly isIn: (language: Language) => boolean;
};

/** A column of which nobody can say what it is. */
export type Undecided = {
  /** What it holds, and why that does not tell: the sentence is "It holds numbers, which …". */
  readonly holds: string;
  readonly why: string;
  /** What it may be all the same. */
  readonly mayBe: readonly string[];
  /** The cell that shows it. */
  readonly example: Cell | undefined;
};

const KINDS: readonly (readonly [kind: string, is: (text: string) => boolean])[] = [
  ['numbers', isNumber],
  ['GUIDs', isGuid],
  ['e-mail addresses', isAddress],
  ['Zoom user ids', isZoomId],
  ['names of directory entries', isDistinguishedName],
  ['names', isSeveralNames],
];

/** What the cells look like, such as "numbers". */
export function kindOf(cells: readonly Cell[]): string {
  if (cells.length === 0) return 'nothing in the first rows';
  return KINDS.find(([, is]) => mostly(cells, is))?.[0] ?? 'texts';
}
