import { describe, expect, it } from 'vitest';
import type { Reason } from '../../src/core/reason.ts';
import { OUTCOME_NAMES, OUTCOMES, type Outcome } from '../../src/core/vocabulary.ts';
import { advise } from '../../src/report/advice.ts';

function refused(message: string): Reason {
  return { kind: 'refused', message };
}

const QUOTA = { kind: 'quota', quota: 'create', used: 50, limit: 50, closedByZoom: false } as const;
const BEHIND = { kind: 'earlierRow', line: 56, outcome: 'deferred', awaitsInvitation: false } as const;

describe('advise', () => {
  it.each(OUTCOME_NAMES)('has one or two whole sentences for a row that is %s, or none', (outcome) => {
    const isPerformed = OUTCOMES[outcome].kind === 'performed';
    expect(advise({ outcome })).toMatch(isPerformed ? /^$/ : /^[A-Z][^\n]{10,200}\.$/);
  });

  it.each<[Reason, string]>([
    [
      { kind: 'notOneUser', email: 'a@x.org', userId: 'id', address: 'b@x.org' },
      'correct the address or the id',
    ],
    [{ kind: 'noAddress', userId: 'id' }, 'give the address beside the id'],
    [{ kind: 'onlyDisassociate' }, '`disassociate`'],
    [{ kind: 'onlyDisassociate', instead: 'deactivate' }, '`disassociate`'],
  ])('does not say that Zoom refused what was not sent: %j', (reason, words) => {
    const said = advise({ outcome: 'rejected', reason, action: 'deactivate', httpStatus: 204 });
    expect(said).toContain(words);
    expect(said).toMatch(/^Nothing was sent/);
  });

  it.each([
    [1000, 'The user cannot be changed because they are a Call-queue manager.', 'call queue'],
    [1001, 'User does not exist: x.', 'No such user'],
    [1009, 'The user x already holds an active account.', 'account of their own'],
    [1010, 'User not found on this account', 'No such user'],
    [1102, 'You cannot enable the Zoom Phone feature', 'Zoom Phone licence'],
    [1107, 'Email domain is blocked.', 'domain is blocked'],
    [1108, 'Permission requirements were not met.', "users' type"],
    [1109, 'Host is not a paid user.', 'licensed user'],
    [1116, "Email address x doesn't match limited domains: y", 'domains'],
    [1117, "Can not update Admin's password", 'administrators'],
    [1120, "A valid invitation wasn't found", 'invitation'],
    [1123, 'Can only update password of Zoom work email account', 'SSO'],
    [1124, 'Have at least 8 characters', "account's rules"],
    [1127, 'Have at least 1 special character', 'special character'],
    [1129, 'Users cannot reuse any of the last 3 passwords', 'in use before'],
    [1136, 'Your password is too easy to guess.', 'guess'],
    [2002, 'SSO has not been enabled', 'Single sign-on'],
    [2016, 'No permission.', 'Zoom support'],
    [2032, 'The ssoCreate option is only available', 'single sign-on in advance'],
    [2033, 'maximum basic user limit', 'basic users'],
    [2034, 'maximum number of Licensed users', 'no licence'],
    [2035, 'GPA accounts cannot add users.', 'GPA'],
    [2036, 'Other accounts cannot invite GPA account owners.', 'GPA'],
    [2037, 'Force forbidden user can not be invited.', 'invited'],
    [2038, 'maximum number', 'no licence'],
    [2039, "you don't have enough basic licenses", 'basic seat'],
    [3412, 'your account has reached the permitted maximum number of 10 basic users.', 'no more basic users'],
    [3412, 'convert the user type of a "Basic" user: maximum number of "10" paying users', 'no licence'],
    [4100, 'User is already taken by another user', 'vanity_name'],
    [4130, 'Group does not exist: x.', 'group_id'],
    [4711, 'Invalid access token, does not contain scopes:[user:write:user:admin].', 'lacks a scope'],
    [11321, 'Email domain is blocked by Zoom Trust & Safety.', 'Trust & Safety'],
    [200, 'Invalid access token. Does not contain permissions [User:Edit].', 'User Management, Roles'],
    [200, 'Invalid access token, does not contain scopes:[x].', 'lacks a scope'],
    [200, "Zoom Room and Admin users' status cannot be activated or deactivated.", 'switched on or off'],
    [200, 'A Zoom Room user cannot be changed to a free user type: x', 'Zoom Room'],
    [200, 'Only an account administrator can change the host key.', 'administrator'],
    [200, 'No privilege.', "owner's role"],
    [300, 'the name contains an invalid word: `x`.', 'the name differently'],
    [300, 'Your new password can not match the old password.', 'choose another'],
    [300, 'already been changed the maximum number of times over the past 24 hours.', '24 hours'],
    [
      300,
      'You can\'t change the "type" or "plan_united_type" or "zoom_one_type" at the same time.',
      'only one of',
    ],
    [300, 'The subscription "x" you entered does not exist.', 'subscription_id'],
    [300, "Your account can't set user type as On-prem.", 'on-prem'],
    [300, 'The `about_me` field is illegal', 'about_me'],
    [300, 'Validation Failed. user_info.email: Invalid field.', 'what the message names'],
  ])('says what to do about code %i, %s', (code, message, expected) => {
    const row = { outcome: 'rejected', httpStatus: 400, zoomCode: code, reason: refused(message) } as const;
    expect(advise(row)).toContain(expected);
  });

  it.each<[Outcome, number | undefined, number | undefined, Reason | undefined, string]>([
    ['exists', 409, 1005, refused('Email "x" has already been used.'), '--on-exists'],
    ['rejected', 403, undefined, undefined, 'denies'],
    ['rejected', 418, undefined, undefined, 'Zoom refused these rows'],
    ['rejected', 400, 98765, refused('Something new.'), 'Zoom refused these rows'],
    ['not_found', 404, undefined, undefined, 'Users list'],
    ['failed', 429, 429, refused('You have reached the maximum per-second rate limit.'), '--share'],
    ['failed', 429, 429, refused('Too many concurrent requests.'), 'same users at the same time'],
    ['failed', 503, undefined, refused('HTTP 503 with an empty body'), 'status.zoom.us'],
    ['failed', undefined, undefined, refused('Zoom did not answer in time.'), 'check the network'],
    ['unknown', undefined, undefined, refused('Zoom did not answer in time.'), 'asks the account'],
    ['unknown', 503, undefined, undefined, 'may have taken effect'],
    ['not_attempted', 400, 4711, refused('does not contain scopes:[x]'), 'lacks a scope'],
    ['not_attempted', undefined, undefined, { kind: 'notReached' }, 'zoom-provision resume <run-id>'],
    ['deferred', 429, 429, refused('daily rate limit (1500) of user invite requests'), 'daily quota'],
    ['deferred', undefined, undefined, QUOTA, 'daily quota'],
    ['deferred', undefined, undefined, { kind: 'awaitsInvitation', what: 'row' }, 'ask them to, then'],
    ['deferred', undefined, undefined, { kind: 'awaitsInvitation', what: 'expiredRow' }, 'send them again'],
    ['deferred', 409, undefined, { kind: 'awaitsInvitation', what: 'existingUser' }, 'ask them to, then'],
    ['deferred', undefined, undefined, BEHIND, 'an earlier row of the same user'],
    [
      'deferred',
      undefined,
      undefined,
      { ...BEHIND, awaitsInvitation: true },
      'an earlier row of the same user',
    ],
    ['skipped', 404, 1001, { ...BEHIND, outcome: 'rejected' }, 'earlier row'],
    [
      'rejected',
      400,
      300,
      { kind: 'afterActivation', reason: refused('the name contains an invalid word: Zoom') },
      'a word in the name',
    ],
    ['rejected', 400, 300, { kind: 'recorded', message: 'Invalid parameter: password.' }, "account's rules"],
  ])('looks at outcome %s, status %s, code %s: %j', (outcome, httpStatus, zoomCode, reason, expected) => {
    expect(advise({ outcome, httpStatus, zoomCode, reason })).toContain(expected);
  });

  it.each<[Outcome, number | undefined, Reason]>([
    ['failed', undefined, refused('Zoom could not be reached')],
    ['failed', 429, refused('You have reached the maximum per-second rate limit for this API.')],
    ['failed', 429, refused('Too many concurrent requests.')],
    ['failed', 502, refused('')],
    ['unknown', undefined, refused('The connection was cut.')],
    ['not_attempted', undefined, { kind: 'notReached' }],
    ['deferred', undefined, { kind: 'awaitsInvitation', what: 'row' }],
    ['deferred', undefined, QUOTA],
    ['deferred', undefined, BEHIND],
  ])(
    'names the command for what `resume` takes up again: %s, status %s: %j',
    (outcome, httpStatus, reason) => {
      const advice = advise({ outcome, httpStatus, zoomCode: httpStatus, reason });
      expect(advice).toContain('`zoom-provision resume <run-id>`');
      expect(advice).not.toMatch(/run these rows again|run the row again/);
    },
  );

  const NOT_THERE = { outcome: 'not_found', httpStatus: 404, zoomCode: 1001 } as const;
  const EXPIRED = { outcome: 'rejected', httpStatus: 400, zoomCode: 1120 } as const;

  it.each(['deactivate', 'disassociate', 'delete'])('has nothing left to do for a leaver: %s', (action) => {
    const user = 'ann@example.com';
    const missing = { ...NOT_THERE, action, user, reason: refused(`User does not exist: ${user}.`) };
    expect(advise(missing)).toContain('not in this account, so nothing is left to do');
    expect(
      advise({ ...missing, zoomCode: 1010, reason: refused('User not found on this account') }),
    ).toContain('nothing is left to do');
    expect(advise({ outcome: 'not_found', httpStatus: 404, action })).toContain('nothing is left to do');
    const expired = advise({ ...EXPIRED, action, reason: refused('Invite not exist') });
    expect(expired).toContain('nothing is left to do');
    expect(expired).not.toContain('send it again');
  });

  it.each([
    ['update', 'needs a create row first'],
    ['password', 'there is no password to set'],
    ['activate', 'Somebody who was removed, and not deactivated only, needs a create row'],
    ['change_email', 'may have been changed already'],
  ])('for somebody who is not found depends on the action: %s', (action, expected) => {
    expect(advise({ ...NOT_THERE, action, reason: refused('User does not exist: x.') })).toContain(expected);
    expect(advise({ ...EXPIRED, action, reason: refused('Invite not exist') })).toContain('send it again');
  });

  it.each([
    ['delete', 'ann@example.com', 'User does not exist: carol@example.com.'],
    ['disassociate', 'zoom-id-of-ann', 'User does not exist: carol@example.com'],
    ['delete', 'ann@example.com', 'Destination user is not belongs to the same account.'],
  ])('of %s names transfer_email when that is who is missing: %s, %s', (action, user, message) => {
    expect(advise({ ...NOT_THERE, action, user, reason: refused(message) })).toContain('`transfer_email`');
  });

  it('says of a new address that is taken what else could be written', () => {
    const taken = { outcome: 'exists', httpStatus: 409, zoomCode: 1005, action: 'change_email' } as const;
    expect(advise(taken)).toContain('has the new address already');
    expect(advise({ ...taken, action: 'create' })).toContain('--on-exists update');
  });

  it.each([
    [200, 'You can add max 10 free users.', 'no more basic users'],
    [200, "You can't add paid users.", 'no licence of this kind'],
    [200, 'Current account does not enable this feature.', 'does not have this feature'],
    [200, 'No permission, please contact Zoom customer support.', 'tracking id'],
    [200, 'Can not transfer to a Zoom Rooms user.', '`transfer_email`'],
    [200, 'Something new.', 'correct what the message names'],
    [400, 'Bad Request', 'correct what the message names'],
    [400, 'No permission.', "owner's role"],
    [1000, 'Can not change email of account owner.', 'administrators of the account'],
    [1000, 'Pending user can not change email.', 'has not accepted the invitation'],
    [1000, 'This user is force locked.', 'locked or inactive'],
    [1000, 'Something new.', 'correct what the message names'],
    [1010, 'Group does not belong to this account: A.', 'group_id'],
    [1010, 'Something new.', 'correct what the message names'],
    [1108, 'Only paid user can own host key.', '`host_key`'],
    [1120, 'Something new.', 'correct what the message names'],
    [1135, 'New User already exists in another cluster', 'another region'],
    [2039, 'No permission', "owner's role"],
    [2039, 'Something new.', 'correct what the message names'],
    [2300, 'This API endpoint is not recognized.', 'ZOOM_API_URL'],
  ])('goes by the words of code %i: %s', (code, message, expected) => {
    const row = { outcome: 'rejected', httpStatus: 400, zoomCode: code, reason: refused(message) } as const;
    expect(advise(row)).toContain(expected);
  });
});
