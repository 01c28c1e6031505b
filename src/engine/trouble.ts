import { type Outcome, wentThrough } from '../core/outcome.ts';

export type EarlierTrouble = { readonly line: number; readonly outcome: Outcome };

/**
 * Users of whom an earlier row did not go through or is deferred: their later rows must not overtake it, since the
 * order of a user's rows in the file means something. A row that failed validation was never anything, and holds
 * nobody up.
 */
export class Trouble {
  readonly #users = new Map<string, EarlierTrouble>();

  note(keys: readonly string[], line: number, outcome: Outcome): void {
    if (wentThrough(outcome) || outcome === 'invalid') return;
    for (const key of keys) {
      const known = this.#users.get(key);
      if (!known || line < known.line) this.#users.set(key, { line, outcome });
    }
  }

  /** What a row on this line must not overtake. A resumed run knows of later rows, too, that are settled already. */
  before(line: number, keys: readonly string[]): EarlierTrouble | undefined {
    return keys.flatMap((key) => this.#users.get(key) ?? []).find((trouble) => trouble.line < line);
  }
}
