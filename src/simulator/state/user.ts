import type { JsonObject } from '../schema/json.ts';
import type { UserRole } from './user-roles.ts';

export const USER_STATUSES = ['active', 'inactive', 'pending'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** Zoom's `login_type` of who signs in with an address and a password. */
export const WORK_EMAIL = 100;

/** A user as the account holds it. */
export type User = {
  /** How many users had been made before this one. */
  readonly place: number;
  readonly id: string;
  email: string;
  status: UserStatus;
  type: number;
  /** Zoom's `login_type`: 100 work e-mail, 101 single sign-on, 99 API user. */
  readonly loginType: number;
  /** In milliseconds since the epoch. */
  readonly createdAt: number;
  /** Everything else, by Zoom's names. */
  fields: JsonObject;
  /** Digests, the present one last. */
  passwords: readonly string[];
  /** When the password was changed, in milliseconds since the epoch. */
  passwordChanges: readonly number[];
  /** When the address was changed, in milliseconds since the epoch. */
  emailChanges: readonly number[];
  readonly roles: ReadonlySet<UserRole>;
};

/** What it takes to make a user. */
export type NewUser = Pick<User, 'email' | 'status' | 'type' | 'loginType' | 'createdAt' | 'fields'> & {
  readonly id?: string;
  readonly password?: string;
  /** Besides those that the settings give to the address. */
  readonly roles?: readonly UserRole[];
};
