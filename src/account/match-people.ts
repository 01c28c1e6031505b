import type { AccountUsers, SeenUser } from '../core/account-users.ts';
import { textOf } from '../core/json.ts';
import type { Problem } from '../core/problem.ts';
import type { Match, PersonNames, Roster, RosterPerson } from '../core/roster.ts';

/** The user whom a row of a roster is about; none when the account does not have the person. */
export type Matched = { readonly user: SeenUser | undefined } | { readonly problems: readonly Problem[] };

/** Finds out which user of an account a row of a roster is about. */
export class PeopleMatcher {
  readonly #roster: Roster;
  readonly #users: AccountUsers;
  readonly #match: Match;

  constructor(roster: Roster, users: AccountUsers, match: Match) {
    this.#roster = roster;
    this.#users = users;
    this.#match = match;
  }

  async userOf(person: RosterPerson): Promise<Matched> {
    if (person.problems) return { problems: person.problems };
    const twin = await this.#twinOf(person);
    if (twin) return { problems: [twin] };
    const found = await this.#find(person);
    if ('problems' in found || found.user === undefined) return found;
    return (await this.#conflict(person, found.user)) ?? found;
  }

  /** Another row about the same person. */
  async #twinOf({ line, ...person }: RosterPerson): Promise<Problem | undefined> {
    for (const [name, column] of COLUMNS) {
      const value = person[name];
      const lines = value === undefined ? [] : await this.#roster.linesOf({ [name]: value });
      const twin = lines.find((its) => its !== line);
      if (twin === undefined) continue;
      const message = `line ${twin} is about the same person: correct or delete one of the two rows`;
      return { column, message };
    }
    return undefined;
  }

  /** The person of the roster who is this user, if it is only one. */
  async personOf(user: SeenUser): Promise<RosterPerson | undefined> {
    const { email } = namesOfUser(user);
    const byId = await this.#roster.naming(this.#idOf(namesOfUser(user)));
    const people = byId.length > 0 || email === undefined ? byId : await this.#roster.naming({ email });
    return people.length === 1 ? people[0] : undefined;
  }

  /** The id by which people and users are matched, if there is one. */
  #idOf({ userId, employeeId }: PersonNames): PersonNames {
    if (this.#match === 'user_id') return userId === undefined ? {} : { userId };
    return employeeId === undefined || this.#match === 'email' ? {} : { employeeId };
  }

  async #find(person: RosterPerson): Promise<Matched> {
    const { userId, employeeId } = person;
    if (this.#match === 'user_id' && userId !== undefined) {
      const user = await this.#users.find(userId);
      return user ? { user } : problem('user_id', 'no user of the account has this id: correct or empty it');
    }
    if (this.#match === 'employee_unique_id' && employeeId !== undefined) {
      const [user, another] = await this.#users.withEmployeeId(employeeId);
      if (user && another) {
        const both = [user, another].map(({ shown }) => textOf(shown, 'email')).join(' and ');
        return problem(
          'employee_unique_id',
          `${both} have this id in the account: correct one of them there`,
        );
      }
      if (user) return { user };
    }
    return this.#findByAddress(person);
  }

  async #findByAddress({ email, userId }: RosterPerson): Promise<Matched> {
    if (email === undefined) return problem('email', 'is empty: write the address of the person');
    const user = await this.#users.find(email);
    if (user || userId === undefined) return { user };
    const other = await this.#users.find(userId);
    const message = other
      ? `is that of ${textOf(other.shown, 'email')} in the account: --match user_id gives the user the new address`
      : 'no user of the account has this id: correct or empty it';
    return problem('user_id', message);
  }

  /** What speaks against this user, who was found by one name, being the person, who has others. */
  async #conflict(person: RosterPerson, user: SeenUser): Promise<Matched | undefined> {
    const { userId, employeeId } = namesOfUser(user);
    if (person.userId !== undefined && userId && userId !== person.userId) {
      const address = textOf(user.shown, 'email');
      return problem(
        'user_id',
        `is not the id of ${address} in the account, which is ${userId}: correct one of them`,
      );
    }
    const id = this.#idOf(namesOfUser(user));
    const isById = Object.entries(id).every(([name, value]) => person[name as keyof PersonNames] === value);
    if (isById) return undefined;
    // The address was this user's, who is somebody else of the roster.
    if ((await this.#roster.naming(id)).length > 0) return { user: undefined };
    if (employeeId === undefined || person.employeeId === undefined) return undefined;
    const message = `the account has ${textOf(user.shown, 'email')} as the address of the employee ${employeeId}: correct one of them`;
    return problem('employee_unique_id', message);
  }
}

export function namesOfUser({ shown }: SeenUser): PersonNames {
  const email = textOf(shown, 'email');
  const userId = textOf(shown, 'id');
  const employeeId = textOf(shown, 'employee_unique_id');
  return { ...(email && { email }), ...(userId && { userId }), ...(employeeId && { employeeId }) };
}

function problem(column: string, message: string): Matched {
  return { problems: [{ column, message }] };
}

/** By what a row names a person, and the column that has it. */
const COLUMNS = [
  ['email', 'email'],
  ['userId', 'user_id'],
  ['employeeId', 'employee_unique_id'],
] as const;
