import { createHash, randomBytes } from 'node:crypto';
import type { RemovedUser } from './removed-user.ts';
import type { SimulatorSettings } from './simulator-settings.ts';
import type { NewUser, User, UserStatus } from './user.ts';
import { rolesOf } from './user-roles.ts';

/** The users, by id and by address; addresses are the same in any case. */
export class Account {
  readonly #settings: SimulatorSettings;
  /** By place. A removed user leaves its place empty, so that the places of all others stay as they are. */
  readonly #users: (User | undefined)[] = [];
  readonly #byKey = new Map<string, User>();
  readonly #vanityNames = new Map<string, User>();
  readonly #count = { active: 0, inactive: 0, pending: 0 };
  /** Pending and active users by type. */
  readonly #seats = new Map<number, number>();

  readonly #removed: RemovedUser[] = [];

  constructor(settings: SimulatorSettings) {
    this.#settings = settings;
  }

  /** In order of creation. */
  get users(): readonly User[] {
    return [...this.from(0)];
  }

  /** In order of removal. */
  get removed(): readonly RemovedUser[] {
    return this.#removed;
  }

  /** The users from a place on, in order of creation. */
  *from(place: number): Generator<User, void, void> {
    for (let at = place; at < this.#users.length; at++) {
      const user = this.#users[at];
      if (user) yield user;
    }
  }

  /** @param idOrEmail not encoded */
  find(idOrEmail: string): User | undefined {
    return this.#byKey.get(idOrEmail) ?? this.#byKey.get(lower(idOrEmail));
  }

  /** Takes a user in. The address must be free. */
  add(who: NewUser): User {
    const user: User = {
      place: this.#users.length,
      id: who.id ?? this.#newId(),
      email: who.email,
      status: who.status,
      type: who.type,
      loginType: who.loginType,
      createdAt: who.createdAt,
      fields: who.fields,
      passwords: who.password === undefined ? [] : [digest(who.password)],
      passwordChanges: [],
      emailChanges: [],
      roles: new Set([...(who.roles ?? []), ...rolesOf(who.email, this.#settings)]),
    };
    this.#users.push(user);
    this.#byKey.set(user.id, user);
    this.#byKey.set(lower(user.email), user);
    this.#index(user);
    return user;
  }

  /** Changes what is given and keeps the rest. */
  change(user: User, change: Partial<Pick<User, 'status' | 'type' | 'fields'>>): void {
    this.#unindex(user);
    Object.assign(user, change);
    this.#index(user);
  }

  /** The user is gone, and the id, the address and the seat are free. */
  remove(user: User, how: Pick<RemovedUser, 'action' | 'transfer'>): void {
    this.#unindex(user);
    this.#users[user.place] = undefined;
    this.#byKey.delete(user.id);
    this.#byKey.delete(lower(user.email));
    this.#removed.push({ email: user.email, id: user.id, ...how });
  }

  /** The new address must be free; the old one is from now on. */
  changeEmail(user: User, email: string): void {
    this.#byKey.delete(lower(user.email));
    user.email = email;
    this.#byKey.set(lower(email), user);
    user.emailChanges = [...user.emailChanges, this.#settings.now()];
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

  #index(user: User): void {
    this.#tally(user, 1);
    const name = user.fields.vanity_name;
    if (typeof name === 'string' && name !== '') this.#vanityNames.set(name, user);
  }

  #unindex(user: User): void {
    this.#tally(user, -1);
    const name = String(user.fields.vanity_name);
    if (this.#vanityNames.get(name) === user) this.#vanityNames.delete(name);
  }

  #tally(user: User, change: 1 | -1): void {
    this.#count[user.status] += change;
    if (user.status === 'inactive') return;
    this.#seats.set(user.type, (this.#seats.get(user.type) ?? 0) + change);
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
