import type { JsonObject, JsonValue } from '../core/json.ts';
import { parseExactJson } from './exact-json.ts';

/** The JSON of an answer; integers that a number cannot hold stay exact as bigint. Undefined when it is no JSON. */
export function parseBody(text: string): JsonValue | undefined {
  return text.trim() === '' ? undefined : parseExactJson(text);
}

/** Zoom's general error shape. Some of its endpoints answer failures with 200. */
export function isErrorBody(body: JsonValue | undefined): boolean {
  const code = codeOf(body);
  if (!isObject(body) || code === undefined || code === 0) return false;
  return typeof body.message === 'string' || Array.isArray(body.errors);
}

/** No code of Zoom's has more than nine digits. */
const MOST_CODE = 1e9;

/** Zoom's error code, which it writes as a number or as a text. */
export function codeOf(body: JsonValue | undefined): number | undefined {
  const value = isObject(body) ? body.code : undefined;
  const code = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof code === 'number' && Number.isInteger(code) && Math.abs(code) < MOST_CODE ? code : undefined;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
