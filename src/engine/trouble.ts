import { type Outcome, wentThrough } from '../core/outcome.ts';

export type EarlierTrouble = {
  readonly line: number;
  readonly outcome: Outcome;
  /** Part of it waits until the user has accepted an invitation, whatever its outcome. */
  readonly heldBack: boolean;
};

/**
 * Users of whom an earlier row did not go through, is deferred or held back in part: their later rows must not overtake it, since the
 * order of a user's rows in the file means something. A row that failed validation was never anything, and holds
 * nobody up.
 */
export class Trouble {
  readonly #users = new Map<string, { readonly from: number; readonly trouble: EarlierTrouble }>();

  /** @param from the line of the row that holds up those after it: the one in trouble, or one that was left out for it */
  note(keys: readonly string[], from: number, trouble: EarlierTrouble): void {
    const { outcome, heldBack } = trouble;
    if (!heldBack && (wentThrough(outcome) || outcome === 'invalid')) return;
    for (const key of keys) {
      const known = this.#users.get(key);
      if (!known || from < known.from) this.#users.set(key, { from, trouble });
    }
  }

  /** What a row on this line must not overtake. A resumed run knows of later rows, too, that are settled already. */
  before(line: number, keys: readonly string[]): EarlierTrouble | undefined {
    return keys.flatMap((key) => this.#users.get(key) ?? []).find(({ from }) => from < line)?.trouble;
  }
}
