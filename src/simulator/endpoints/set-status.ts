import type { ApiRequest } from '../http/api-request.ts';
import { type Reply, refusal, validationFailed } from '../http/reply.ts';
import { checkField } from '../schema/field-rules.ts';
import { STATUS_BODY } from '../schema/field-tables.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ServerState } from '../state/server-state.ts';
import { locateUser } from './locate-user.ts';
import { seatRefusal } from './seat-refusal.ts';

/** PUT /users/{userId}/status */
export function setStatus(request: ApiRequest, server: ServerState): Reply {
  const located = locateUser(request, server);
  if ('refused' in located) return located.refused;
  const { user } = located;
  const { account, settings } = server;
  const errors = checkField(request.body, STATUS_BODY);
  if (errors.length > 0) return validationFailed(errors);
  if (account.isAdmin(user) || account.isZoomRoom(user)) {
    return refusal(400, 200, "Zoom Room and Admin users' status cannot be activated or deactivated.");
  }

  const done: Reply = { status: settings.statusReply };
  const { action } = request.body;
  if (action === 'deactivate' && user.status === 'active') {
    account.change(user, { status: 'inactive', type: 1, fields: withoutLicences(user.fields) });
    return { ...done, effect: true };
  }
  if (action === 'activate' && user.status === 'inactive') {
    const noSeat = seatRefusal(user.type, server);
    if (noSeat) return noSeat;
    account.change(user, { status: 'active' });
    return { ...done, effect: true };
  }
  return done;
}

/** "Deactivating a user removes all licenses associated with a user"; activating gives none of them back. */
function withoutLicences(fields: JsonObject): JsonObject {
  const {
    plan_united_type: _plan,
    zoom_one_type: _one,
    license_info_list: _list,
    feature: _feature,
    ...rest
  } = fields;
  return rest;
}
