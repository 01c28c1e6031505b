import { type Outcome, wentThrough } from '../core/outcome.ts';

export type Blocker = {
  readonly line: number;
  readonly outcome: Outcome;
  /** Part of it waits until the user has accepted an invitation, whatever its outcome. */
  readonly awaitingInvitation: boolean;
};

/**
 * Users of whom an earlier row did not go through, is deferred or held back in part: their later rows must not overtake it, since the
 * order of a user's rows in the file means something. A row that failed validation was never anything, and holds
 * nobody up.
 */
export class BlockedUsers {
  readonly #users = new Map<string, { readonly from: number; readonly blocked: Blocker }>();

  /** @param from the line of the row that holds up those after it: the one in blocked, or one that was left out for it */
  note(keys: readonly string[], from: number, blocked: Blocker): void {
    const { outcome, awaitingInvitation } = blocked;
    if (!awaitingInvitation && (wentThrough(outcome) || outcome === 'invalid')) return;
    for (const key of keys) {
      const known = this.#users.get(key);
      if (!known || from < known.from) this.#users.set(key, { from, blocked });
    }
  }

  /** What a row on this line must not overtake. A resumed run knows of later rows, too, that are settled already. */
  before(line: number, keys: readonly string[]): Blocker | undefined {
    return keys.flatMap((key) => this.#users.get(key) ?? []).find(({ from }) => from < line)?.blocked;
  }
}
