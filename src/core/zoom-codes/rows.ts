import type { ZoomCode } from './zoom-code.ts';

const NOT_IN_ACCOUNT =
  'No such user in this account: check the address or id against the Users list in the Zoom portal. A new person needs ' +
  'a create row first.';

/** What is wrong with a row, or with the user whom it names. */
export const ROWS = {
  badWord: {
    code: 300,
    words: /invalid word/i,
    advice: 'Zoom does not take a word in the name: write the name differently.',
  },
  upcomingEvent: {
    code: 300,
    words: /upcoming zoom events/i,
    advice: 'The user has an event ahead in Zoom Events: hand it over or wait until it is past.',
  },
  plansAtTheSameTime: {
    code: 300,
    words: /at the same time/i,
    advice: 'Give only one of `type`, `plan_united_type` and `zoom_one_type` in a row.',
  },
  unknownUnitedPlan: {
    code: 300,
    words: /plan_united_type/i,
    advice: 'Zoom does not know this `plan_united_type`: check the value with your Zoom administrator.',
  },
  unknownSubscription: {
    code: 300,
    words: /subscription/i,
    advice: 'The account has no such subscription: check `subscription_id` in `license_info_list`.',
  },
  onPrem: {
    code: 300,
    words: /on-prem/i,
    advice: 'The account has no on-prem users any more: set `type` to 1 or 2.',
  },
  basicPlan: {
    code: 300,
    words: /zoom one license/i,
    advice: 'The licence is part of the basic plan of this account and cannot be taken away.',
  },
  pageExpired: { code: 300, words: /next page token/i },
  badAboutMe: { code: 300, words: /about_me/, advice: 'Leave links and HTML out of `about_me`.' },
  badLinkedIn: {
    code: 300,
    words: /linkedin_url/,
    advice: 'A `linkedin_url` must be an address at linkedin.com.',
  },
  badValue: {
    code: 300,
    advice: 'Zoom does not take a value in these rows: correct what the message names and run them again.',
  },
  changedAtTheSameTime: {
    code: 429,
    words: /too many concurrent/i,
    kind: 'concurrent',
    advice:
      'Something else was changing the same users at the same time: when that import or sync is done, ' +
      '`zoom-provision resume <run-id>` tries these rows again.',
  },
  callQueue: {
    code: 1000,
    advice:
      'These users answer a call queue or auto-receptionist of Zoom Phone: its administrator must hand that on first.',
  },
  userNotFound: { code: 1001, kind: 'notFound', advice: NOT_IN_ACCOUNT },
  userNotInAccount: { code: 1010, kind: 'notFound', advice: NOT_IN_ACCOUNT },
  addressTaken: { code: 1005, kind: 'exists' },
  activeElsewhere: {
    code: 1009,
    advice:
      'The person already has a Zoom account of their own: invite them in the Zoom portal (Users, Add Users), where they can ' +
      'agree to move.',
  },
  domainBlocked: {
    code: 1107,
    advice:
      'This e-mail domain is blocked for the account: use another address, or ask your Zoom administrator to allow it.',
  },
  foreignDomain: {
    code: 1116,
    advice:
      'The account takes addresses of its own domains only: correct the address, or have the domain added in the Zoom portal.',
  },
  invitationExpired: {
    code: 1120,
    advice:
      'The invitation has run out (30 days): an administrator must send it again in the Zoom portal, under Users, Pending.',
  },
  gpaOwner: {
    code: 2036,
    advice: 'The person owns another account (GPA) and cannot be invited: use another address.',
  },
  mayNotBeInvited: {
    code: 2037,
    advice: 'Zoom does not let this person be invited: use another address, or ask Zoom support why.',
  },
  vanityNameTaken: {
    code: 4100,
    advice: 'Somebody in the account already has this personal link name: choose another `vanity_name`.',
  },
  groupNotFound: {
    code: 4130,
    advice: 'There is no such group: check `group_id` against User Management, Groups in the Zoom portal.',
  },
  domainBlockedByZoom: {
    code: 11321,
    advice:
      'Zoom Trust & Safety has blocked this e-mail domain: use another address, or contact Zoom support.',
  },
} as const satisfies Record<string, ZoomCode>;
