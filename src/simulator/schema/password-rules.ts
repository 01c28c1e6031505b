/** What an account asks of passwords. */
export type PasswordRules = {
  minLength: number;
  /** Both upper and lower case. */
  mixedCase: boolean;
  /** A character that is neither letter nor digit. */
  special: boolean;
  /** So many equal or ascending characters in a row are too many; 0 for no such rule. */
  consecutive: number;
  /** How many earlier passwords may not come back; the present one never may. */
  former: number;
  /** Passwords that are too easy to guess. */
  easy: readonly string[];
};

/** The first rule that the password breaks, with Zoom's code and words. */
export function brokenRule(
  password: string,
  rules: PasswordRules,
): { readonly code: number; readonly message: string } | undefined {
  const found = CHECKS.find(({ broken }) => broken(password, rules));
  return found && { code: found.code, message: found.message(rules) };
}

type Check = {
  readonly code: number;
  readonly message: (rules: PasswordRules) => string;
  readonly broken: (password: string, rules: PasswordRules) => boolean;
};

const CHECKS: readonly Check[] = [
  {
    code: 1124,
    message: ({ minLength }) => `Have at least ${minLength} characters`,
    broken: (password, { minLength }) => [...password].length < minLength,
  },
  {
    code: 1125,
    message: () => 'Have at least 1 letter (a, b, c…)',
    broken: (password) => !/\p{L}/u.test(password),
  },
  {
    code: 1126,
    message: () => 'Have at least 1 number (1, 2, 3…)',
    broken: (password) => !/\d/.test(password),
  },
  {
    code: 1127,
    message: () => 'Have at least 1 special character (!, @, #…)',
    broken: (password, { special }) => special && !/[^\p{L}\d]/u.test(password),
  },
  {
    code: 1128,
    message: () => 'Include both Upper case and Lower case characters',
    broken: (password, { mixedCase }) => mixedCase && !(/\p{Lu}/u.test(password) && /\p{Ll}/u.test(password)),
  },
  {
    code: 1130,
    message: () => "Password can't use the same character.",
    broken: (password, { consecutive }) => consecutive > 0 && longestRun(password, 0) >= consecutive,
  },
  {
    code: 1131,
    message: () => "Password can't use continuation character.Such as 'abcdef','123456'.",
    broken: (password, { consecutive }) => consecutive > 0 && longestRun(password, 1) >= consecutive,
  },
  {
    code: 1136,
    message: () => 'Your password is too easy to guess. Try another one.',
    broken: (password, { easy }) => easy.includes(password),
  },
];

/** The most characters in a row of which each is `step` above the one before. */
function longestRun(password: string, step: number): number {
  let longest = 0;
  let run = 0;
  for (let index = 0; index < password.length; index++) {
    const follows = index > 0 && password.charCodeAt(index) === password.charCodeAt(index - 1) + step;
    run = follows ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
