const NOT_IN_ACCOUNT =
  'No such user in this account: check the address or id against the Users list in the Zoom portal. A new person needs ' +
  'a create row first.';
const SEATS =
  'The account has no licence of this kind left: buy more, or take one from somebody who has left, then run these rows again.';
const BASIC_SEATS =
  'The account may have no more basic users: remove some from Users and Pending in the Zoom portal, or ask Zoom support, ' +
  'then run these rows again.';
const PASSWORD_RULES =
  "Choose a password that keeps the account's rules: letters and numbers, upper and lower case, a special character, no " +
  'simple sequences.';
const SCOPE =
  'The Zoom app lacks a scope: its administrator must add the one the message names in the Zoom App Marketplace, then ' +
  '`zoom-provision resume <run-id>`.';
const ASK_ZOOM =
  'Only Zoom can allow this: your Zoom administrator must contact Zoom support with the tracking id of the row.';

/** Codes with one meaning. */
const BY_CODE: Readonly<Record<number, string>> = {
  124: 'Zoom did not accept the sign-in: the administrator of the Zoom app must check its credentials and that it is active.',
  1000: 'These users answer a call queue or auto-receptionist of Zoom Phone: its administrator must hand that on first.',
  1001: NOT_IN_ACCOUNT,
  1005:
    'If these people are in your Users list, run the rows with `--on-exists update` or `skip`; if not, somebody has ' +
    'registered the address privately, and an administrator must invite it in the Zoom portal.',
  1009:
    'The person already has a Zoom account of their own: invite them in the Zoom portal (Users, Add Users), where they can ' +
    'agree to move.',
  1010: NOT_IN_ACCOUNT,
  1102: 'No Zoom Phone licence is left: buy more or free one, or leave Zoom Phone out of these rows.',
  1107: 'This e-mail domain is blocked for the account: use another address, or ask your Zoom administrator to allow it.',
  1108: "These users' type cannot be changed by this app: your Zoom administrator must change it in the Zoom portal.",
  1109: 'This needs a licensed user: set `type` to 2 in the row, or leave the value out.',
  1116: 'The account takes addresses of its own domains only: correct the address, or have the domain added in the Zoom portal.',
  1117: 'These are administrators of the account: they must change their passwords themselves. Take the rows out.',
  1120: 'The invitation has run out (30 days): an administrator must send it again in the Zoom portal, under Users, Pending.',
  1123: 'These people sign in through SSO, Google or another service: their passwords are changed there. Take the rows out.',
  1124: PASSWORD_RULES,
  1125: PASSWORD_RULES,
  1126: PASSWORD_RULES,
  1127: PASSWORD_RULES,
  1128: PASSWORD_RULES,
  1129: 'This password was in use before: choose one that the user has not had lately.',
  1130: PASSWORD_RULES,
  1131: PASSWORD_RULES,
  1136: 'This password is too easy to guess: choose a longer one that is no common word.',
  2002: 'Single sign-on is off for this account: have Zoom support turn it on, or use the action `create`.',
  2016: ASK_ZOOM,
  2032: 'The account may not create users for single sign-on in advance: ask Zoom support for it, or use the action `create`.',
  2033: BASIC_SEATS,
  2034: SEATS,
  2035: 'This kind of account (GPA) cannot have users added to it: your Zoom administrator must contact Zoom support.',
  2036: 'The person owns another account (GPA) and cannot be invited: use another address.',
  2037: 'Zoom does not let this person be invited: use another address, or ask Zoom support why.',
  2038: SEATS,
  2039: 'The licence cannot be taken away, since no basic seat is left for the user: free a basic seat first.',
  2300: 'Zoom does not know the address that was called: check ZOOM_API_URL.',
  4100: 'Somebody in the account already has this personal link name: choose another `vanity_name`.',
  4130: 'There is no such group: check `group_id` against User Management, Groups in the Zoom portal.',
  4700: SCOPE,
  4711: SCOPE,
  11321: 'Zoom Trust & Safety has blocked this e-mail domain: use another address, or contact Zoom support.',
};

/** Codes that Zoom uses for many things: the message decides, the last entry is for the rest. */
const BY_MESSAGE: Readonly<Record<number, readonly (readonly [RegExp, string])[]>> = {
  200: [
    [/does not contain scopes/i, SCOPE],
    [
      /does not contain permissions/i,
      "The role of the app's owner lacks the permission that the message names: an administrator must add it under Roles.",
    ],
    [
      /status cannot be/i,
      'Administrators and Zoom Rooms cannot be switched on or off: take the rows out or change the role.',
    ],
    [
      /zoom room/i,
      'This is a Zoom Room and no person: take the row out, its type is changed under Room Management.',
    ],
    [
      /PMI information/,
      'This user has no meeting licence and so no `pmi`: leave it out, or give the user a licence.',
    ],
    [
      /account administrator/i,
      "The app's owner is no administrator of the account: have an administrator own the app.",
    ],
    [
      /paid account/i,
      'Only a paid account can do this: leave the value out, or check `--plan` and the account.',
    ],
    [
      /./s,
      "The app's owner may not do this: your Zoom administrator must look at the owner's role and the message.",
    ],
  ],
  300: [
    [/invalid word/i, 'Zoom does not take a word in the name: write the name differently.'],
    [
      /upcoming zoom events/i,
      'The user has an event ahead in Zoom Events: hand it over or wait until it is past.',
    ],
    [/old password/i, 'This is the password the user has already: choose another.'],
    [
      /maximum number of times/i,
      'This password was changed too often today: run these rows again in 24 hours.',
    ],
    [/invalid parameter: password/i, PASSWORD_RULES],
    [/at the same time/i, 'Give only one of `type`, `plan_united_type` and `zoom_one_type` in a row.'],
    [
      /plan_united_type/i,
      'Zoom does not know this `plan_united_type`: check the value with your Zoom administrator.',
    ],
    [
      /subscription/i,
      'The account has no such subscription: check `subscription_id` in `license_info_list`.',
    ],
    [/on-prem/i, 'The account has no on-prem users any more: set `type` to 1 or 2.'],
    [/zoom one license/i, 'The licence is part of the basic plan of this account and cannot be taken away.'],
    [/about_me/, 'Leave links and HTML out of `about_me`.'],
    [/linkedin_url/, 'A `linkedin_url` must be an address at linkedin.com.'],
    [/./s, 'Zoom does not take a value in these rows: correct what the message names and run them again.'],
  ],
  3412: [
    [/paying users|no-meeting/i, SEATS],
    [/basic/i, BASIC_SEATS],
    [/./s, SEATS],
  ],
};

/** What to do about an answer with this code of Zoom's; undefined for a code that nobody has written about. */
export function adviceForCode(code: number, message: string): string | undefined {
  return BY_CODE[code] ?? BY_MESSAGE[code]?.find(([pattern]) => pattern.test(message))?.[1];
}
