/** A JSON value; integers beyond 2^53 are bigints, so that their last digit can be told. */
export type JsonValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type JsonObject = { readonly [name: string]: JsonValue };

/**
 * Reads JSON digit for digit: an integer that a double cannot hold becomes a bigint.
 * @throws {SyntaxError} when the text is no JSON.
 */
export function parseJson(text: string): JsonValue {
  // A reviver makes parsing several times slower, and hardly any body holds so long a number.
  return LONG_NUMBER.test(text) ? JSON.parse(text, exactInteger) : JSON.parse(text);
}

/** Writes JSON; a bigint becomes a number with all its digits. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'bigint' ? RAW.rawJSON(member.toString()) : member,
  );
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An integer as a number where that is exact, else as a bigint; undefined when the text is no integer. */
export function parseInteger(text: string): number | bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

const LONG_NUMBER = /\d{16}/;
const INTEGER = /^-?\d+$/;

/** In V8 since version 11.4, but not yet in TypeScript's library of ES2024. */
const RAW = JSON as unknown as { rawJSON(text: string): unknown };

function exactInteger(_name: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return parseInteger(context.source) ?? value;
}
