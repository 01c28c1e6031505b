import type { JsonObject, JsonValue } from '../core/json.ts';
import { CREATE_FIELDS } from './field-lists.ts';

/** Whether the account shows nothing else of a user than what a create gave. What it does not show contradicts nothing. */
export function showsWhatWasSent(user: JsonObject, sent: JsonObject): boolean {
  return CREATE_FIELDS.every((field) => !isSaid(user[field]) || isSame(sent[field], user[field]));
}

function isSaid(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** Whoever keeps a value may put it in order: spaces and letters of a name, numbers as text, lists in another order. */
function isSame(sent: JsonValue | undefined, shown: JsonValue | undefined): boolean {
  if (sent === undefined) return true;
  if (Array.isArray(sent)) {
    return (
      Array.isArray(shown) && sent.every((value) => shown.some((other) => isSame(value, other ?? undefined)))
    );
  }
  if (typeof sent === 'object' && sent !== null) {
    if (typeof shown !== 'object' || shown === null || Array.isArray(shown)) return false;
    const of = shown as JsonObject;
    return Object.entries(sent).every(([name, value]) => !isSaid(of[name]) || isSame(value, of[name]));
  }
  return plain(sent) === plain(shown);
}

function plain(value: JsonValue | undefined): string {
  return String(value).normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
