import type { ApiRequest } from '../http/api-request.ts';
import { type Reply, refusal } from '../http/reply.ts';
import { USER_STATUSES, type User, type UserStatus } from '../state/account.ts';
import type { ServerState } from '../state/server-state.ts';
import { shownUser } from './shown-user.ts';

/** GET /users */
export function listUsers({ query }: ApiRequest, { account, settings }: ServerState): Reply {
  const now = settings.now();
  const status = USER_STATUSES.find((each) => each === query.status) ?? 'active';
  // The specification allows 2,000, the guide to pagination 300: who asks for more gets 300 and a token.
  const pageSize = Math.min(Number(query.page_size ?? 30), MOST_PER_PAGE);
  const token = String(query.next_page_token ?? '');
  const from = token === '' ? 0 : placeOf(token, status, pageSize, now);
  if (from === undefined) return refusal(400, 300, 'The next page token is invalid or expired.');

  const { page, next } = pageFrom(account.users, from, status, pageSize);
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
  users: readonly User[],
  from: number,
  status: UserStatus,
  pageSize: number,
): { readonly page: readonly User[]; readonly next: number | undefined } {
  const page: User[] = [];
  for (let index = from; index < users.length; index++) {
    const user = users[index];
    if (user?.status !== status) continue;
    if (page.length === pageSize) return { page, next: index };
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
