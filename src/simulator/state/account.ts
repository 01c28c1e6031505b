import { createHash, randomBytes } from 'node:crypto';
import type { JsonObject } from '../schema/json.ts';
import type { Settings } from './options.ts';

export const USER_STATUSES = ['active', 'inactive', 'pending'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** A user as the account holds it. */
export type User = {
  readonly id: string;
  readonly email: string;
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
};

export type NewUser = Pick<User, 'email' | 'status' | 'type' | 'loginType' | 'createdAt' | 'fields'> & {
  readonly id?: string;
  readonly password?: string;
};

/** The users, by id and by address; addresses are the same in any case. */
export class Account {
  readonly #settings: Settings;
  readonly #users: User[] = [];
  readonly #byKey = new Map<string, User>();
  readonly #vanityNames = new Map<string, User>();
  readonly #count = { active: 0, inactive: 0, pending: 0 };
  /** Pending and active users by type. */
  readonly #seats = new Map<number, number>();
  readonly #admins: ReadonlySet<string>;
  readonly #zoomRooms: ReadonlySet<string>;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#admins = new Set(settings.admins.map(lower));
    this.#zoomRooms = new Set(settings.zoomRooms.map(lower));
  }

  /** In order of creation. */
  get users(): readonly User[] {
    return this.#users;
  }

  /** @param idOrEmail not encoded */
  find(idOrEmail: string): User | undefined {
    return this.#byKey.get(idOrEmail) ?? this.#byKey.get(lower(idOrEmail));
  }

  /** Takes a user in. The address must be free. */
  add(who: NewUser): User {
    const user: User = {
      id: who.id ?? this.#newId(),
      email: who.email,
      status: who.status,
      type: who.type,
      loginType: who.loginType,
      createdAt: who.createdAt,
      fields: who.fields,
      passwords: who.password === undefined ? [] : [digest(who.password)],
      passwordChanges: [],
    };
    this.#users.push(user);
    this.#byKey.set(user.id, user);
    this.#byKey.set(lower(user.email), user);
    this.#noteVanityName(user);
    this.#tally(user, 1);
    return user;
  }

  /** Changes what is given and keeps the rest. */
  change(user: User, change: Partial<Pick<User, 'status' | 'type' | 'fields'>>): void {
    this.#tally(user, -1);
    Object.assign(user, change);
    this.#tally(user, 1);
    this.#noteVanityName(user);
  }

  setPassword(user: User, password: string): void {
    user.passwords = [...user.passwords, digest(password)];
    user.passwordChanges = [...user.passwordChanges, this.#settings.now()];
  }

  /** Whether the password is among the last `count` of the user's, the present one included. */
  hadPassword(user: User, password: string, count: number): boolean {
    return count > 0 && user.passwords.slice(-count).includes(digest(password));
  }

  count(status: UserStatus): number {
    return this.#count[status];
  }

  /** Whether one more user of the type may be pending or active. */
  hasSeat(type: number): boolean {
    const most = { 1: this.#settings.maxBasic, 2: this.#settings.maxLicensed }[type] ?? Infinity;
    return (this.#seats.get(type) ?? 0) < most;
  }

  ownerOfVanityName(name: string): User | undefined {
    return this.#vanityNames.get(name);
  }

  isAdmin(user: User): boolean {
    return this.#admins.has(lower(user.email));
  }

  isZoomRoom(user: User): boolean {
    return this.#zoomRooms.has(lower(user.email));
  }

  #tally(user: User, change: 1 | -1): void {
    this.#count[user.status] += change;
    if (user.status === 'inactive') return;
    this.#seats.set(user.type, (this.#seats.get(user.type) ?? 0) + change);
  }

  #noteVanityName(user: User): void {
    const name = user.fields.vanity_name;
    if (typeof name === 'string' && name !== '') this.#vanityNames.set(name, user);
  }

  /** 22 characters of base64url. One in eight starts with a dash, as some of Zoom's do. */
  #newId(): string {
    const bytes = randomBytes(18);
    const id = bytes.toString('base64url').slice(0, 22);
    return (bytes[17] ?? 0) < 32 ? `-${id.slice(1)}` : id;
  }
}

function lower(text: string): string {
  return text.toLowerCase();
}

/** The account keeps no password in clear, so that none can leak into what is shown of it. */
function digest(password: string): string {
  return createHash('sha256').update(password).digest('base64');
}
