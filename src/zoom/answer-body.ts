import type { JsonObject, JsonValue } from '../core/json.ts';

/** The JSON of an answer; integers that a number cannot hold stay exact as bigint. Undefined when it is no JSON. */
export function parseBody(text: string): JsonValue | undefined {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text, (_name, value: unknown, context?: { source?: string }) => {
      const exact = typeof value === 'number' && !Number.isSafeInteger(value) ? context?.source : undefined;
      return exact !== undefined && /^-?\d+$/.test(exact) ? BigInt(exact) : value;
    }) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Zoom's general error shape. Some of its endpoints answer failures with 200. */
export function isErrorBody(body: JsonValue | undefined): boolean {
  const code = codeOf(body);
  if (!isObject(body) || code === undefined || code === 0) return false;
  return typeof body.message === 'string' || Array.isArray(body.errors);
}

/** Zoom's error code, which it writes as a number or as a text. */
export function codeOf(body: JsonValue | undefined): number | undefined {
  const value = isObject(body) ? body.code : undefined;
  const code = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof code === 'number' ? code : undefined;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
