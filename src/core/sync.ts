import type { Change, ForeseenKind } from './foreseen.ts';
import type { Problem } from './problem.ts';
import type { PersonNames, RosterCell } from './roster.ts';
import type { ActionName } from './vocabulary.ts';

/** What becomes of people whom the account does not have, who are inactive, and of users whom the roster does not have. */
export const CREATE_AS = ['create', 'ssoCreate', 'autoCreate', 'custCreate', 'nothing'] as const;
export const REHIRES = ['activate', 'ignore'] as const;
export const LEAVERS = ['ignore', 'deactivate', 'disassociate'] as const;

export type CreateAs = (typeof CREATE_AS)[number];
export type Rehires = (typeof REHIRES)[number];
export type Leavers = (typeof LEAVERS)[number];

/** Why a row of `actions.csv` is there. */
export type SyncReason =
  | { readonly kind: 'differs'; readonly changes: readonly Change[] }
  | { readonly kind: 'newAddress'; readonly from: string; readonly to: string }
  | { readonly kind: 'inactive' }
  | { readonly kind: 'notInAccount' }
  | { readonly kind: 'notInRoster' };

/** A row of `actions.csv`: what makes one user as the roster says. */
export type SyncRow = Omit<PersonNames, 'employeeId'> & {
  readonly action: ActionName;
  readonly newEmail?: string;
  readonly cells: readonly RosterCell[];
  readonly why: SyncReason;
  /** What it comes to. */
  readonly what: ForeseenKind;
};

/** Whom nothing is done about, and why; in the order in which they are told. */
export const LEFT = {
  heldBack: 'not in the roster, but left: a row of it names nobody, and may be about them',
  leaverAdmin: 'not in the roster, but left: the owner, an admin, or another role than member',
  leaverProtected: 'not in the roster, but left: protected',
  leaverNew: 'not in the roster, but left: not in the account for longer than --grace',
  leaverOfUnknownAge: 'not in the roster, but left: the account does not say since when it has them',
  protected: 'in the roster, and protected: left alone',
  notCreated: 'not in the account (--create-as nothing)',
  inactiveAdmin: 'inactive, and the owner or an admin, whom no app can activate',
  staysInactive: 'inactive, and left so (--rehires ignore)',
  pending: 'invited, and pending: Zoom ignores changes until the invitation is accepted',
  same: 'as the roster says already',
} as const;

export type LeftKind = keyof typeof LEFT;

/** What a sync has found out about somebody. */
export type SyncFinding =
  | { readonly kind: 'row'; readonly row: SyncRow }
  | { readonly kind: 'left'; readonly why: LeftKind; readonly user: string; readonly line?: number }
  | {
      /** A row of the roster that nothing can be made of until somebody has corrected it, in part or as a whole. */
      readonly kind: 'problem';
      readonly line: number;
      readonly user: string;
      readonly problems: readonly Problem[];
    };
