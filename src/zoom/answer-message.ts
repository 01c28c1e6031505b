import { cutMessage } from '../core/cut-message.ts';
import type { JsonValue } from '../core/json.ts';
import { isObject } from './answer-body.ts';
import type { HttpAnswer } from './exchange.ts';

/** What stands further back nobody reads: no more of a text is looked at. */
const LOOKED_AT = 20_000;
/** Zoom names a field or two. */
const MOST_FIELDS = 20;

/** Takes the secrets out of a text. */
export type Clean = (text: string) => string;

/** What an answer that is no success says, in one line: Zoom's words, or what came instead of them. */
export function messageOf(answer: HttpAnswer, body: JsonValue | undefined, clean: Clean): string {
  if (!isObject(body)) return oneLine(describeForeignAnswer(answer, clean));
  const message = typeof body.message === 'string' ? body.message : `HTTP ${answer.status} without a message`;
  return oneLine(clean([message, ...fieldMessages(body.errors)].join(' ')));
}

/** `{"errors":[{"field":"user_info.email","message":"Invalid field."}]}` as `user_info.email: Invalid field.` */
function fieldMessages(errors: JsonValue | undefined): string[] {
  if (!Array.isArray(errors)) return [];
  return errors
    .slice(0, MOST_FIELDS)
    .filter(isObject)
    .map(({ field, message }) => `${plain(field) ?? 'a field'}: ${plain(message) ?? 'invalid'}`);
}

function plain(value: JsonValue | undefined): string | undefined {
  return typeof value === 'object' || value === undefined ? undefined : String(value);
}

function describeForeignAnswer({ status, text, headers }: HttpAnswer, clean: Clean): string {
  if (text.trim() === '') return `HTTP ${status} with an empty body`;
  const start = clean(text).slice(0, LOOKED_AT);
  const title = /<title[^<>]*>([^<]*)/i.exec(start)?.[1];
  const what =
    /html/i.test(headers['content-type'] ?? '') || /<html/i.test(start) ? 'an HTML page' : 'no JSON';
  return `HTTP ${status} with ${what}${title ? ` (${title})` : ''} instead of Zoom's answer`;
}

function oneLine(text: string): string {
  // The secrets are out of it: what is cut through can be none.
  return cutMessage(
    text
      .slice(0, LOOKED_AT)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  );
}
