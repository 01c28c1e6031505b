import type { ActionTable } from '../core/action.ts';
import { type Task, userKeys } from '../core/task.ts';
import { blocksLaterRows, OUTCOMES } from '../core/vocabulary.ts';
import { BlockedUsers, type Blocker } from './blocked-users.ts';
import { Identities } from './identities.ts';

/** A row, with all names of its user. */
type RowOfUser = { readonly task: Task; readonly keys: readonly string[] };

/** What the rows of a run so far mean for later rows of the same users. */
export class UserHistory {
  readonly #actions: ActionTable;
  readonly #identities = new Identities();
  readonly #blocked = new BlockedUsers();

  constructor(actions: ActionTable) {
    this.#actions = actions;
  }

  /** The keys under which the rows of this user are kept in order. To be asked for every row, in the order of the file. */
  keysOf(task: Task): readonly string[] {
    return this.#identities.keysOf(task, this.#actions[task.action]);
  }

  /** The address that the account has said the user of a row without one has. */
  addressOf({ email, userId }: Pick<Task, 'email' | 'userId'>): string | undefined {
    return email ?? (userId && this.#identities.addressOf(userId));
  }

  learnAddress(userId: string, address: string): void {
    this.#identities.learnAddress(userId, address);
  }

  /** The row as it must be sent: under the address that its user has by now. */
  current(task: Task): Task {
    // An address under which a user is to be made is free, whoever had it before.
    return this.#actions[task.action].makesUser ? task : this.#identities.current(task);
  }

  /** The earlier row that this one must not overtake. */
  blockerOf({ task, keys }: RowOfUser): Blocker | undefined {
    const ofOwnNames = this.#blocked.blockersOf(task.line, userKeys(task)).map(({ line }) => line);
    const { makesUser } = this.#actions[task.action];
    // Somebody who is gone holds up nobody who is made anew, or gets the address that is free.
    const counts = ({ removedUser, line }: Blocker) =>
      !removedUser || (!makesUser && ofOwnNames.includes(line));
    return this.#blocked.blockersOf(task.line, keys).find(counts);
  }

  /**
   * A row has its outcome.
   * @param blocker the row itself, or the one for which it was left out: handed on, since a later row may share another
   *   key of this user than the earlier row does
   */
  learn({ task, keys }: RowOfUser, blocker: Blocker): void {
    const action = this.#actions[task.action];
    const isPerformed = blocker.line === task.line && OUTCOMES[blocker.outcome].kind === 'performed';
    if (isPerformed) this.#identities.performed(task, action);
    const address = action.newAddress?.(task);
    if (isPerformed && action.makesUser) this.#blocked.unblock(keys);
    if (isPerformed && address !== undefined) this.#blocked.unblock(userKeys({ email: address }));
    const removedUser = blocker.removedUser || (isPerformed && action.removesUser);
    if (!removedUser && !blocker.awaitsInvitation && !blocksLaterRows(blocker.outcome)) return;
    // The address that a row's id had may be another user's since the removal.
    const isLeftOut = removedUser && blocker.line !== task.line;
    this.#blocked.block(isLeftOut ? userKeys(task) : keys, task.line, {
      ...blocker,
      ...(removedUser && { removedUser }),
    });
  }

  /** The same for a row that was performed in an earlier session of the run. */
  learnPerformed(task: Task): void {
    const { newAddress, removesUser, makesUser, outcome } = this.#actions[task.action];
    if (!newAddress && !removesUser && !makesUser) return;
    this.learn({ task, keys: this.keysOf(task) }, { line: task.line, outcome, awaitsInvitation: false });
  }
}
