import type { ApiRequest } from '../http/api-request.ts';
import { type HttpReply, refusal, validationFailed } from '../http/http-reply.ts';
import { checkField, type ObjectRule } from '../schema/field-rules.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ServerState } from '../state/server-state.ts';
import { isAdministrator } from '../state/user-roles.ts';
import { locateUser } from './locate-user.ts';
import { NO_QUERY, type Route } from './route.ts';
import { seatRefusal } from './seat-refusal.ts';

const STATUS_BODY: ObjectRule = {
  type: 'object',
  required: ['action'],
  fields: { action: { type: 'string', values: ['activate', 'deactivate', 'clock_in', 'clock_out'] } },
};

/** PUT /users/{userId}/status */
export const setStatus = {
  method: 'PUT',
  template: '/users/{userId}/status',
  label: 'light',
  scopes: ['user:update:status:admin', 'user:write:admin'],
  query: NO_QUERY,
  body: STATUS_BODY,
  handle: set,
} as const satisfies Route;

function set(request: ApiRequest, server: ServerState): HttpReply {
  const located = locateUser(request, server);
  if ('refused' in located) return located.refused;
  const { user } = located;
  const { account, settings } = server;
  const errors = checkField(request.body, STATUS_BODY);
  if (errors.length > 0) return validationFailed(errors);
  if (isAdministrator(user.roles) || user.roles.has('zoom-room')) {
    return refusal(400, 200, "Zoom Room and Admin users' status cannot be activated or deactivated.");
  }

  const done: HttpReply = { status: settings.statusReply };
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
