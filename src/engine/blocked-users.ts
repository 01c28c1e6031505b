import { OUTCOME_NAMES, type Outcome } from '../core/vocabulary.ts';
import { TextTable } from '../support/text-table.ts';

/** An earlier row that later rows of the same user must not overtake. */
export type Blocker = {
  readonly line: number;
  readonly outcome: Outcome;
  /** Part of it waits until the user has accepted an invitation, whatever its outcome. */
  readonly awaitsInvitation: boolean;
  /** It took the user out of the account: only a row that makes the user anew may follow. */
  readonly removedUser?: true;
};

type Blocked = { readonly from: number; readonly blocker: Blocker };

/**
 * Users whose later rows must wait or be left out, since the order of a user's rows in the file means something. That can be
 * all users of a file, so what is known of each is a few numbers.
 */
export class BlockedUsers {
  /** From which line, the blocker's line, and what else it is; by key. */
  readonly #users = new TextTable(3);

  /** @param from the line of the row that holds up those after it: the blocker, or one that was left out for it */
  block(keys: readonly string[], from: number, blocker: Blocker): void {
    for (const key of keys) {
      const numbers = this.#users.add(key);
      const known = read(numbers);
      // After a removal it is the row that should have made the user anew for which later rows wait.
      const isNewer = known?.blocker.removedUser && !blocker.removedUser;
      if (!known || isNewer || from < known.from) numbers.set([from, blocker.line, pack(blocker)]);
    }
  }

  /** The user is there again. */
  unblock(keys: readonly string[]): void {
    for (const key of keys) {
      const numbers = this.#users.get(key);
      if (numbers && read(numbers)?.blocker.removedUser) numbers.fill(0);
    }
  }

  /** What a row on this line must not overtake. A resumed run knows of later rows, too, that are settled already. */
  blockersOf(line: number, keys: readonly string[]): Blocker[] {
    return keys.flatMap((key) => {
      const numbers = this.#users.get(key);
      const found = numbers && read(numbers);
      return found && found.from < line ? [found.blocker] : [];
    });
  }
}

const AWAITS = 1;
const REMOVED = 2;
const OUTCOME = 4;

function pack({ outcome, awaitsInvitation, removedUser }: Blocker): number {
  return (
    OUTCOME_NAMES.indexOf(outcome) * OUTCOME + (awaitsInvitation ? AWAITS : 0) + (removedUser ? REMOVED : 0)
  );
}

/** Undefined where nothing blocks. */
function read([from = 0, line = 0, rest = 0]: Uint32Array): Blocked | undefined {
  const outcome = OUTCOME_NAMES[Math.floor(rest / OUTCOME)];
  if (from === 0 || outcome === undefined) return undefined;
  const awaitsInvitation = (rest & AWAITS) !== 0;
  const removed = (rest & REMOVED) !== 0 && { removedUser: true as const };
  return { from, blocker: { line, outcome, awaitsInvitation, ...removed } };
}
