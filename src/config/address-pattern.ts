import { z } from 'zod';
import { badCharacterInAddress } from '../support/characters.ts';
import { isWellFormedGlob } from '../support/glob.ts';

/** A choice of three hundred addresses. */
const LONGEST = 10_000;

/** What a pattern is made of when nobody can fall under it, or others than were meant; and what to write. */
const MALFORMED: readonly (readonly [
  is: (pattern: string) => boolean,
  advise: (pattern: string, flag: string) => string,
])[] = [
  [(pattern) => pattern.length > LONGEST, () => 'write several shorter ones'],
  [(pattern) => pattern === '', () => 'write a pattern such as *@board.example.com'],
  [
    (pattern) => /^(['"`]).*\1$/s.test(pattern) || /^[“”„‘’«»]|[“”‘’«»]$/.test(pattern),
    () => 'write it without the quotes',
  ],
  [
    isList,
    (_pattern, flag) =>
      `write each address by itself: one ${flag} for each, a list in a job, commas in the environment; or {ceo,cfo}@example.com`,
  ],
  [
    (pattern) => badCharacterInAddress(pattern) !== undefined,
    () => 'write it without blanks and invisible characters',
  ],
  [(pattern) => pattern.startsWith('!'), () => 'write who is meant: a pattern cannot say who is not'],
  [
    (pattern) => /[()<>"\\:|]/.test(pattern),
    () => 'write an address alone, with * for any characters and {ceo,cfo} for a choice',
  ],
  [
    (pattern) => /\[!|\{[^{},]*\}|\.\./.test(pattern) || !isBalanced(pattern),
    () => 'write each [ and { with its end: [abc] for one of some characters, {ceo,cfo} for a choice',
  ],
  [(pattern) => pattern.startsWith('@'), (pattern) => `write *${pattern}`],
  [(pattern) => pattern.endsWith('@'), (pattern) => `write ${pattern}*`],
  [
    (pattern) => !/[@*]/.test(pattern),
    (pattern) => `write a whole address, or ${pattern.includes('.') ? `*@${pattern}` : `${pattern}@*`}`,
  ],
];

/**
 * A pattern of addresses, such as of those that are not to be touched. A guard that guards nobody is worse than none, so it is
 * refused.
 */
export function addressPattern(flag: `--${string}`) {
  return z
    .string()
    .trim()
    .superRefine((pattern, context) => {
      const [, advise] = MALFORMED.find(([is]) => is(pattern)) ?? [];
      if (advise) context.addIssue({ code: 'custom', message: advise(pattern, flag) });
    });
}

/** Several addresses, or parts of them, outside of braces. */
function isList(pattern: string): boolean {
  const outside = withoutChoices(pattern);
  return /[,;]/.test(outside) || (outside.match(/@/g) ?? []).length > 1;
}

function isBalanced(pattern: string): boolean {
  return !/[{}]/.test(withoutChoices(pattern)) && isWellFormedGlob(pattern);
}

/** The pattern without what stands in braces that are closed. */
function withoutChoices(pattern: string): string {
  const shorter = pattern.replaceAll(/\{[^{}]*\}/g, '');
  return shorter === pattern ? pattern : withoutChoices(shorter);
}
