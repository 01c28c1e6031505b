import type { ApiRequest } from '../http/api-request.ts';
import { type HttpReply, refusal, validationFailed } from '../http/http-reply.ts';
import type { ObjectRule } from '../schema/field-rules.ts';
import type { JsonObject } from '../schema/json.ts';
import { LISTED_FIELDS } from '../schema/shown-fields.ts';
import { TEXT } from '../schema/user-fields.ts';
import type { Account } from '../state/account.ts';
import type { ServerState } from '../state/server-state.ts';
import type { SimulatorSettings } from '../state/simulator-settings.ts';
import { USER_STATUSES, type User, type UserStatus } from '../state/user.ts';
import type { Route } from './route.ts';
import { roleOf, shownUser } from './shown-user.ts';

const LIST_QUERY: ObjectRule = {
  type: 'object',
  fields: {
    status: { type: 'string', values: USER_STATUSES },
    page_size: { type: 'integer', minimum: 1, maximum: 2000 },
    role_id: TEXT,
    page_number: TEXT,
    include_fields: { type: 'string', values: ['custom_attributes', 'host_key'] },
    next_page_token: TEXT,
    license: { type: 'string', values: ['zoom_workforce_management', 'zoom_compliance_management'] },
  },
};

/** GET /users */
export const listUsers = {
  method: 'GET',
  template: '/users',
  label: 'medium',
  scopes: ['user:read:list_users:admin', 'user:read:admin', 'user:write:admin'],
  query: LIST_QUERY,
  handle: list,
} as const satisfies Route;

function list({ query }: ApiRequest, { account, settings }: ServerState): HttpReply {
  const now = settings.now();
  const wanted = wantedBy(query, settings);
  if (!wanted) return validationFailed([{ field: 'page_size', message: 'Invalid field.' }]);
  const { pageSize } = wanted;
  const token = String(query.next_page_token ?? '');
  const from = token === '' ? 0 : placeOf(token, wanted, now);
  if (from === undefined) return refusal(400, 300, 'The next page token is invalid or expired.');

  const { page, next } = pageFrom(account, from, wanted);
  const total = totalOf(account, wanted);
  const body = {
    page_count: Math.ceil(total / pageSize),
    page_number: 1,
    page_size: pageSize,
    total_records: total,
    next_page_token: next === undefined ? '' : tokenFor(next, wanted, now + settings.pageTokenSeconds * 1000),
    users: page.map((user) => listed(user, now, wanted.included)),
  };
  return { status: 200, body };
}

/** All that must stay the same from page to page. */
type Wanted = {
  readonly status: UserStatus;
  /** Empty for all roles. */
  readonly role: string;
  /** Empty for all licences. */
  readonly license: string;
  /** A field that is not shown unless it is asked for; empty for none. */
  readonly included: string;
  readonly pageSize: number;
};

/** Undefined for more users on a page than there may be. */
function wantedBy(query: JsonObject, { strict, usersPerPage }: SimulatorSettings): Wanted | undefined {
  const { status, role_id: role = '', license = '', include_fields: included = '' } = query;
  const size = Number(query.page_size ?? 30);
  if (strict && size > usersPerPage) return undefined;
  return {
    status: USER_STATUSES.find((each) => each === status) ?? 'active',
    role: String(role),
    license: String(license),
    included: String(included),
    // The specification allows 2,000, the guide to pagination 300: what becomes of a wish in between is not documented.
    pageSize: Math.min(size, usersPerPage),
  };
}

function isWanted(user: User, { status, role, license }: Wanted): boolean {
  // Nobody here has one of the licences by which the list can be narrowed.
  return user.status === status && license === '' && (role === '' || role === roleOf(user).id);
}

/** Counted only where the account has not counted already. */
function totalOf(account: Account, wanted: Wanted): number {
  if (wanted.role === '' && wanted.license === '') return account.count(wanted.status);
  return account.users.filter((user) => isWanted(user, wanted)).length;
}

/** Fields that the list shows only to those who ask for them. */
const WITHHELD = ['custom_attributes', 'host_key'] as const;

function listed(user: User, now: number, included: string): Record<string, unknown> {
  const shown = shownUser(user, LISTED_FIELDS, now);
  for (const name of WITHHELD) if (name !== included) delete shown[name];
  // "The id is not returned for pending users."
  if (user.status === 'pending') delete shown.id;
  return shown;
}

function pageFrom(
  account: Account,
  from: number,
  wanted: Wanted,
): { readonly page: readonly User[]; readonly next: number | undefined } {
  const page: User[] = [];
  for (const user of account.from(from)) {
    if (!isWanted(user, wanted)) continue;
    if (page.length === wanted.pageSize) return { page, next: user.place };
    page.push(user);
  }
  return { page, next: undefined };
}

/** The token holds all that must stay the same from page to page, so that nothing has to be remembered. */
function tokenFor(place: number, wanted: Wanted, end: number): string {
  return Buffer.from(JSON.stringify([place, end, wanted])).toString('base64url');
}

function placeOf(token: string, wanted: Wanted, now: number): number | undefined {
  const [place, end, itsWanted] = tokenParts(token);
  const fits = JSON.stringify(itsWanted) === JSON.stringify(wanted) && Number(end) > now;
  return fits ? Number(place) : undefined;
}

function tokenParts(token: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
