import type { ApiRequest } from '../http/api-request.ts';
import type { Reply } from '../http/reply.ts';
import type { ServerState } from '../state/server-state.ts';
import { locateUser } from './locate-user.ts';
import { shownUser } from './shown-user.ts';

/** GET /users/{userId} */
export function getUser(request: ApiRequest, server: ServerState): Reply {
  const located = locateUser(request, server);
  if ('refused' in located) return located.refused;
  const { user } = located;
  const { settings } = server;
  const body = {
    ...shownUser(user, settings.now()),
    account_id: settings.accountId,
    login_types: [user.loginType],
  };
  return { status: 200, body };
}
