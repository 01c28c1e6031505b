import type { ApiRequest } from '../http/api-request.ts';
import { BAD_PASSWORD, type HttpReply, refusal, validationFailed } from '../http/http-reply.ts';
import { checkField, type ObjectRule } from '../schema/field-rules.ts';
import { brokenRule } from '../schema/password-rules.ts';
import { TEXT } from '../schema/user-fields.ts';
import { countInLastDay } from '../state/day.ts';
import type { ServerState } from '../state/server-state.ts';
import { type User, WORK_EMAIL } from '../state/user.ts';
import { isAdministrator } from '../state/user-roles.ts';
import { locateUser } from './locate-user.ts';
import { NO_QUERY, type Route } from './route.ts';

/** The password's length is a matter of the account's password rules. */
const PASSWORD_BODY: ObjectRule = { type: 'object', required: ['password'], fields: { password: TEXT } };

/** PUT /users/{userId}/password */
export const setPassword = {
  method: 'PUT',
  template: '/users/{userId}/password',
  label: 'medium',
  scopes: ['user:update:password:admin', 'user:write:admin'],
  query: NO_QUERY,
  body: PASSWORD_BODY,
  handle: set,
} as const satisfies Route;

function set(request: ApiRequest, server: ServerState): HttpReply {
  const located = locateUser(request, server);
  if ('refused' in located) return located.refused;
  const { user } = located;
  const { account } = server;
  const errors = checkField(request.body, PASSWORD_BODY);
  if (errors.length > 0) return validationFailed(errors);
  if (isAdministrator(user.roles)) return refusal(400, 1117, "Can not update Admin's password");
  if (user.loginType !== WORK_EMAIL || user.status === 'pending') {
    return refusal(400, 1123, 'Can only update password of Zoom work email account');
  }
  const password = String(request.body.password);
  const refused = refusedPassword(password, user, server);
  if (refused) return refused;
  account.setPassword(user, password);
  return { status: 204, effect: true };
}

function refusedPassword(
  password: string,
  user: User,
  { account, settings }: ServerState,
): HttpReply | undefined {
  const { former } = settings.passwordRules;
  if ([...password].length > MOST_CHARACTERS) return BAD_PASSWORD;
  const broken = brokenRule(password, settings.passwordRules);
  if (broken) return refusal(400, broken.code, broken.message);
  if (account.hadPassword(user, password, 1)) {
    return refusal(400, 300, 'Your new password can not match the old password.');
  }
  if (account.hadPassword(user, password, former)) {
    return refusal(400, 1129, `Users cannot reuse any of the last ${former} passwords created.`);
  }
  if (countInLastDay(user.passwordChanges, settings.now()) >= settings.passwordChanges) {
    return refusal(
      400,
      300,
      'This password cannot be changed because it has already been changed the maximum number of times over the ' +
        'past 24 hours.',
    );
  }
  return undefined;
}

/** "Should be fewer than 32 characters." */
const MOST_CHARACTERS = 31;
