import { isObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import type { User } from '../state/user.ts';

/** Zoom's own roles. */
const ROLES = {
  owner: { id: '0', name: 'Owner' },
  admin: { id: '1', name: 'Admin' },
  member: { id: '2', name: 'Member' },
} as const;

export function roleOf({ roles }: User): (typeof ROLES)[keyof typeof ROLES] {
  if (roles.has('owner')) return ROLES.owner;
  return roles.has('admin') ? ROLES.admin : ROLES.member;
}

/** The fields that are shown, as far as the user has them. Times have no fraction of a second, as in Zoom's documentation. */
export function shownUser(user: User, names: readonly string[], now: number): Record<string, unknown> {
  // "For pending users, created_at is the time of the call."
  const createdAt = new Date(user.status === 'pending' ? now : user.createdAt).toISOString();
  const created = createdAt.replace(/\.\d+Z$/, 'Z');
  const { vanity_name: vanityName, ...fields } = user.fields;
  const role = roleOf(user);
  const all: Record<string, unknown> = {
    ...withVerification(fields),
    id: user.id,
    email: user.email,
    ...(vanityName ? { vanity_url: `https://example.zoom.us/my/${vanityName}` } : {}),
    role_id: role.id,
    role_name: role.name,
    type: user.type,
    status: user.status,
    verified: user.status === 'pending' ? 0 : 1,
    created_at: created,
    user_created_at: created,
    login_types: [user.loginType],
  };
  // Only whoever signs in by SSO has one.
  if (user.loginType !== SSO) delete all.employee_unique_id;
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

const SSO = 101;

/** GET says of each phone number whether Zoom has verified it; nobody here has had that done. */
function withVerification({ phone_numbers: numbers, ...fields }: JsonObject): JsonObject {
  if (!Array.isArray(numbers)) return fields;
  const shown = numbers.map((number: JsonValue) =>
    isObject(number) ? { ...number, verified: false } : number,
  );
  return { ...fields, phone_numbers: shown };
}
