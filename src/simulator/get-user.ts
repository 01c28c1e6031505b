import type { ApiRequest } from './api-request.ts';
import { locateUser } from './locate-user.ts';
import type { Reply } from './reply.ts';
import { shownUser } from './shown-user.ts';
import type { World } from './world.ts';

/** GET /users/{userId} */
export function getUser(request: ApiRequest, world: World): Reply {
  const located = locateUser(request, world);
  if ('refused' in located) return located.refused;
  const { user } = located;
  const { settings } = world;
  const body = {
    ...shownUser(user, settings.now()),
    account_id: settings.accountId,
    login_types: [user.loginType],
  };
  return { status: 200, body };
}
