import type { ZoomCode } from './zoom-code.ts';

const PASSWORD_RULES =
  "Choose a password that keeps the account's rules: letters and numbers, upper and lower case, a special character, no " +
  'simple sequences.';

/** Refusals of passwords. */
export const PASSWORDS = {
  administratorsPassword: {
    code: 1117,
    advice:
      'These are administrators of the account: they must change their passwords themselves. Take the rows out.',
  },
  noWorkLogin: {
    code: 1123,
    advice:
      'These people sign in through SSO, Google or another service: their passwords are changed there. Take the rows out.',
  },
  passwordTooShort: { code: 1124, advice: PASSWORD_RULES },
  passwordWithoutLetter: { code: 1125, advice: PASSWORD_RULES },
  passwordWithoutDigit: { code: 1126, advice: PASSWORD_RULES },
  passwordWithoutSign: { code: 1127, advice: PASSWORD_RULES },
  passwordOfOneCase: { code: 1128, advice: PASSWORD_RULES },
  passwordUsedBefore: {
    code: 1129,
    advice: 'This password was in use before: choose one that the user has not had lately.',
  },
  passwordOfOneCharacter: { code: 1130, advice: PASSWORD_RULES },
  passwordSequence: { code: 1131, advice: PASSWORD_RULES },
  passwordTooEasy: {
    code: 1136,
    advice: 'This password is too easy to guess: choose a longer one that is no common word.',
  },
  samePassword: {
    code: 300,
    words: /match the old password|old password/i,
    advice: 'This is the password the user has already: choose another.',
  },
  passwordChangedTooOften: {
    code: 300,
    words: /maximum number of times/i,
    advice: 'This password was changed too often today: run these rows again in 24 hours.',
  },
  badPassword: { code: 300, words: /invalid parameter: password/i, advice: PASSWORD_RULES },
} as const satisfies Record<string, ZoomCode>;
