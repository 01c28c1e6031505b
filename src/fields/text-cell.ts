import { z } from 'zod';
import { badCharacter, badCharacterInLines } from '../support/characters.ts';

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
    if (shape && cell.length <= max && !shape.pattern.test(cell)) add(shape.advice);
  });
}

export function tooLong(cell: string, max: number): string | undefined {
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
