import type { AccountUsers, SeenUser } from '../core/account-users.ts';
import { textOf } from '../core/json.ts';
import type { Roster, RosterPerson } from '../core/roster.ts';
import type { CreateAs, LeftKind, Rehires, SyncFinding, SyncRow } from '../core/sync.ts';
import { AddressChanges, keyOf } from './address-changes.ts';
import { findLeavers, type LeaverRules } from './leavers.ts';
import { PeopleMatcher } from './match-people.ts';
import { creation, namesFor, update } from './person-rows.ts';
import { roleOf } from './rehearsed-zoom.ts';

export type SyncRules = LeaverRules & {
  readonly createAs: CreateAs;
  readonly rehires: Rehires;
};

/**
 * What makes an account as a roster says: first those who leave, whose licences are free then, then those who stay, in the
 * order of the roster, and at last those who are new. Each person, and each user who leaves, is found once; a person of whom
 * one part is a problem may have rows for the rest.
 */
export async function* compareRoster(
  roster: Roster,
  users: AccountUsers,
  rules: SyncRules,
): AsyncGenerator<SyncFinding> {
  yield* findLeavers(roster, users, rules);
  const comparison = new Comparison(roster, users, rules);
  yield* comparison.ofUsers();
  yield* comparison.ofNewPeople();
}

class Comparison {
  readonly #roster: Roster;
  readonly #users: AccountUsers;
  readonly #rules: SyncRules;
  readonly #matcher: PeopleMatcher;
  readonly #addresses = new AddressChanges();
  readonly #newLines = new Set<number>();

  constructor(roster: Roster, users: AccountUsers, rules: SyncRules) {
    this.#roster = roster;
    this.#users = users;
    this.#rules = rules;
    this.#matcher = new PeopleMatcher(roster, users, rules.match);
  }

  async *ofUsers(): AsyncGenerator<SyncFinding> {
    for await (const people of this.#roster.all()) {
      for (const person of people) {
        const matched = await this.#matcher.userOf(person);
        if ('problems' in matched) yield problem(person, matched.problems);
        else if (matched.user) yield* this.#ofUser(person, matched.user);
        else this.#newLines.add(person.line);
      }
    }
    yield* this.#addresses.resolve();
  }

  async *ofNewPeople(): AsyncGenerator<SyncFinding> {
    if (this.#newLines.size === 0) return;
    for await (const people of this.#roster.all()) {
      for (const person of people) if (this.#newLines.has(person.line)) yield await this.#ofNewPerson(person);
    }
  }

  async #ofNewPerson(person: RosterPerson): Promise<SyncFinding> {
    const { createAs, protection } = this.#rules;
    const { email = '', problemsIfNew } = person;
    if (createAs === 'nothing') return left('notCreated', person);
    if (protection.patternFor(email) !== undefined) return left('protected', person);
    if (problemsIfNew) return problem(person, problemsIfNew);
    const holder = await this.#users.find(email);
    if (holder && (this.#addresses.isStuck(holder) || !(await this.#isToMove(holder)))) {
      return problem(person, [{ column: 'email', message: TAKEN }]);
    }
    return { kind: 'row', row: creation(person, createAs) };
  }

  async *#ofUser(person: RosterPerson, user: SeenUser): AsyncGenerator<SyncFinding> {
    const why = this.#whyLeft(person, user);
    if (why) {
      yield left(why, person, user);
      return;
    }
    const names = namesFor(user, this.#rules.match);
    const first: SyncRow[] =
      user.status === 'inactive'
        ? [{ action: 'activate', ...names, cells: [], why: { kind: 'inactive' }, what: 'activates' }]
        : [];
    const rows = (its: Pick<SyncRow, 'email' | 'userId'>, ...between: SyncRow[]) => [
      ...first,
      ...between,
      ...[update(person, user, its)].filter((row) => row !== undefined),
    ];
    const to = newAddressOf(person, user);
    if (to === undefined) {
      const all = rows(names);
      if (all.length === 0) yield left('same', person, user);
      for (const row of all) yield { kind: 'row', row };
      return;
    }
    const from = names.email ?? '';
    const move: SyncRow = {
      action: 'change_email',
      ...names,
      newEmail: to,
      cells: [],
      why: { kind: 'newAddress', from, to },
      what: 'changesAddress',
    };
    if (roleOf(user)) {
      this.#addresses.stays(user);
      yield problem(person, [{ column: 'email', message: OF_ADMIN }], user);
      for (const row of rows(names)) yield { kind: 'row', row };
      return;
    }
    yield* this.#move({
      person,
      user,
      to,
      rows: rows({ ...names, email: to }, move),
      otherwise: rows(names),
    });
  }

  /** A new address, once nobody else has it. */
  async *#move({ person, user, to, rows, otherwise }: Move): AsyncGenerator<SyncFinding> {
    const holder = await this.#users.find(to);
    if (!holder || keyOf(holder) === keyOf(user)) {
      for (const row of rows) yield { kind: 'row', row };
      return;
    }
    const { line } = person;
    if (await this.#isToMove(holder)) {
      this.#addresses.wait({
        line,
        user: userOf(person, user),
        key: keyOf(user),
        after: keyOf(holder),
        rows,
        otherwise,
      });
      return;
    }
    this.#addresses.stays(user);
    yield problem(person, [{ column: 'email', message: TAKEN }], user);
    for (const row of otherwise) yield { kind: 'row', row };
  }

  /** Whether the roster gives this user another address. */
  async #isToMove(user: SeenUser): Promise<boolean> {
    const person = await this.#matcher.personOf(user);
    if (!person || roleOf(user) || newAddressOf(person, user) === undefined) return false;
    const matched = await this.#matcher.userOf(person);
    return !('problems' in matched) && matched.user !== undefined && !this.#whyLeft(person, matched.user);
  }

  #whyLeft({ email }: RosterPerson, user: SeenUser): LeftKind | undefined {
    const { status, shown } = user;
    const { protection, rehires } = this.#rules;
    const addresses = [email ?? '', textOf(shown, 'email')];
    if (addresses.some((address) => protection.patternFor(address) !== undefined)) return 'protected';
    if (status === 'pending') return 'pending';
    if (status === 'active') return undefined;
    if (rehires === 'ignore') return 'staysInactive';
    return roleOf(user) && 'inactiveAdmin';
  }
}

const TAKEN =
  'is the address of another user of the account, who keeps it: correct it, or give that user another address first';

const OF_ADMIN =
  'differs from the address in the account, and the user is its owner or an admin: only the Zoom portal changes that address';

type Move = {
  readonly person: RosterPerson;
  readonly user: SeenUser;
  readonly to: string;
  readonly rows: readonly SyncRow[];
  readonly otherwise: readonly SyncRow[];
};

/** An address that differs in case only is the same. */
function newAddressOf({ email }: RosterPerson, { shown }: SeenUser): string | undefined {
  return email === undefined || email.toLowerCase() === textOf(shown, 'email').toLowerCase()
    ? undefined
    : email;
}

function userOf({ email, userId, employeeId }: RosterPerson, user?: SeenUser): string {
  return (user && textOf(user.shown, 'email')) || email || userId || employeeId || '';
}

function left(why: LeftKind, person: RosterPerson, user?: SeenUser): SyncFinding {
  return { kind: 'left', why, user: userOf(person, user), line: person.line };
}

function problem(
  person: RosterPerson,
  problems: Extract<SyncFinding, { kind: 'problem' }>['problems'],
  user?: SeenUser,
): SyncFinding {
  return { kind: 'problem', line: person.line, user: userOf(person, user), problems };
}
