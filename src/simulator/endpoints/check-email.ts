import type { ApiRequest } from '../http/api-request.ts';
import { type HttpReply, refusal } from '../http/http-reply.ts';
import type { ObjectRule } from '../schema/field-rules.ts';
import { TEXT } from '../schema/user-fields.ts';
import type { ServerState } from '../state/server-state.ts';
import { WORK_EMAIL } from '../state/user.ts';
import type { Route } from './route.ts';

const EMAIL_QUERY: ObjectRule = { type: 'object', fields: { email: TEXT } };

/** GET /users/email */
export const checkEmail = {
  method: 'GET',
  template: '/users/email',
  label: 'light',
  scopes: ['user:read:email:admin', 'user:read:admin', 'user:write:admin'],
  query: EMAIL_QUERY,
  handle: check,
} as const satisfies Route;

/** Zoom tells only of those in the account who sign in with an address and a password. */
function check({ query }: ApiRequest, { account }: ServerState): HttpReply {
  const { email } = query;
  if (!email) return refusal(400, 300, 'Email is required.');
  return { status: 200, body: { existed_email: account.find(String(email))?.loginType === WORK_EMAIL } };
}
