import type { ApiRequest } from '../http/api-request.ts';
import type { Reply } from '../http/reply.ts';
import type { ObjectRule } from '../schema/field-rules.ts';
import {
  CREATE_BODY,
  GET_QUERY,
  LIST_QUERY,
  NO_QUERY,
  PASSWORD_BODY,
  STATUS_BODY,
  UPDATE_BODY,
  UPDATE_QUERY,
} from '../schema/field-tables.ts';
import type { Label } from '../state/options.ts';
import type { ServerState } from '../state/server-state.ts';
import { createUser } from './create-user.ts';
import { getUser } from './get-user.ts';
import { listUsers } from './list-users.ts';
import { setPassword } from './set-password.ts';
import { setStatus } from './set-status.ts';
import { updateUser } from './update-user.ts';

export type Route = {
  readonly method: string;
  /** As in Zoom's reference. */
  readonly template: string;
  readonly label: Label;
  /** Any one of them will do; the first is named when all are missing. */
  readonly scopes: readonly [string, ...string[]];
  readonly query: ObjectRule;
  readonly body?: ObjectRule;
  readonly handle: (request: ApiRequest, server: ServerState) => Reply;
};

/** Zoom's endpoints as far as they are simulated, with its labels and scopes. */
const ROUTES: readonly Route[] = [
  {
    method: 'POST',
    template: '/users',
    label: 'light',
    scopes: ['user:write:user:admin', 'user:write:admin'],
    query: NO_QUERY,
    body: CREATE_BODY,
    handle: createUser,
  },
  {
    method: 'GET',
    template: '/users',
    label: 'medium',
    scopes: ['user:read:list_users:admin', 'user:read:admin', 'user:write:admin'],
    query: LIST_QUERY,
    handle: listUsers,
  },
  {
    method: 'GET',
    template: '/users/{userId}',
    label: 'light',
    scopes: ['user:read:user:admin', 'user:read:admin', 'user:write:admin'],
    query: GET_QUERY,
    handle: getUser,
  },
  {
    method: 'PATCH',
    template: '/users/{userId}',
    label: 'light',
    scopes: ['user:update:user:admin', 'user:write:admin'],
    query: UPDATE_QUERY,
    body: UPDATE_BODY,
    handle: updateUser,
  },
  {
    method: 'PUT',
    template: '/users/{userId}/status',
    label: 'light',
    scopes: ['user:update:status:admin', 'user:write:admin'],
    query: NO_QUERY,
    body: STATUS_BODY,
    handle: setStatus,
  },
  {
    method: 'PUT',
    template: '/users/{userId}/password',
    label: 'medium',
    scopes: ['user:update:password:admin', 'user:write:admin'],
    query: NO_QUERY,
    body: PASSWORD_BODY,
    handle: setPassword,
  },
];

/** @param path below `/v2`, as received, without the query */
export function findRoute(method: string, path: string): { route: Route; user: string } | undefined {
  const segments = path.split('/').slice(1);
  const user = decoded(segments[1] ?? '');
  if (user === undefined || NOT_SIMULATED.has(user)) return undefined;
  const template = segments
    .map((segment, index) => (index === 1 && segment ? '{userId}' : segment))
    .join('/');
  const route = ROUTES.find((each) => each.method === method && each.template === `/${template}`);
  return route && { route, user };
}

/** Endpoints of Zoom's that would be taken for a user's id. */
const NOT_SIMULATED: ReadonlySet<string> = new Set(['email', 'features', 'summary', 'vanity_name']);

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
