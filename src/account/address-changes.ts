import type { SeenUser } from '../core/account-users.ts';
import type { SyncFinding, SyncRow } from '../core/sync.ts';

/** A person who gets the address of a user who gets another one. */
type Waiting = {
  readonly line: number;
  readonly user: string;
  /** By which the account has the one who waits. */
  readonly key: string;
  /** The one who has to give the address up first. */
  readonly after: string;
  /** What is done once the address is free. */
  readonly rows: readonly SyncRow[];
  /** What is done in any case. */
  readonly otherwise: readonly SyncRow[];
};

/** Puts new addresses into an order in which each is free when it is given. */
export class AddressChanges {
  readonly #waiting = new Map<string, Waiting>();
  /** Users who keep the address that somebody else is to get. */
  readonly #stuck = new Set<string>();

  wait(waiting: Waiting): void {
    this.#waiting.set(waiting.key, waiting);
  }

  /** This user keeps its address. */
  stays(user: SeenUser): void {
    this.#stuck.add(keyOf(user));
  }

  /** Whether this user keeps an address that it was to give up. */
  isStuck(user: SeenUser): boolean {
    return this.#stuck.has(keyOf(user));
  }

  /** The rows of those who waited, in order; addresses that go round in a circle are problems. */
  *resolve(): Generator<SyncFinding> {
    for (let progress = true; progress && this.#waiting.size > 0; ) {
      progress = false;
      for (const [key, waiting] of this.#waiting) {
        if (this.#waiting.has(waiting.after)) continue;
        this.#waiting.delete(key);
        progress = true;
        if (this.#stuck.has(waiting.after)) yield* this.#giveUp(waiting, 'whose new address is not free');
        else for (const row of waiting.rows) yield { kind: 'row', row };
      }
    }
    for (const waiting of this.#waiting.values()) {
      yield* this.#giveUp(waiting, 'and the addresses go round in a circle, so that none is ever free');
    }
  }

  *#giveUp(waiting: Waiting, why: string): Generator<SyncFinding> {
    this.#stuck.add(waiting.key);
    const { line, user, otherwise } = waiting;
    const message = `is the address of another user of the account, ${why}: give one of them a third address by hand, and sync again`;
    yield { kind: 'problem', line, user, problems: [{ column: 'email', message }] };
    for (const row of otherwise) yield { kind: 'row', row };
  }
}

export function keyOf({ shown: { id, email } }: SeenUser): string {
  return String(id ?? email);
}
