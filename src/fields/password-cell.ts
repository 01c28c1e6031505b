import { z } from 'zod';
import type { JsonValue } from '../core/json.ts';
import { badCharacterInSecret } from '../support/characters.ts';
import { findPasswordDamage } from './leftovers/password-damage.ts';

/** Beyond that it is too long in any case, and whatever a program made of it has so many characters at most. */
const LONGEST = 1_000;

/** Never quoted, and kept to the last space. */
export function password(): z.ZodType<string, string> {
  return z.string().superRefine((cell, context) => {
    const add = (message: string | undefined) => message && context.addIssue({ code: 'custom', message });
    const damage = cell.length > LONGEST ? undefined : findPasswordDamage(cell);
    add(damage);
    if (damage) return;
    const { length } = cell.length > 100 ? cell : [...cell];
    if (length < 8 || length > 31) add(`has ${length} characters: write 8 to 31`);
    add(badCharacterInSecret(cell));
  });
}

/** So many equal or consecutive characters are too many for the laxest account that checks them. */
const LONGEST_RUN = 3;

/** What Zoom documents for passwords. An account may ask for more, and some for less. */
const RULES: readonly { readonly lacks: string; readonly keeps: (password: string) => boolean }[] = [
  { lacks: 'no letter', keeps: (password) => /\p{L}/u.test(password) },
  { lacks: 'no digit', keeps: (password) => /\d/.test(password) },
  {
    lacks: 'not both capital and small letters',
    keeps: (password) => !/\p{L}/u.test(password) || (/\p{Lu}/u.test(password) && /\p{Ll}/u.test(password)),
  },
  {
    lacks: 'a run of equal characters, as in aaaa',
    keeps: (password) => longestRun(password, 0) <= LONGEST_RUN,
  },
  {
    lacks: 'a run of consecutive characters, as in 1234 or abcd',
    keeps: (password) => Math.max(longestRun(password, 1), longestRun(password, -1)) <= LONGEST_RUN,
  },
];

const UNSEEN = String.raw`[\s\p{Zs}\p{DI}]`;
const EDGES = [
  { pattern: new RegExp(`^${UNSEEN}`, 'u'), where: 'at its beginning' },
  { pattern: new RegExp(`${UNSEEN}$`, 'u'), where: 'at its end' },
];
const UNSEEN_INSIDE = /(?! )[\p{Zs}\p{DI}]/u;

/** What is odd about a password that is sent all the same, in words that show nothing of it. */
export function weakPassword(value: JsonValue): string | undefined {
  const password = String(value);
  const edges = EDGES.filter(({ pattern }) => pattern.test(password)).map(({ where }) => where);
  const lacking = RULES.filter(({ keeps }) => !keeps(password)).map(({ lacks }) => lacks);
  const warnings = [
    ...(edges.length > 0 ? [`has a blank ${edges.join(' and ')}, which is sent as a part of it`] : []),
    ...(edges.length === 0 && UNSEEN_INSIDE.test(password)
      ? ['has a character in it that cannot be seen']
      : []),
    ...(password.startsWith("'") ? ['begins with an apostrophe, which is sent as a part of it'] : []),
    ...(lacking.length > 0 ? [`has ${lacking.join(', ')}: Zoom may refuse it`] : []),
  ];
  return warnings.length > 0 ? warnings.join('; ') : undefined;
}

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
