import type { ApiRequest } from '../http/api-request.ts';
import type { HttpReply } from '../http/http-reply.ts';
import type { ObjectRule } from '../schema/field-rules.ts';
import { DETAILED_FIELDS } from '../schema/shown-fields.ts';
import { FLAG, LOGIN_TYPE } from '../schema/user-fields.ts';
import type { ServerState } from '../state/server-state.ts';
import { locateUser } from './locate-user.ts';
import type { Route } from './route.ts';
import { shownUser } from './shown-user.ts';

const GET_QUERY: ObjectRule = {
  type: 'object',
  fields: { login_type: LOGIN_TYPE, encrypted_email: FLAG, search_by_unique_id: FLAG },
};

/** GET /users/{userId} */
export const getUser = {
  method: 'GET',
  template: '/users/{userId}',
  label: 'light',
  scopes: ['user:read:user:admin', 'user:read:admin', 'user:write:admin'],
  query: GET_QUERY,
  handle: get,
} as const satisfies Route;

function get(request: ApiRequest, server: ServerState): HttpReply {
  const located = locateUser(request, server);
  if ('refused' in located) return located.refused;
  const { user } = located;
  const { settings } = server;
  const body = {
    ...shownUser(user, DETAILED_FIELDS, settings.now()),
    account_id: settings.accountId,
  };
  return { status: 200, body };
}
