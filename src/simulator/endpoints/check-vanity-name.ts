import type { ApiRequest } from '../http/api-request.ts';
import { type HttpReply, refusal } from '../http/http-reply.ts';
import type { ObjectRule } from '../schema/field-rules.ts';
import { TEXT } from '../schema/user-fields.ts';
import type { ServerState } from '../state/server-state.ts';
import type { Route } from './route.ts';

const NAME_QUERY: ObjectRule = { type: 'object', fields: { vanity_name: TEXT } };

/** GET /users/vanity_name */
export const checkVanityName = {
  method: 'GET',
  template: '/users/vanity_name',
  label: 'light',
  scopes: ['user:read:pm_room:admin', 'user:read:admin', 'user:write:admin'],
  query: NAME_QUERY,
  handle: check,
} as const satisfies Route;

function check({ query }: ApiRequest, { account }: ServerState): HttpReply {
  const { vanity_name: name } = query;
  if (!name) return refusal(400, 300, 'Vanity name is required.');
  return { status: 200, body: { existed: account.ownerOfVanityName(String(name)) !== undefined } };
}
