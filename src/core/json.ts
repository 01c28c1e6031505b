/** A value that can be written as JSON. A bigint is written as a number, digit for digit. */
export type JsonValue = string | number | bigint | boolean | null | readonly JsonValue[] | JsonObject;

export type JsonObject = { readonly [name: string]: JsonValue };

/** Of what the program reads of users nothing is longer: ids, addresses, tokens. */
const LONGEST_TEXT = 1_024;

/** A field as text; empty when it is not there, no text, or longer than any of Zoom's. */
export function textOf(object: JsonObject, field: string): string {
  const value = object[field];
  return typeof value === 'string' && value.length <= LONGEST_TEXT ? value : '';
}

/**
 * JSON with every bigint as a number, digit for digit: `JSON.stringify` would round Zoom's licence values above
 * 2^53 to numbers that Zoom does not know.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'bigint' ? rawJson(inner.toString()) : inner,
  );
}

// In Node since version 22, but not yet in TypeScript's library.
const { rawJSON: rawJson } = JSON as unknown as { rawJSON(text: string): unknown };

/** What `toJson` has written, every integer that a number cannot hold as a bigint again. */
export function fromJson<Value>(text: string): Value {
  // A function that is called for every value takes ten times as long, and hardly any text has such an integer.
  if (!/\d{16}/.test(text)) return JSON.parse(text) as Value;
  return JSON.parse(text, exactly as Parameters<typeof JSON.parse>[1]) as Value;
}

/** The text of a value has been there since Node 21, but not yet in TypeScript's library. */
function exactly(_name: string, value: unknown, { source = '' }: { readonly source?: string }): unknown {
  const isRounded = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source);
  return isRounded ? BigInt(source) : value;
}
