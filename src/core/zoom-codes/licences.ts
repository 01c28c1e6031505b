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
    advice: 'No Zoom Phone licence is left: buy more or free one, or leave Zoom Phone out of these rows.',
  },
  notPaid: {
    code: 1109,
    advice: 'This needs a licensed user: set `type` to 2 in the row, or leave the value out.',
  },
  noBasicSeat: { code: 2033, meetsEveryRow: true, advice: BASIC_SEATS },
  noSeat: { code: 2034, meetsEveryRow: true, advice: SEATS },
  noWorkplaceSeat: { code: 2038, meetsEveryRow: true, advice: SEATS },
  licenceStays: {
    code: 2039,
    advice:
      'The licence cannot be taken away, since no basic seat is left for the user: free a basic seat first.',
  },
  noMoreBasic: {
    code: 3412,
    words: /^(?!.*(?:paying users|no-meeting)).*basic/is,
    meetsEveryRow: true,
    advice: BASIC_SEATS,
  },
  noMoreUsers: { code: 3412, meetsEveryRow: true, advice: SEATS },
} as const satisfies Record<string, ZoomCode>;
