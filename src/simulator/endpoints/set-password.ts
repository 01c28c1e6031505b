import type { ApiRequest } from '../http/api-request.ts';
import { BAD_PASSWORD, type Reply, refusal, validationFailed } from '../http/reply.ts';
import { checkField } from '../schema/field-rules.ts';
import { PASSWORD_BODY } from '../schema/field-tables.ts';
import type { ServerState } from '../state/server-state.ts';
import { locateUser } from './locate-user.ts';
import { brokenRule } from './password-rules.ts';

/** PUT /users/{userId}/password */
export function setPassword(request: ApiRequest, server: ServerState): Reply {
  const located = locateUser(request, server);
  if ('refused' in located) return located.refused;
  const { user } = located;
  const { account, settings } = server;
  const errors = checkField(request.body, PASSWORD_BODY);
  if (errors.length > 0) return validationFailed(errors);
  if (account.isAdmin(user)) return refusal(400, 1117, "Can not update Admin's password");
  if (user.loginType !== WORK_EMAIL || user.status === 'pending') {
    return refusal(400, 1123, 'Can only update password of Zoom work email account');
  }

  const password = String(request.body.password);
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
  const recent = user.passwordChanges.filter((at) => settings.now() - at < DAY_MS);
  if (recent.length >= settings.passwordChanges) {
    return refusal(
      400,
      300,
      'This password cannot be changed because it has already been changed the maximum number of times over the ' +
        'past 24 hours.',
    );
  }
  account.setPassword(user, password);
  return { status: 204, effect: true };
}

const WORK_EMAIL = 100;
/** "Should be fewer than 32 characters." */
const MOST_CHARACTERS = 31;
const DAY_MS = 86_400_000;
