import type { ZoomCode } from './zoom-code.ts';

const SIGN_IN =
  'Zoom did not accept the sign-in: the administrator of the Zoom app must check its credentials and that it is active.';
const SCOPE =
  'The Zoom app lacks a scope: its administrator must add the one the message names in the Zoom App Marketplace, then ' +
  '`zoom-provision resume <run-id>`.';
const ASK_ZOOM =
  'Only Zoom can allow this: your Zoom administrator must contact Zoom support with the tracking id of the row.';
const ROLE =
  "The app's owner may not do this: your Zoom administrator must look at the owner's role and the message.";
const ADDRESS = 'Zoom does not know the address that was called: check ZOOM_API_URL.';

/** What the app, its owner or the account may not do. */
export const RIGHTS = {
  scopeMissing: { code: 'any', words: /does not contain scopes?/i, kind: 'missingScope', advice: SCOPE },
  permissionMissing: {
    code: 'any',
    words: /does not contain permissions?/i,
    kind: 'missingPermission',
    advice:
      "The role of the app's owner lacks the permission that the message names: an administrator must add it under User " +
      'Management, Roles in the Zoom portal, then `zoom-provision resume <run-id>`.',
  },
  keyRefused: {
    code: 'any',
    words: /invalid (?:api key|client.?id) or (?:api |client.?)?secret/i,
    kind: 'signInRefused',
    advice: SIGN_IN,
  },
  unknownAddress: { code: 2300, kind: 'unknownAddress', advice: ADDRESS },
  endpointNotRecognized: {
    code: 'any',
    words: /endpoint is not recognized/i,
    kind: 'unknownAddress',
    advice: ADDRESS,
  },
  accessToken: { code: 124, kind: 'tokenRefused', advice: SIGN_IN },
  missingScope: { code: 4711, kind: 'missingScope', advice: SCOPE },
  missingScopeOrToken: { code: 4700, words: /scope/i, kind: 'missingScope', advice: SCOPE },
  missingToken: { code: 4700, kind: 'tokenRefused', advice: SIGN_IN },
  tokenWithoutRights: { code: 200, words: /token.*does not contain/i, kind: 'missingScope', advice: SCOPE },
  apiDenied: {
    code: 'any',
    words: /has been denied for this account/i,
    metBy: 'everyRow',
    advice: 'Zoom denies this account its API: your Zoom administrator must ask Zoom support.',
  },
  accountOff: {
    code: 'any',
    words: /your account (?:is|was|has been) (?:disabled|suspended|locked|terminated|deactivated)/i,
    metBy: 'everyRow',
    advice: 'The Zoom account is switched off: its owner must ask Zoom support.',
  },
  statusFixed: {
    code: 200,
    words: /status cannot be|cannot be activated|can not be activated/i,
    advice:
      'Administrators and Zoom Rooms cannot be switched on or off: take the rows out or change the role.',
  },
  zoomRoom: {
    code: 200,
    words: /room/i,
    advice: 'This is a Zoom Room and no person: take the row out, its type is changed under Room Management.',
  },
  noMeetingLicence: {
    code: 200,
    words: /PMI information/,
    advice: 'This user has no meeting licence and so no `pmi`: leave it out, or give the user a licence.',
  },
  administratorsOnly: {
    code: 'any',
    words: /only an account administrator/i,
    metBy: 'action',
    advice:
      "The app's owner is no administrator of the account: have an administrator own the app, or leave out what the " +
      'message names.',
  },
  paidAccountOnly: {
    code: 200,
    words: /paid account/i,
    metBy: 'action',
    advice: 'Only a paid account can do this: leave the value out, or check `--plan` and the account.',
  },
  featureOff: {
    code: 200,
    words: /does not enable this feature/i,
    metBy: 'action',
    advice:
      'The account does not have this feature: leave the value out, or have your Zoom administrator turn it on.',
  },
  askZoom: { code: 2016, metBy: 'action', advice: ASK_ZOOM },
  askZoomSupport: {
    code: 'any',
    words: /no permission.*zoom customer support/is,
    metBy: 'action',
    advice: ASK_ZOOM,
  },
  noPermission: { code: 'any', words: /no permission|no privilege/i, metBy: 'action', advice: ROLE },
  hostKeyOfPaidUser: {
    code: 1108,
    words: /host key/i,
    advice: 'Only a licensed user has a `host_key` of its own: leave it out, or set `type` to 2 in the row.',
  },
  typeFixed: {
    code: 1108,
    metBy: 'action',
    advice:
      "These users' type cannot be changed by this app: your Zoom administrator must change it in the Zoom portal.",
  },
  ssoOff: {
    code: 2002,
    metBy: 'action',
    advice:
      'Single sign-on is off for this account: have Zoom support turn it on, or use the action `create`.',
  },
  ssoNotInAdvance: {
    code: 2032,
    metBy: 'action',
    advice:
      'The account may not create users for single sign-on in advance: ask Zoom support for it, or use the action `create`.',
  },
  gpaAccount: {
    code: 2035,
    metBy: 'action',
    advice:
      'This kind of account (GPA) cannot have users added to it: your Zoom administrator must contact Zoom support.',
  },
} as const satisfies Record<string, ZoomCode>;
