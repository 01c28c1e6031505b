import type { JsonObject } from './json.ts';
import type { Problem } from './problem.ts';

/** What makes a person of a roster and a user of the account the same. */
export const MATCHES = ['email', 'user_id', 'employee_unique_id'] as const;
export type Match = (typeof MATCHES)[number];

/** A cell of a roster, as it is written into an input: its text under the column's one name. */
export type RosterCell = {
  readonly column: string;
  readonly text: string;
  /** It says something about somebody new only: a licence by default. */
  readonly onlyNew?: true;
  /** It empties the field, which nobody new has. */
  readonly clears?: true;
};

/** By what a row of a roster names a person. */
export type PersonNames = {
  readonly email?: string;
  readonly userId?: string;
  readonly employeeId?: string;
};

/** A row of a roster. */
export type RosterPerson = PersonNames & {
  readonly line: number;
  /** What an update of the person would send, by Zoom's names. */
  readonly fields: JsonObject;
  /** Those that are not empty, but for who the row is about. */
  readonly cells: readonly RosterCell[];
  /** Why the row cannot be used; the person is in the roster all the same. */
  readonly problems?: readonly Problem[];
  /** Why nobody can be made of it. */
  readonly problemsIfNew?: readonly Problem[];
  /** Nobody can tell who is meant: it may be anybody. */
  readonly isAnybody?: true;
  /** Other addresses in a row that cannot be used: whoever has one of them may be the one who is meant. */
  readonly mentions?: readonly string[];
};

/**
 * The people of a roster while it is compared with an account, kept in the ledger's database. Addresses are the same in any
 * case.
 */
export interface Roster {
  /** Forgets all of them. */
  clear(): Promise<void>;
  add(people: readonly RosterPerson[]): Promise<void>;
  /** In the order of their lines, some at a time. */
  all(): AsyncIterable<readonly RosterPerson[]>;
  /** The lines of the first rows, two at most, that name a person by this. */
  linesOf(name: PersonNames): Promise<readonly number[]>;
  /** The first rows, two at most, that name a person by any of these. */
  naming(names: PersonNames): Promise<readonly RosterPerson[]>;
  /** Whether any row may be about a person of one of these names, be it that it only mentions the address. */
  mayName(names: PersonNames): Promise<boolean>;
  /** How many people the last sync named whose scope had this text; undefined when there was none. */
  lastCount(scope: string): Promise<number | undefined>;
  keepCount(scope: string, people: number): Promise<void>;
}
