import type { Field } from './fields.ts';
import { type CellResult, readText } from './read-text.ts';

const MAX_REMEMBERED = 2000;
const MAX_REMEMBERED_LENGTH = 200;
/** Asked for so often, it shows whether remembering is worth anything. */
const TRIED = 10_000;
/** One of so many must be known: to look for one costs a fourth of reading it. */
const LEAST_KNOWN = 4;

/**
 * Reads the cells of one column. Departments, types and the like come again and again: they are read once. Where most cells
 * are new, as names may be, remembering them costs more than it saves, and ends.
 */
export class CellReader {
  readonly #field: Field;
  #remembered: Map<string, CellResult> | undefined;
  #asked = 0;
  #known = 0;

  constructor(field: Field) {
    this.#field = field;
    if (!field.distinct) this.#remembered = new Map();
  }

  /** The value of a cell that is not empty. */
  read(text: string): CellResult {
    const remembered = this.#remembered;
    if (!remembered) return readText(this.#field, text);
    this.#asked++;
    const known = remembered.get(text);
    if (known) {
      this.#known++;
      return known;
    }
    if (this.#asked >= TRIED && this.#known < this.#asked / LEAST_KNOWN) this.#remembered = undefined;
    const result = readText(this.#field, text);
    if (remembered.size < MAX_REMEMBERED && text.length <= MAX_REMEMBERED_LENGTH)
      remembered.set(text, result);
    return result;
  }
}
