import { randomBytes } from 'node:crypto';
import type { ApiRequest } from '../http/api-request.ts';
import {
  BAD_PASSWORD,
  emailTaken,
  type HttpReply,
  NOT_AN_OBJECT,
  ON_PREM,
  refusal,
  validationFailed,
} from '../http/http-reply.ts';
import { allowanceHeaders, rateRefusal } from '../http/rate-refusal.ts';
import { CREATE_BODY } from '../schema/create-body.ts';
import { checkField } from '../schema/field-rules.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import { brokenRule } from '../schema/password-rules.ts';
import type { Account } from '../state/account.ts';
import type { ServerState } from '../state/server-state.ts';
import type { SimulatorSettings } from '../state/simulator-settings.ts';
import { addressRefusal } from './address-refusal.ts';
import { licenceRefusal } from './licence-refusal.ts';
import { NO_QUERY, type Route } from './route.ts';
import { seatRefusal } from './seat-refusal.ts';

/** POST /users */
export const createUser = {
  method: 'POST',
  template: '/users',
  label: 'light',
  scopes: ['user:write:user:admin', 'user:write:admin'],
  query: NO_QUERY,
  body: CREATE_BODY,
  handle: create,
} as const satisfies Route;

function create({ body }: ApiRequest, server: ServerState): HttpReply {
  const { account, limits, settings } = server;
  const { action, user_info: info } = body;
  const now = settings.now();
  // The invitation quota is a limit like the others: it does not look at the rest of the body.
  if (action === 'create' && limits.createsLeft(now) <= 0) {
    return rateRefusal('createQuota', 'light', settings);
  }
  const refused = bodyRefusal(body, settings);
  if (refused || !isObject(info)) return refused ?? NOT_AN_OBJECT;

  const { email, type, password, first_name = '', last_name = '', ...rest } = info;
  const refusedHere =
    actionRefusal(String(action), settings) ??
    addressRefusal(String(email), action === 'autoCreate', settings) ??
    seatRefusal(Number(type), server);
  if (refusedHere) return refusedHere;
  if (account.find(String(email))) return emailTaken(String(email));

  const user = account.add({
    email: String(email),
    status: action === 'create' ? 'pending' : 'active',
    type: Number(type),
    loginType: LOGIN_TYPES[String(action)] ?? 100,
    createdAt: now,
    fields: {
      ...storedFields({ first_name, last_name, ...rest }),
      ...(action === 'ssoCreate' && type === 2 ? { vanity_name: newVanityName(String(email), account) } : {}),
    },
    // Zoom uses the password for autoCreate only.
    ...(action === 'autoCreate' && password !== undefined ? { password: String(password) } : {}),
  });
  if (action === 'create') limits.takeCreate(now);
  const made = { id: user.id, first_name, last_name, email: user.email, type: user.type };
  const headers = {
    'Content-Location': `/v2/users/${user.id}`,
    ...quotaHeaders(String(action), server, now),
  };
  return { status: 201, body: made, effect: true, headers };
}

const LOGIN_TYPES: Readonly<Record<string, number>> = { custCreate: 99, ssoCreate: 101 };

function bodyRefusal(body: JsonObject, settings: SimulatorSettings): HttpReply | undefined {
  const { action, user_info: info } = body;
  if (Array.isArray(info)) return NOT_AN_OBJECT;
  if (isObject(info) && info.type === 3) return ON_PREM;
  const errors = checkField(body, CREATE_BODY);
  if (errors.length > 0 || !isObject(info)) return validationFailed(errors);
  if (info.type === 99 && action !== 'ssoCreate') {
    return validationFailed([{ field: 'user_info.type', message: 'Invalid field.' }]);
  }
  const password = action === 'autoCreate' ? info.password : undefined;
  if (typeof password === 'string' && brokenRule(password, settings.passwordRules)) return BAD_PASSWORD;
  return licenceRefusal(info, settings);
}

function actionRefusal(action: string, settings: SimulatorSettings): HttpReply | undefined {
  if (action === 'ssoCreate' && !settings.ssoEnabled) {
    return refusal(
      400,
      2002,
      'SSO has not been enabled for this account. Contact the Zoom support team to enable this option.',
    );
  }
  if (action === 'ssoCreate' && !settings.ssoPreProvision) {
    return refusal(
      400,
      2032,
      'The ssoCreate option is only available for SSO Partners that have enabled the pre-provision option. ' +
        'Contact the Zoom Support team to learn more.',
    );
  }
  if (action === 'custCreate' && !settings.custCreateAllowed) return refusal(400, 200, 'No permission.');
  return undefined;
}

/** As GET shows them: the Workplace plan is not below `feature` there, and there is always a display name. */
function storedFields({ feature, ...fields }: JsonObject): JsonObject {
  const { zoom_one_type, ...features } = isObject(feature) ? feature : {};
  return {
    ...fields,
    display_name: fields.display_name || `${fields.first_name} ${fields.last_name}`.trim(),
    ...(Object.keys(features).length > 0 ? { feature: features } : {}),
    ...(zoom_one_type === undefined ? {} : { zoom_one_type }),
  };
}

/** Zoom takes the address without its domain, and something at random where that is occupied. */
function newVanityName(email: string, account: Account): string {
  const name = email.slice(0, email.lastIndexOf('@'));
  return account.ownerOfVanityName(name) ? `${name}.${randomBytes(4).toString('hex')}` : name;
}

function quotaHeaders(action: string, { limits, settings }: ServerState, now: number): HttpReply['headers'] {
  if (action !== 'create' || !settings.quotaHeaders) return {};
  return allowanceHeaders('light', settings.createsPerDay, limits.createsLeft(now));
}
