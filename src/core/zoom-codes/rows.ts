import { forLeavers, LEAVING, type ZoomCode } from './zoom-code.ts';

const NO_SUCH_USER =
  'No such user in this account: check the address or id against the Users list in the Zoom portal.';

/** Of somebody whom the account does not have. */
const NOT_IN_ACCOUNT = {
  kind: 'notFound',
  advice: `${NO_SUCH_USER} A new person needs a create row first.`,
  adviceFor: {
    ...forLeavers(
      'The user is not in this account, so nothing is left to do. Should the person still be there, check the address or ' +
        'id against the Users list in the Zoom portal.',
    ),
    password: `${NO_SUCH_USER} Without a user there is no password to set.`,
    activate: `${NO_SUCH_USER} Somebody who was removed, and not deactivated only, needs a create row.`,
    change_email: `${NO_SUCH_USER} The address may have been changed already: look for the new one, too.`,
  },
  doneFor: LEAVING,
} as const;

const GROUP = 'There is no such group: check `group_id` against User Management, Groups in the Zoom portal.';

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
  pending: {
    code: 1000,
    words: /pending|invite not exist/i,
    advice: 'The person has not accepted the invitation: ask them to, then run these rows again.',
    adviceFor: forLeavers(
      'The person has not accepted the invitation: use the action `disassociate`, which withdraws it.',
    ),
  },
  locked: {
    code: 1000,
    words: /locked|inactive/i,
    advice: 'The user is locked or inactive: add a row with the action `activate`, or ask Zoom support.',
    adviceFor: forLeavers('The user is locked or inactive: only Zoom support can change that.'),
  },
  callQueue: {
    code: 1000,
    words: /queue|receptionist/i,
    advice:
      'These users answer a call queue or auto-receptionist of Zoom Phone: its administrator must hand that on first.',
  },
  userNotFound: { code: 1001, ...NOT_IN_ACCOUNT },
  groupNotInAccount: { code: 1010, words: /group/i, kind: 'notFound', advice: GROUP },
  userNotInAccount: { code: 1010, words: /user/i, ...NOT_IN_ACCOUNT },
  addressTaken: {
    code: 1005,
    kind: 'exists',
    adviceFor: {
      change_email:
        'Somebody in Zoom has the new address already: write another, or free it first by changing or removing that user.',
    },
  },
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
    words: /invit|expired/i,
    advice:
      'The invitation has run out (30 days): an administrator must send it again in the Zoom portal, under Users, Pending.',
    adviceFor: forLeavers(
      'The invitation has run out, so the person cannot use it: nothing is left to do. An administrator can take the entry ' +
        'off the list in the Zoom portal, under Users, Pending.',
    ),
    doneFor: LEAVING,
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
  otherCluster: {
    code: 1135,
    advice:
      'The person has a user in another region of Zoom: your Zoom administrator must contact Zoom support.',
  },
  groupNotFound: { code: 4130, kind: 'notFound', advice: GROUP },
  domainBlockedByZoom: {
    code: 11321,
    advice:
      'Zoom Trust & Safety has blocked this e-mail domain: use another address, or contact Zoom support.',
  },
  noSuchUser: {
    code: 'any',
    words:
      /\buser\b.*(?:not|n['’]t) (?:exist|belong to (?:this|the|your|current) account)|user not found|(?:can['’]t|cannot|could not) find (?:the |this )?user/is,
    ...NOT_IN_ACCOUNT,
  },
} as const satisfies Record<string, ZoomCode>;
