import type { Action } from '../core/action.ts';
import { type Task, userKeys } from '../core/task.ts';

/**
 * By which names the rows of a file mean one user: a row that changes an address makes the new one another name of the
 * user. Rows must come in the order of the file.
 */
export class Identities {
  /** All keys of a user by each of them, for users with more keys than their rows say. */
  readonly #groups = new Map<string, ReadonlySet<string>>();
  /** Addresses by id, as the account has said and as rows have changed them since. */
  readonly #addresses = new Map<string, string>();
  /** Users whose address has changed, by the lower-case form of each address that nobody else has got since. */
  readonly #renamed = new Map<string, { address: string }>();

  /** The address that the account has said an id has. */
  addressOf(userId: string): string | undefined {
    return this.#addresses.get(userId);
  }

  learnAddress(userId: string, address: string): void {
    this.#addresses.set(userId, address);
  }

  /** The keys under which the rows of this user are kept in order, whichever of its names a row gives. */
  keysOf(task: Task, action: Action): readonly string[] {
    const newAddress = action.newAddress?.(task);
    const said = task.email === undefined && task.userId && this.#addresses.get(task.userId);
    const addresses = [said, newAddress].flatMap((email) => (email ? userKeys({ email }) : []));
    const own = [...userKeys(task), ...addresses];
    const all = new Set(own.flatMap((key) => [...(this.#groups.get(key) ?? [key])]));
    if (newAddress !== undefined) for (const key of all) this.#groups.set(key, all);
    return [...all];
  }

  /** The row has gone through. */
  performed(task: Task, action: Action): void {
    const known = task.email ?? (task.userId && this.#addresses.get(task.userId));
    if (!known) return;
    const email = known.toLowerCase();
    // Whoever is made under an address, or gets it, is not the one who had it before.
    if (action.makesUser) this.#renamed.delete(email);
    const address = action.newAddress?.(task);
    if (address === undefined) return;
    if (task.userId) this.#addresses.set(task.userId, address);
    const user = this.#renamed.get(email) ?? { address };
    user.address = address;
    this.#renamed.set(email, user);
    this.#renamed.set(address.toLowerCase(), user);
  }

  /** The row under the address that its user has by now. */
  current(task: Task): Task {
    const address = task.email && this.#renamed.get(task.email.toLowerCase())?.address;
    return address === undefined || address === task.email ? task : { ...task, email: address };
  }
}
