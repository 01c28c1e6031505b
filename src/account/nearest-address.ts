import type { AccountUsers } from '../core/account-users.ts';
import { isClose, nearest } from '../support/nearest.ts';

/** Of an address that is mistyped the beginning or the end is right. */
const HEAD = 2;
const TAIL = 3;

/** To compare one address with those of a large account takes milliseconds: nobody reads more than so many. */
const MOST_SEARCHES = 200;

/** Finds what an address that the account does not have was meant to be. */
export class NearestAddress {
  readonly #users: AccountUsers;
  #byPart: Map<string, string[]> | undefined;
  #searches = 0;

  constructor(users: AccountUsers) {
    this.#users = users;
  }

  /** The address in the account that is most like this one; undefined when none is, or too many were searched for. */
  async to(address: string): Promise<string | undefined> {
    if (++this.#searches > MOST_SEARCHES) return undefined;
    this.#byPart ??= await addressesByPart(this.#users);
    const asked = address.toLowerCase();
    const candidates = new Set(partsOf(asked).flatMap((part) => this.#byPart?.get(part) ?? []));
    const near = nearest(asked, candidates);
    return near && isClose(asked, near) ? near.word : undefined;
  }
}

async function addressesByPart(users: AccountUsers): Promise<Map<string, string[]>> {
  const byPart = new Map<string, string[]>();
  for await (const addresses of users.addresses()) {
    for (const address of addresses) {
      for (const part of partsOf(address)) {
        const known = byPart.get(part);
        if (known) known.push(address);
        else byPart.set(part, [address]);
      }
    }
  }
  return byPart;
}

/** How the part before the @ begins and how it ends. */
function partsOf(address: string): string[] {
  const local = address.split('@', 1)[0] ?? '';
  return [`${local.slice(0, HEAD)}-`, `-${local.slice(-TAIL)}`];
}
