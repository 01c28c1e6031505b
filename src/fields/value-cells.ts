import { z } from 'zod';
import { LANGUAGES } from '../core/languages/index.ts';
import type { PlainType } from '../core/languages/language.ts';
import { fold, foldings } from '../support/fold.ts';

const YES = new Set(['1', ...LANGUAGES.flatMap(({ yes }) => yes.flatMap(foldings))]);
const NO = new Set(['0', ...LANGUAGES.flatMap(({ no }) => no.flatMap(foldings))]);

export function flag(): z.ZodType<boolean, string> {
  return z.string().transform((cell, context) => {
    const word = fold(cell);
    if (YES.has(word)) return true;
    if (NO.has(word)) return false;
    context.addIssue({ code: 'custom', message: 'write true or false' });
    return z.NEVER;
  });
}

/** @param advice what the numbers are, for "write …" */
export function integerOf(allowed: readonly number[], advice: string): z.ZodType<number, string> {
  const numbers = new Map(allowed.map((number) => [String(number), number]));
  return z.string().transform((cell, context) => {
    const number = numbers.get(cell);
    if (number !== undefined) return number;
    context.addIssue({ code: 'custom', message: `write ${advice}` });
    return z.NEVER;
  });
}

const USER_TYPES = new Map([
  ['1', 1],
  ['basic', 1],
  ['2', 2],
  ['licensed', 2],
  ['3', 3],
  ['onprem', 3],
  ['on prem', 3],
  ['4', 4],
  ['unassigned', 4],
  ['99', 99],
  ['none', 99],
]);

const NUMBERS = { basic: 1, licensed: 2, unassigned: 4 } as const satisfies Record<PlainType, number>;
for (const { types } of LANGUAGES) {
  for (const [type, words] of Object.entries(types)) {
    for (const word of words.flatMap(foldings)) USER_TYPES.set(word, NUMBERS[type as PlainType]);
  }
}

export function userType(): z.ZodType<number, string> {
  return z.string().transform((cell, context) => {
    const type = USER_TYPES.get(fold(cell).replaceAll(/[\s_-]+/g, ' '));
    if (type !== undefined) return type;
    context.addIssue({
      code: 'custom',
      message: 'write basic, licensed, unassigned or none (or 1, 2, 4, 99)',
    });
    return z.NEVER;
  });
}

/** Ten digits, sent as a number, so that the first cannot be 0. */
export function personalMeetingId(): z.ZodType<number, string> {
  return z.string().transform((cell, context) => {
    if (/^[1-9]\d{9}$/.test(cell)) return Number(cell);
    context.addIssue({
      code: 'custom',
      message: 'write ten digits without spaces, the first not 0',
    });
    return z.NEVER;
  });
}
