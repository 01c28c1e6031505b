import type { ZoomCode } from './zoom-code.ts';

const SEATS =
  'The account has no licence of this kind left: buy more, or take one from somebody who has left, then run these rows again.';
const BASIC_SEATS =
  'The account may have no more basic users: remove some from Users and Pending in the Zoom portal, or ask Zoom support, ' +
  'then run these rows again.';

/** Seats and licences that the account does not have. */
export const LICENCES = {
  noPhoneLicence: {
    code: 1102,
    metBy: 'licence',
    advice: 'No Zoom Phone licence is left: buy more or free one, or leave Zoom Phone out of these rows.',
  },
  notPaid: {
    code: 1109,
    advice: 'This needs a licensed user: set `type` to 2 in the row, or leave the value out.',
  },
  noFreeUsers: { code: 200, words: /can add max.*free users/i, metBy: 'licence', advice: BASIC_SEATS },
  noPaidUsers: {
    code: 200,
    words: /can add max|can['’]t add paid users/i,
    metBy: 'licence',
    advice: SEATS,
  },
  noBasicSeat: { code: 2033, metBy: 'licence', advice: BASIC_SEATS },
  noSeat: { code: 2034, metBy: 'licence', advice: SEATS },
  noWorkplaceSeat: { code: 2038, metBy: 'licence', advice: SEATS },
  licenceStays: {
    code: 2039,
    words: /basic licen[cs]es/i,
    metBy: 'licence',
    advice:
      'The licence cannot be taken away, since no basic seat is left for the user: free a basic seat first.',
  },
  noMoreBasic: {
    code: 3412,
    words: /^(?!.*(?:paying users|no-meeting)).*basic/is,
    metBy: 'licence',
    advice: BASIC_SEATS,
  },
  noMoreUsers: { code: 3412, metBy: 'licence', advice: SEATS },
} as const satisfies Record<string, ZoomCode>;
