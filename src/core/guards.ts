export type Guard = {
  readonly counts: 'users' | 'rows';
  /** Completes "The input …". */
  readonly says: (found: number, users: number) => string;
  /** A percentage is one of the account's active users, where these are known. */
  readonly ofAccount?: true;
  /** The option that sets its limit. */
  readonly option: `--${string}`;
};

/** What a guard counts of an input, and how its refusal is worded. */
export const GUARDS = {
  deactivate: {
    counts: 'users',
    ofAccount: true,
    says: (found, users) => `deactivates ${found} of ${users} users`,
    option: '--max-deactivate',
  },
  remove: {
    counts: 'rows',
    says: (found) => `has ${found} row${found === 1 ? '' : 's'} that remove${found === 1 ? 's' : ''} a user`,
    option: '--max-remove',
  },
} as const satisfies Record<string, Guard>;

export type GuardName = keyof typeof GUARDS;

export const GUARD_NAMES = Object.keys(GUARDS) as GuardName[];

/** How many users, or rows, a guard lets pass: a number, or a percentage of the users that the input names. */
export type GuardLimit =
  | { readonly count: number }
  /** Of small inputs `atLeast` may pass, whatever the percentage says. */
  | { readonly percent: number; readonly atLeast: number };
