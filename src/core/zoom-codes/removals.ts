import type { ZoomCode } from './zoom-code.ts';

/** Refusals of `DELETE /users/{userId}` and `PUT /users/{userId}/email`; before the others, since they share their codes. */
export const REMOVALS = {
  transferToItself: {
    code: 300,
    words: /transfer-to email/i,
    advice: 'A user cannot get what it leaves behind itself: write the address of somebody who stays.',
  },
  apiUser: {
    code: 300,
    words: /unlink API user/i,
    advice: 'API users cannot be disassociated: take these rows out, or delete the users.',
  },
  eventsNeedTarget: {
    code: 300,
    words: /zoom events.*target user/is,
    advice: 'The user has events in Zoom Events: say in `transfer_email` who gets them.',
  },
  eventsPublished: {
    code: 300,
    words: /published events on zoom events/i,
    advice: 'The user has published events in Zoom Events: hand them over or cancel them there first.',
  },
  targetNotInAccount: {
    code: 1001,
    words: /destination user/i,
    kind: 'notFound',
    advice: 'The user in `transfer_email` is not in this account: write the address of somebody who is.',
  },
  targetZoomRoom: {
    code: 200,
    words: /transfer to a zoom room/i,
    advice:
      'A Zoom Room cannot get what a user leaves behind: write the address of a person in `transfer_email`.',
  },
  targetWithoutLicence: {
    code: 300,
    words: /destination user/i,
    advice:
      'The user in `transfer_email` cannot take this over: name somebody who is active and has the licence that the message names.',
  },
  emailChangedTooOften: {
    code: 300,
    words: /email.*(?:times|24)/is,
    advice: 'An address can be changed three times in 24 hours: run these rows again tomorrow.',
  },
  noManagedDomain: {
    code: 200,
    words: /administrator can change email/i,
    metBy: 'action',
    advice:
      'Zoom lets an app change addresses only in an account with a managed domain, and an administrator must own the app: ' +
      'have your Zoom administrator check both, or change the addresses in the Zoom portal.',
  },
  outsideAccount: {
    code: 200,
    words: /out of your account/i,
    advice: 'These users belong to another account: take the rows out.',
  },
  zoomRoomStays: {
    code: 200,
    words: /delete a zoom rooms? user/i,
    advice: 'This is a Zoom Room and no person: take the row out, and remove the room under Room Management.',
  },
  deactivatedStays: {
    code: 200,
    words: /delete this deactivated user/i,
    advice: 'Only Zoom can remove this user: contact Zoom support with the tracking id of the row.',
  },
  administratorsAddress: {
    code: 1000,
    words: /admins? email|account owner/i,
    advice: 'These are administrators of the account: they must change their addresses themselves.',
  },
  managedDomainStays: {
    code: 1107,
    words: /managed domain/i,
    advice:
      'Users of a domain that the account manages cannot be disassociated: delete them, or deactivate them instead.',
  },
  administratorStays: {
    code: 1117,
    words: /disassociate/i,
    advice: 'These are administrators of the account: take the role from them first, under Roles.',
  },
} as const satisfies Record<string, ZoomCode>;
