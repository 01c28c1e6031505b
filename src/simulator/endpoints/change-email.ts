import type { ApiRequest } from '../http/api-request.ts';
import { emailTaken, type HttpReply, refusal, validationFailed } from '../http/http-reply.ts';
import { checkField, type ObjectRule } from '../schema/field-rules.ts';
import { EMAIL } from '../schema/user-fields.ts';
import { countInLastDay } from '../state/day.ts';
import type { ServerState } from '../state/server-state.ts';
import type { SimulatorSettings } from '../state/simulator-settings.ts';
import type { User } from '../state/user.ts';
import { isAdministrator } from '../state/user-roles.ts';
import { addressRefusal } from './address-refusal.ts';
import { locateUser } from './locate-user.ts';
import { NO_QUERY, type Route } from './route.ts';

const EMAIL_BODY: ObjectRule = { type: 'object', required: ['email'], fields: { email: EMAIL } };

/** PUT /users/{userId}/email */
export const changeEmail = {
  method: 'PUT',
  template: '/users/{userId}/email',
  label: 'light',
  scopes: ['user:update:email:admin', 'user:write:admin'],
  query: NO_QUERY,
  body: EMAIL_BODY,
  handle: change,
} as const satisfies Route;

/** What Zoom does for a pending user is not documented. Here the invitation goes with the user to the new address. */
function change(request: ApiRequest, server: ServerState): HttpReply {
  const located = locateUser(request, server);
  if ('refused' in located) return located.refused;
  const { user } = located;
  const { account, settings } = server;
  const errors = checkField(request.body, EMAIL_BODY);
  if (errors.length > 0) return validationFailed(errors);
  const email = String(request.body.email);
  const refused = userRefusal(user, settings) ?? addressRefusal(email, true, settings);
  if (refused) return refused;
  // The user's own address is taken as well: "The new email address should not already exist in Zoom."
  if (account.find(email)) return emailTaken(email);
  account.changeEmail(user, email);
  return { status: 204, effect: true };
}

function userRefusal({ roles, emailChanges }: User, settings: SimulatorSettings): HttpReply | undefined {
  if (!settings.managedDomain) return refusal(400, 200, 'Only an account administrator can change email.');
  if (isAdministrator(roles)) return refusal(400, 1000, 'Admin can not change other admins email.');
  if (countInLastDay(emailChanges, settings.now()) < settings.emailChanges) return undefined;
  // Zoom documents the limit, but not how it words the refusal.
  return refusal(
    400,
    300,
    `You can change the email address up to ${settings.emailChanges} times in 24 hours.`,
  );
}
