import type { Outcome } from './vocabulary.ts';

/** A field that a row would change, as texts; empty for nothing. */
export type Change = {
  /** Zoom's name, or `custom.<key>` for one of the account's own. */
  readonly field: string;
  readonly from: string;
  readonly to: string;
  /** The value is never shown, or Zoom does not show what the user has: whether it would change nobody can tell. */
  readonly unseen?: 'secret' | 'notShown' | 'notListed';
};

/** What a row would come to, in the order in which people should look at it: what takes something away comes first. */
export const FORESEEN = {
  takesLicence: 'would take away a licence',
  removes: 'would remove the user',
  deactivates: 'would deactivate the user',
  noSuchUser: 'no such user',
  existsDifferent: 'exists already, and differs',
  existsSame: 'exists already, the same',
  existsPending: 'exists already, and is pending',
  existsInactive: 'exists already, and is inactive: needs `activate`',
  admin: 'is an owner or admin, whom Zoom does not let an app change in this way',
  refused: 'would be refused',
  behind: 'would be left out or wait, after an earlier row of the same user',
  waits: 'would wait for an invitation',
  creates: 'would create the user',
  changes: 'would change the user',
  changesAddress: 'would change the e-mail address',
  activates: 'would activate the user',
  setsPassword: 'would set the password',
  alreadyInactive: 'already inactive',
  alreadyActive: 'already active',
  nothing: 'nothing to change',
  skips: 'exists already, and would be skipped',
  protected: 'protected',
} as const;

export type ForeseenKind = keyof typeof FORESEEN;

/** What a run would make of a row, by what the account has: the facts behind a line of a live preview. */
export type Foreseen = {
  readonly what: ForeseenKind;
  /** How the row would end. */
  readonly outcome: Outcome;
  /** What would be another for the user, field by field. */
  readonly changes: readonly Change[];
  /** The user's type goes down, or its licences go with it. */
  readonly takesLicence?: true;
  /** The user gets a type that takes a seat. */
  readonly takesSeat?: true;
  /** Since when the user has been pending (ISO 8601), where the account tells. */
  readonly since?: string;
  /** The address in the account that is most like the one of the row. */
  readonly nearest?: string;
  /** `owner` or `admin`. */
  readonly role?: 'owner' | 'admin';
  /** The earlier row of the same user that decides. */
  readonly line?: number;
  /** Why it would be refused, in words of the program. */
  readonly message?: string;
  /** What else is to be said of it: the user is inactive and stays so, is switched on first, other columns wait. */
  readonly also?: readonly ('staysInactive' | 'activates' | 'updates' | 'columnsWait')[];
};
