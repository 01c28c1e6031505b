import type { ApiRequest } from '../http/api-request.ts';
import { type HttpReply, ON_PREM, refusal, validationFailed } from '../http/http-reply.ts';
import { checkField, type ObjectRule } from '../schema/field-rules.ts';
import { isObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { UPDATE_BODY } from '../schema/update-body.ts';
import { FLAG, LOGIN_TYPE } from '../schema/user-fields.ts';
import type { ServerState } from '../state/server-state.ts';
import type { SimulatorSettings } from '../state/simulator-settings.ts';
import type { User } from '../state/user.ts';
import { licenceRefusal } from './licence-refusal.ts';
import { locateUser } from './locate-user.ts';
import type { Route } from './route.ts';
import { seatRefusal } from './seat-refusal.ts';

const UPDATE_QUERY: ObjectRule = {
  type: 'object',
  fields: { login_type: LOGIN_TYPE, remove_tsp_credentials: FLAG },
};

/** PATCH /users/{userId} */
export const updateUser = {
  method: 'PATCH',
  template: '/users/{userId}',
  label: 'light',
  scopes: ['user:update:user:admin', 'user:write:admin'],
  query: UPDATE_QUERY,
  body: UPDATE_BODY,
  handle: update,
} as const satisfies Route;

function update(request: ApiRequest, server: ServerState): HttpReply {
  const located = locateUser(request, server);
  if ('refused' in located) return located.refused;
  const { user } = located;
  const { body } = request;
  if (body.type === 3) return ON_PREM;
  const errors = checkField(body, UPDATE_BODY);
  if (errors.length > 0) return validationFailed(errors);
  if (user.status === 'pending') return updatePending(body, user, server);
  const refused = conflictRefusal(body, user, server);
  if (refused) return refused;
  if (Object.keys(body).length === 0) return { status: 204 };

  const { type, group_id: group, ...fields } = body;
  server.account.change(user, {
    ...(type === undefined ? {} : { type: Number(type) }),
    fields: withGroup(merged(user.fields, fields), group),
  });
  return { status: 204, effect: true };
}

/** Zoom answers with success and ignores everything but the group until the invitation is accepted. */
function updatePending({ group_id: group }: JsonObject, user: User, server: ServerState): HttpReply {
  const refused = groupRefusal(group, server.settings);
  if (refused) return refused;
  if (!group || !server.settings.pendingGroups) return { status: 204 };
  server.account.change(user, { fields: withGroup(user.fields, group) });
  return { status: 204, effect: true };
}

/** The refusal of fields that do not go together, or that the user or the account does not allow. */
function conflictRefusal(body: JsonObject, user: User, server: ServerState): HttpReply | undefined {
  return (
    conflictInBody(body) ?? licenceRefusal(body, server.settings) ?? conflictWithUser(body, user, server)
  );
}

function conflictInBody(body: JsonObject): HttpReply | undefined {
  if (LICENCE_FIELDS.filter((name) => body[name] !== undefined).length > 1) {
    return refusal(
      400,
      300,
      'You can\'t change the "type" or "plan_united_type" or "zoom_one_type" at the same time.',
    );
  }
  if (typeof body.about_me === 'string' && LINK_OR_HTML.test(body.about_me)) {
    return refusal(400, 300, "The `about_me` field is illegal and can't contain hyperlinks or HTML code.");
  }
  if (typeof body.linkedin_url === 'string' && !body.linkedin_url.includes('linkedin.com')) {
    return refusal(400, 300, 'The `linkedin_url` field is illegal. The URL must contain `linkedin.com`.');
  }
  return undefined;
}

const LICENCE_FIELDS = ['type', 'plan_united_type', 'zoom_one_type'] as const;
const LINK_OR_HTML = /https?:\/\/|www\.|<\/?[a-z!]/i;

function conflictWithUser(body: JsonObject, user: User, server: ServerState): HttpReply | undefined {
  const { account, settings } = server;
  const { type, vanity_name: vanityName } = body;
  if (type === 99 && user.loginType !== 101) {
    return validationFailed([{ field: 'type', message: 'Invalid field.' }]);
  }
  if (type === 1 && user.roles.has('zoom-room')) {
    return refusal(400, 200, `A Zoom Room user cannot be changed to a free user type: ${user.id}`);
  }
  if (type === 4 && user.roles.has('zoom-room')) {
    return refusal(
      400,
      200,
      `A Zoom Room user cannot be changed to a no-meeting-license user type: ${user.id}.`,
    );
  }
  if (body.pmi !== undefined && user.type === 4) {
    return refusal(400, 200, 'You cannot change PMI information for a "No Meetings License" user.');
  }
  const noSeat = typeof type === 'number' && type !== user.type ? seatRefusal(type, server) : undefined;
  if (noSeat) return noSeat;
  const owner = typeof vanityName === 'string' ? account.ownerOfVanityName(vanityName) : undefined;
  if (owner && owner !== user) {
    return refusal(
      400,
      4100,
      'User is already taken by another user from your account. Choose another "Personal Link Name".',
    );
  }
  return groupRefusal(body.group_id, settings);
}

function groupRefusal(group: JsonValue | undefined, { groups }: SimulatorSettings): HttpReply | undefined {
  if (typeof group !== 'string' || !groups || groups.includes(group)) return undefined;
  return refusal(404, 4130, `Group does not exist: ${group}.`);
}

/**
 * Zoom documents `group_id` for pending users only; for others there is another endpoint, and what this one does is
 * unknown. Here it does the same for all: a user who is in a group stays in it.
 */
function withGroup(fields: JsonObject, group: JsonValue | undefined): JsonObject {
  const groups = Array.isArray(fields.group_ids) ? fields.group_ids : [];
  if (!group || groups.includes(group)) return fields;
  return { ...fields, group_ids: [...groups, group] };
}

function merged(old: JsonObject, change: JsonObject): JsonObject {
  const feature =
    isObject(old.feature) && isObject(change.feature) ? { ...old.feature, ...change.feature } : undefined;
  const fields: Record<string, JsonValue> = { ...old, ...change, ...(feature ? { feature } : {}) };
  if (fields.plan_united_type === 'none') delete fields.plan_united_type;
  if (fields.zoom_one_type === 0) delete fields.zoom_one_type;
  // "If display_name is empty, the API endpoint derives the display_name from the first_name and last_name values"
  if (fields.display_name) return fields;
  return { ...fields, display_name: `${fields.first_name ?? ''} ${fields.last_name ?? ''}`.trim() };
}
