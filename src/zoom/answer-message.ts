import type { JsonValue } from '../core/json.ts';
import { isObject } from './answer-body.ts';
import type { HttpAnswer } from './exchange.ts';

/** Longer texts are not Zoom's messages; the report wants a sentence. */
const LONGEST_MESSAGE = 600;

/** Takes the secrets out of a text. */
export type Clean = (text: string) => string;

/** What an answer that is no success says, in one line: Zoom's words, or what came instead of them. */
export function messageOf(answer: HttpAnswer, body: JsonValue | undefined, clean: Clean): string {
  if (!isObject(body)) return oneLine(clean(describeForeignAnswer(answer)));
  const message = typeof body.message === 'string' ? body.message : `HTTP ${answer.status} without a message`;
  return oneLine(clean([message, ...fieldMessages(body.errors)].join(' ')));
}

/** `{"errors":[{"field":"user_info.email","message":"Invalid field."}]}` as `user_info.email: Invalid field.` */
function fieldMessages(errors: JsonValue | undefined): string[] {
  if (!Array.isArray(errors)) return [];
  return errors
    .filter(isObject)
    .map((error) => `${String(error.field ?? 'a field')}: ${String(error.message ?? 'invalid')}`);
}

function describeForeignAnswer({ status, text, headers }: HttpAnswer): string {
  if (text.trim() === '') return `HTTP ${status} with an empty body`;
  const title = /<title[^>]*>([^<]*)/i.exec(text.slice(0, 20_000))?.[1];
  const what =
    /html/i.test(headers['content-type'] ?? '') || /<html/i.test(text) ? 'an HTML page' : 'no JSON';
  return `HTTP ${status} with ${what}${title ? ` (${title})` : ''} instead of Zoom's answer`;
}

function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}
