import type { ApiRequest } from '../http/api-request.ts';
import type { HttpReply } from '../http/http-reply.ts';
import type { ServerState } from '../state/server-state.ts';
import type { User } from '../state/user.ts';
import { NO_QUERY, type Route } from './route.ts';

/** GET /users/summary */
export const summarizeUsers = {
  method: 'GET',
  template: '/users/summary',
  label: 'medium',
  scopes: ['user:read:summary:admin', 'user:read:admin', 'user:write:admin'],
  query: NO_QUERY,
  handle: summarize,
} as const satisfies Route;

/** Whether Zoom counts inactive users is not documented; here it does not. */
function summarize(_request: ApiRequest, { account }: ServerState): HttpReply {
  const { users } = account;
  const active = users.filter(({ status }) => status === 'active');
  const people = active.filter((user) => !isRoom(user));
  const ofType = (...types: readonly number[]) => people.filter(({ type }) => types.includes(type)).length;
  const body = {
    licensed_users_count: ofType(2),
    basic_users_count: ofType(1),
    on_prem_users_count: 0,
    room_users_count: active.length - people.length,
    join_only_users_count: ofType(4, 99),
    pending_users_count: account.count('pending'),
    total_users_count: active.length,
  };
  return { status: 200, body };
}

function isRoom({ roles }: User): boolean {
  return roles.has('zoom-room');
}
