import type { JsonObject } from '../schema/json.ts';
import { DAY_MS } from './day.ts';
import type { NewUser, User, UserStatus } from './user.ts';
import type { UserRole } from './user-roles.ts';

/** A user as a test sees it. */
export type SimulatedUser = {
  readonly id: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly type: number;
  /** Zoom's `login_type`: 100 work e-mail, 101 single sign-on, 99 API user. */
  readonly loginType: number;
  /** ISO 8601 UTC, to the millisecond. */
  readonly createdAt: string;
  /** Everything else by Zoom's names, as GET shows it; an integer above 2^53 is a bigint. */
  readonly fields: JsonObject;
  /** How often the password was changed since the user was made. */
  readonly passwordChanges: number;
};

/** A user for the account to start with. */
export type SeedUser = {
  readonly email: string;
  readonly id?: string;
  readonly status?: UserStatus;
  readonly type?: number;
  readonly loginType?: number;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly fields?: JsonObject;
  readonly password?: string;
  /** Besides those that the options give to the address. */
  readonly roles?: readonly UserRole[];
};

export function simulatedUser(user: User): SimulatedUser {
  return {
    id: user.id,
    email: user.email,
    status: user.status,
    type: user.type,
    loginType: user.loginType,
    createdAt: new Date(user.createdAt).toISOString(),
    fields: structuredClone(user.fields),
    passwordChanges: user.passwordChanges.length,
  };
}

/** @param now in milliseconds since the epoch */
export function fromSeed({ createdAt, ...given }: SeedUser, now: number): NewUser {
  return {
    status: 'active',
    type: 1,
    loginType: 100,
    fields: {},
    ...given,
    createdAt: createdAt === undefined ? now - DAY_MS : Date.parse(createdAt),
  };
}
