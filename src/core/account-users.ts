import type { JsonObject } from './json.ts';

/** In what state a user is, by Zoom's words; each has a list of its own. */
export const USER_STATUSES = ['active', 'inactive', 'pending'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** A user as the account has shown it. */
export type SeenUser = {
  readonly status: UserStatus;
  /** By Zoom's names of fields; `id` is missing while the user is pending. */
  readonly shown: JsonObject;
  /** Zoom was asked about this user, and did not only list it. */
  readonly isWhole: boolean;
};

/** A reading that was cut short is taken up when it has come so far within an hour: after that too much may have changed. */
export const FRESH_READING_MS = 3_600_000;

/** How far a list was read. */
export type ListProgress = {
  /** The token of the next page; empty before the first. */
  readonly next: string;
  readonly isDone: boolean;
  /** Users on a page, as was asked for: a token is one of pages of this size. Absent before the first. */
  readonly pageSize?: number;
};

/**
 * The users of an account as a reading found them, kept for as long as they are compared with an input, and taken up again by
 * the next reading when this one was cut short. They are a view: what is changed here is changed nowhere else.
 */
export interface AccountUsers {
  /**
   * Begins a reading, or takes one up that was cut short not long before.
   * @param now ms since the epoch @param freshMs how old the last page of one that is taken up may be
   */
  begin(now: number, freshMs: number): Promise<Readonly<Record<UserStatus, ListProgress>>>;
  /** A list begins anew: what it had shown is forgotten. */
  restart(status: UserStatus): Promise<void>;
  /** A page of a list, and where it goes on. */
  keepPage(
    status: UserStatus,
    users: readonly JsonObject[],
    progress: ListProgress,
    now: number,
  ): Promise<void>;
  /** Nothing more is read: a reading that is complete is never taken up again. */
  complete(): Promise<void>;
  /** @param who an address, whatever its case, or an id */
  find(who: string): Promise<SeenUser | undefined>;
  /** The first users, two at most, with this `employee_unique_id`. */
  withEmployeeId(id: string): Promise<readonly SeenUser[]>;
  /** Puts a user in the place of the one with this address, or else this id. */
  put(user: SeenUser): Promise<void>;
  remove(user: SeenUser): Promise<void>;
  /** All users in the order of their keys, some at a time. */
  all(): AsyncIterable<readonly SeenUser[]>;
  /** The addresses of all users, in lower case, some at a time. */
  addresses(): AsyncIterable<readonly string[]>;
  count(): Promise<Readonly<Record<UserStatus, number>>>;
  forget(): Promise<void>;
  /** Forgets what a reading has left behind that was cut short and is too old to be taken up. */
  forgetStale(now: number, freshMs: number): Promise<void>;
}
