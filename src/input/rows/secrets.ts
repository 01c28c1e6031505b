import type { ActionName } from '../../core/vocabulary.ts';
import { describeColumn, isSecret } from '../../fields/columns.ts';
import { findColumn } from '../header/column-names.ts';
import type { Layout } from '../header/lay-out.ts';
import type { ColumnPlan } from './column-plan.ts';

/** Whether a text may be one that is never shown, in whatever cell it stands. */
export type Hides = (text: string) => boolean;

const NOTHING: Hides = () => false;

/** The columns of a file whose values are never shown. */
export class Secrets {
  readonly #columns: readonly (ColumnPlan & { readonly at: number })[];
  /** Columns that the job passes over, by name. */
  readonly #ignored: readonly string[];
  /** What may be one of those values in any row, such as one that does not keep to the columns. */
  readonly hides: Hides;

  constructor(plans: readonly ColumnPlan[], { ignored }: Layout) {
    this.#columns = plans.flatMap((plan, at) => (plan.field?.secret ? [{ ...plan, at }] : []));
    this.#ignored = ignored.flatMap(({ header }) => findColumn(header) ?? []).filter(isSecret);
    this.hides = hidesOf([...this.#columns.map(({ name }) => name), ...this.#ignored]);
  }

  /** A value that stands in the wrong cell must not be shown either, nor one in a column that the job ignores. */
  hidesIn(action: ActionName | '', texts: readonly string[]): Hides {
    if (action === '') return this.hides;
    const given = this.#columns.filter(({ at, takenBy }) => texts[at] !== '' || takenBy.has(action));
    return hidesOf([...given.map(({ name }) => name), ...this.#ignored]);
  }

  /** Whether a default would be set as one of a row that ends before it. */
  setsMissing(filled: readonly string[], cells: readonly string[]): boolean {
    return this.#columns.some(({ name, index }) => filled.includes(name) && index >= cells.length);
  }

  /** Those that a row gives. */
  in(fields: object): string[] {
    return this.#columns.map(({ name }) => name).filter((name) => name in fields);
  }
}

const cache = new Map<string, Hides>();

function hidesOf(names: readonly string[]): Hides {
  if (names.length === 0) return NOTHING;
  const key = names.join();
  const known = cache.get(key);
  if (known) return known;
  const shapes = names.map((name) => describeColumn(name).field?.secretShape);
  const hides: Hides = (text) => shapes.some((shape) => shape?.test(text) ?? true);
  cache.set(key, hides);
  return hides;
}
