import type { ApiRequest } from '../http/api-request.ts';
import { ON_PREM, type Reply, refusal, validationFailed } from '../http/reply.ts';
import { checkField } from '../schema/field-rules.ts';
import { UPDATE_BODY } from '../schema/field-tables.ts';
import { isObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import type { User } from '../state/account.ts';
import type { ServerState } from '../state/server-state.ts';
import { unfitLicence } from './licence-checks.ts';
import { locateUser } from './locate-user.ts';
import { seatRefusal } from './seat-refusal.ts';

/** PATCH /users/{userId} */
export function updateUser(request: ApiRequest, server: ServerState): Reply {
  const located = locateUser(request, server);
  if ('refused' in located) return located.refused;
  const { user } = located;
  const { body } = request;
  if (body.type === 3) return ON_PREM;
  const errors = checkField(body, UPDATE_BODY);
  if (errors.length > 0) return validationFailed(errors);
  // Zoom answers with success and ignores the update until the invitation is accepted.
  if (user.status === 'pending') return { status: 204 };
  const refused = conflictOf(body, user, server);
  if (refused) return refused;
  if (Object.keys(body).length === 0) return { status: 204 };

  const { type, group_id, ...fields } = body;
  const groups = group_id === undefined ? {} : { group_ids: [group_id] };
  server.account.change(user, {
    ...(type === undefined ? {} : { type: Number(type) }),
    fields: merged(user.fields, { ...fields, ...groups }),
  });
  return { status: 204, effect: true };
}

/** What the account as it is does not allow. */
function conflictOf(body: JsonObject, user: User, server: ServerState): Reply | undefined {
  return conflictInBody(body) ?? unfitLicence(body, server.settings) ?? conflictWithUser(body, user, server);
}

function conflictInBody(body: JsonObject): Reply | undefined {
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

function conflictWithUser(body: JsonObject, user: User, server: ServerState): Reply | undefined {
  const { account, settings } = server;
  const { type, vanity_name: vanityName, group_id: group } = body;
  if (type === 99 && user.loginType !== 101) {
    return validationFailed([{ field: 'type', message: 'Invalid field.' }]);
  }
  if (type === 1 && account.isZoomRoom(user)) {
    return refusal(400, 200, `A Zoom Room user cannot be changed to a free user type: ${user.id}`);
  }
  if (type === 4 && account.isZoomRoom(user)) {
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
  if (owner && owner !== user && owner.fields.vanity_name === vanityName) {
    return refusal(
      400,
      4100,
      'User is already taken by another user from your account. Choose another "Personal Link Name".',
    );
  }
  if (typeof group === 'string' && settings.groups && !settings.groups.includes(group)) {
    return refusal(404, 4130, `Group does not exist: ${group}.`);
  }
  return undefined;
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
