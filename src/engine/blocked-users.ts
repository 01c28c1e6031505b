import type { Outcome } from '../core/vocabulary.ts';

/** An earlier row that later rows of the same user must not overtake. */
export type Blocker = {
  readonly line: number;
  readonly outcome: Outcome;
  /** Part of it waits until the user has accepted an invitation, whatever its outcome. */
  readonly awaitsInvitation: boolean;
  /** It took the user out of the account: only a row that makes the user anew may follow. */
  readonly removedUser?: true;
};

/** Users whose later rows must wait or be left out, since the order of a user's rows in the file means something. */
export class BlockedUsers {
  readonly #users = new Map<string, { readonly from: number; readonly blocker: Blocker }>();

  /** @param from the line of the row that holds up those after it: the blocker, or one that was left out for it */
  block(keys: readonly string[], from: number, blocker: Blocker): void {
    for (const key of keys) {
      const known = this.#users.get(key);
      // After a removal it is the row that should have made the user anew for which later rows wait.
      const isNewer = known?.blocker.removedUser && !blocker.removedUser;
      if (!known || isNewer || from < known.from) this.#users.set(key, { from, blocker });
    }
  }

  /** The user is there again. */
  unblock(keys: readonly string[]): void {
    for (const key of keys) if (this.#users.get(key)?.blocker.removedUser) this.#users.delete(key);
  }

  /** What a row on this line must not overtake. A resumed run knows of later rows, too, that are settled already. */
  blockersOf(line: number, keys: readonly string[]): Blocker[] {
    const found = keys.flatMap((key) => this.#users.get(key) ?? []);
    return found.filter(({ from }) => from < line).map(({ blocker }) => blocker);
  }
}
