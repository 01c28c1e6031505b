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

/** What the app, its owner or the account may not do. */
export const RIGHTS = {
  accessToken: { code: 124, kind: 'tokenRefused', advice: SIGN_IN },
  missingScope: { code: 4711, kind: 'missingScope', advice: SCOPE },
  missingScopeOrToken: { code: 4700, kind: 'missingScope', advice: SCOPE },
  scopeMissing: { code: 200, words: /does not contain scopes/i, kind: 'missingScope', advice: SCOPE },
  permissionMissing: {
    code: 200,
    words: /does not contain/i,
    kind: 'missingScope',
    advice:
      "The role of the app's owner lacks the permission that the message names: an administrator must add it under Roles.",
  },
  statusFixed: {
    code: 200,
    words: /status cannot be/i,
    advice:
      'Administrators and Zoom Rooms cannot be switched on or off: take the rows out or change the role.',
  },
  zoomRoom: {
    code: 200,
    words: /zoom room/i,
    advice: 'This is a Zoom Room and no person: take the row out, its type is changed under Room Management.',
  },
  noMeetingLicence: {
    code: 200,
    words: /PMI information/,
    advice: 'This user has no meeting licence and so no `pmi`: leave it out, or give the user a licence.',
  },
  administratorsOnly: {
    code: 200,
    words: /account administrator/i,
    meetsEveryRow: true,
    advice: "The app's owner is no administrator of the account: have an administrator own the app.",
  },
  paidAccountOnly: {
    code: 200,
    words: /paid account/i,
    advice: 'Only a paid account can do this: leave the value out, or check `--plan` and the account.',
  },
  noPermission: { code: 200, words: /no permission|no privilege/i, meetsEveryRow: true, advice: ROLE },
  notAllowed: { code: 200, advice: ROLE },
  typeFixed: {
    code: 1108,
    advice:
      "These users' type cannot be changed by this app: your Zoom administrator must change it in the Zoom portal.",
  },
  askZoom: { code: 2016, meetsEveryRow: true, advice: ASK_ZOOM },
  ssoOff: {
    code: 2002,
    meetsEveryRow: true,
    advice:
      'Single sign-on is off for this account: have Zoom support turn it on, or use the action `create`.',
  },
  ssoNotInAdvance: {
    code: 2032,
    meetsEveryRow: true,
    advice:
      'The account may not create users for single sign-on in advance: ask Zoom support for it, or use the action `create`.',
  },
  gpaAccount: {
    code: 2035,
    meetsEveryRow: true,
    advice:
      'This kind of account (GPA) cannot have users added to it: your Zoom administrator must contact Zoom support.',
  },
  unknownEndpoint: {
    code: 2300,
    advice: 'Zoom does not know the address that was called: check ZOOM_API_URL.',
  },
} as const satisfies Record<string, ZoomCode>;
