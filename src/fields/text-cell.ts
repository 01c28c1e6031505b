import { z } from 'zod';
import { badCharacter, badCharacterInAddress, badCharacterInLines } from '../support/characters.ts';

export type TextLimits = {
  /** Most characters, counted as people count them: an emoji is one or a few, not its bytes. */
  readonly max?: number;
  /** Most Chinese characters among them. */
  readonly maxChinese?: number;
  /** Line breaks and tabs are allowed. */
  readonly lines?: boolean;
  /** What the text must look like, and what to write instead of one that does not. */
  readonly shape?: { readonly pattern: RegExp; readonly advice: string };
};

/** Sanity for fields whose limit Zoom does not document: nobody types more into one cell on purpose. */
const MAX_UNDOCUMENTED = 4096;

/** A cell that is sent as it is. */
export function text(limits: TextLimits = {}): z.ZodType<string, string> {
  const { max = MAX_UNDOCUMENTED, maxChinese, lines, shape } = limits;
  return z.string().superRefine((cell, context) => {
    const add = (message: string | undefined) => message && context.addIssue({ code: 'custom', message });
    add(lines ? badCharacterInLines(cell) : badCharacter(cell));
    add(tooLong(cell, max));
    if (maxChinese !== undefined) add(tooMuchChinese(cell, maxChinese));
    if (SPREADSHEET_ERROR.test(cell)) add('is an error of the spreadsheet: repair its formula');
    if (shape && cell.length <= max && !shape.pattern.test(cell)) add(shape.advice);
  });
}

const SPREADSHEET_ERROR = /^#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!)$/;

function tooLong(cell: string, max: number): string | undefined {
  if (cell.length <= max) return undefined;
  const length = cell.length > 100_000 ? cell.length : [...cell].length;
  return length > max ? `has ${length} characters, at most ${max} are allowed: shorten it` : undefined;
}

const CHINESE = /\p{Script=Han}/gu;

function tooMuchChinese(cell: string, max: number): string | undefined {
  if (cell.length <= max) return undefined;
  const count = cell.match(CHINESE)?.length ?? 0;
  return count > max ? `has ${count} Chinese characters, at most ${max} are allowed: shorten it` : undefined;
}

const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?`;
const ADDRESS = new RegExp(
  String.raw`^[^\s@"(),:;<>[\\\]]{1,64}@(?:${LABEL}\.)+(?:\p{L}{2,63}|xn--[a-z\d-]{1,59})$`,
  'iu',
);

/** What is wrong with an e-mail address; undefined when nothing is. */
export function badAddress(cell: string): string | undefined {
  const long = tooLong(cell, 128);
  if (long) return long;
  if (/<[^<>]+@[^<>]+>$|^mailto:/i.test(cell)) return 'write the address alone, such as ann@example.com';
  return (
    badCharacterInAddress(cell) ??
    (ADDRESS.test(cell) ? undefined : 'is no e-mail address: write one such as ann@example.com')
  );
}

export function address(): z.ZodType<string, string> {
  return z.string().superRefine((cell, context) => {
    const message = badAddress(cell);
    if (message) context.addIssue({ code: 'custom', message });
  });
}

/** In the URL of a request these are not users: `/users/me`, or another endpoint. */
const NOT_USERS = new Set(['.', '..', 'me', 'email', 'summary', 'vanity_name', 'features']);

export function userId(): z.ZodType<string, string> {
  return z.string().superRefine((cell, context) => {
    const add = (message: string | undefined) => message && context.addIssue({ code: 'custom', message });
    add(tooLong(cell, 128) ?? (cell.includes('@') ? badAddress(cell) : badCharacterInAddress(cell)));
    if (NOT_USERS.has(cell.toLowerCase())) {
      add(
        'is no user id, it means something else to Zoom: write the id that Zoom gave the user, or the e-mail address',
      );
    }
  });
}

/** Never quoted, and kept to the last space. */
export function password(): z.ZodType<string, string> {
  return z.string().superRefine((cell, context) => {
    const add = (message: string | undefined) => message && context.addIssue({ code: 'custom', message });
    const { length } = cell.length > 100 ? cell : [...cell];
    if (length < 8 || length > 31) add(`has ${length} characters: write 8 to 31`);
    add(badCharacter(cell));
  });
}
