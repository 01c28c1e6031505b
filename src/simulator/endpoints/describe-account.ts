import type { ApiRequest } from '../http/api-request.ts';
import type { HttpReply } from '../http/http-reply.ts';
import type { ServerState } from '../state/server-state.ts';
import { NO_QUERY, type Route } from './route.ts';

/**
 * GET /accounts/me. Zoom documents it for the accounts below a master account, and clients have been seen to ask it of
 * their own; which label it has is not documented any more.
 */
export const describeAccount = {
  method: 'GET',
  template: '/accounts/me',
  label: 'medium',
  scopes: ['account:read:sub_account:admin', 'account:read:admin'],
  query: NO_QUERY,
  handle: describe,
} as const satisfies Route;

function describe(_request: ApiRequest, { account, settings }: ServerState): HttpReply {
  const owner = account.users.find(({ roles }) => roles.has('owner'));
  const body = {
    id: settings.accountId,
    account_name: settings.accountName,
    ...(owner && { owner_id: owner.id, owner_email: owner.email }),
  };
  return { status: 200, body };
}
