import type { ApiRequest } from '../http/api-request.ts';
import { allowanceHeaders } from '../http/rate-refusals.ts';
import {
  BAD_PASSWORD,
  NOT_AN_OBJECT,
  ON_PREM,
  type Reply,
  refusal,
  validationFailed,
} from '../http/reply.ts';
import { checkField } from '../schema/field-rules.ts';
import { CREATE_BODY } from '../schema/field-tables.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import type { Settings } from '../state/options.ts';
import type { ServerState } from '../state/server-state.ts';
import { unfitLicence } from './licence-checks.ts';
import { brokenRule } from './password-rules.ts';
import { seatRefusal } from './seat-refusal.ts';

/** POST /users */
export function createUser({ body }: ApiRequest, server: ServerState): Reply {
  const { account, limits, settings } = server;
  const { action, user_info: info } = body;
  const now = settings.now();
  // The invitation quota is a limit like the others: it does not look at the rest of the body.
  const refusedByQuota = action === 'create' ? limits.createRefusal(now) : undefined;
  if (refusedByQuota) return refusedByQuota;
  const refused = unfit(body, settings);
  if (refused || !isObject(info)) return refused ?? NOT_AN_OBJECT;

  const { email, type, password, first_name = '', last_name = '', ...rest } = info;
  const refusedHere =
    refusedAddress(String(action), String(email), settings) ?? seatRefusal(Number(type), server);
  if (refusedHere) return refusedHere;
  if (account.find(String(email))) return refusal(409, 1005, `Email "${email}" has already been used.`);

  const user = account.add({
    email: String(email),
    status: action === 'create' ? 'pending' : 'active',
    type: Number(type),
    loginType: LOGIN_TYPES[String(action)] ?? 100,
    createdAt: now,
    fields: storedFields({ first_name, last_name, ...rest }),
    // Zoom uses the password for autoCreate only.
    ...(action === 'autoCreate' && password !== undefined ? { password: String(password) } : {}),
  });
  if (action === 'create') limits.takeCreate(now);
  const made = { id: user.id, first_name, last_name, email: user.email, type: user.type };
  return { status: 201, body: made, effect: true, ...quotaHeaders(String(action), server, now) };
}

const LOGIN_TYPES: Readonly<Record<string, number>> = { custCreate: 99, ssoCreate: 101 };

function unfit(body: JsonObject, settings: Settings): Reply | undefined {
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
  return unfitLicence(info, settings);
}

function refusedAddress(action: string, email: string, settings: Settings): Reply | undefined {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
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
  if (settings.blockedDomains.includes(domain)) return refusal(400, 1107, 'Email domain is blocked.');
  const managed = settings.managedDomains;
  if (action === 'autoCreate' && managed && !managed.includes(domain)) {
    return refusal(400, 1116, `Email address ${email} doesn't match limited domains: ${managed.join(',')}`);
  }
  if (settings.takenElsewhere.some((taken) => taken.toLowerCase() === email.toLowerCase())) {
    return refusal(400, 1009, `The user ${email} already holds an active account.`);
  }
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

function quotaHeaders(
  action: string,
  { limits, settings }: ServerState,
  now: number,
): Pick<Reply, 'headers'> {
  if (action !== 'create' || !settings.quotaHeaders) return {};
  return { headers: allowanceHeaders('light', settings.createsPerDay, limits.createsLeft(now)) };
}
