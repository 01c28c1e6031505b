/** A value that can be written as JSON. A bigint is written as a number, digit for digit. */
export type JsonValue = string | number | bigint | boolean | null | readonly JsonValue[] | JsonObject;

export type JsonObject = { readonly [name: string]: JsonValue };

/** A field as text; empty when it is not there or no text. */
export function textOf(object: JsonObject, field: string): string {
  const value = object[field];
  return typeof value === 'string' ? value : '';
}
