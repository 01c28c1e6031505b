import type { ApiRequest } from '../http/api-request.ts';
import { type HttpReply, refusal } from '../http/http-reply.ts';
import type { ObjectRule } from '../schema/field-rules.ts';
import { TEXT } from '../schema/user-fields.ts';
import type { Account } from '../state/account.ts';
import type { ServerState } from '../state/server-state.ts';
import { USER_STATUSES, type User, type UserStatus } from '../state/user.ts';
import type { Route } from './route.ts';
import { shownUser } from './shown-user.ts';

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
  const status = USER_STATUSES.find((each) => each === query.status) ?? 'active';
  // The specification allows 2,000, the guide to pagination 300: who asks for more gets 300 and a token.
  const pageSize = Math.min(Number(query.page_size ?? 30), MOST_PER_PAGE);
  const token = String(query.next_page_token ?? '');
  const from = token === '' ? 0 : placeOf(token, status, pageSize, now);
  if (from === undefined) return refusal(400, 300, 'The next page token is invalid or expired.');

  const { page, next } = pageFrom(account, from, status, pageSize);
  const total = account.count(status);
  const body = {
    page_count: Math.ceil(total / pageSize),
    page_number: 1,
    page_size: pageSize,
    total_records: total,
    next_page_token: next === undefined ? '' : tokenFor(next, status, pageSize, now + TOKEN_MS),
    users: page.map((user) => listed(user, now, String(query.include_fields ?? ''))),
  };
  return { status: 200, body };
}

const MOST_PER_PAGE = 300;
const TOKEN_MS = 15 * 60_000;

/** Fields that the list shows only to those who ask for them, or never. */
const WITHHELD = ['custom_attributes', 'host_key'] as const;

function listed(user: User, now: number, included: string): Record<string, unknown> {
  const shown = shownUser(user, now);
  for (const name of WITHHELD) if (name !== included) delete shown[name];
  // "The id is not returned for pending users."
  if (user.status === 'pending') delete shown.id;
  return shown;
}

function pageFrom(
  account: Account,
  from: number,
  status: UserStatus,
  pageSize: number,
): { readonly page: readonly User[]; readonly next: number | undefined } {
  const page: User[] = [];
  for (const user of account.from(from)) {
    if (user.status !== status) continue;
    if (page.length === pageSize) return { page, next: user.place };
    page.push(user);
  }
  return { page, next: undefined };
}

/** The token holds all that must stay the same from page to page, so that nothing has to be remembered. */
function tokenFor(place: number, status: UserStatus, pageSize: number, end: number): string {
  return Buffer.from([place, status, pageSize, end].join(' ')).toString('base64url');
}

function placeOf(token: string, status: UserStatus, pageSize: number, now: number): number | undefined {
  const [place, itsStatus, itsPageSize, end] = Buffer.from(token, 'base64url').toString().split(' ');
  const fits = itsStatus === status && Number(itsPageSize) === pageSize && Number(end) > now;
  return fits ? Number(place) : undefined;
}
