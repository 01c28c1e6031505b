import { isObject, type JsonValue, parseInteger, parseJson } from './json.ts';

/** What one field of a request may hold. A field that no rule names is refused. */
export type FieldRule = StringRule | IntegerRule | BooleanRule | ArrayRule | ObjectRule;

type StringRule = {
  readonly type: 'string';
  /** In characters, not UTF-16 units. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly values?: readonly string[];
  readonly form?: 'email' | 'digits';
  readonly maxChinese?: number;
};
export type IntegerRule = {
  readonly type: 'integer';
  readonly values?: readonly (number | bigint)[];
  /** Decimal digits, no more and no fewer. */
  readonly digits?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};
type BooleanRule = { readonly type: 'boolean' };
export type ArrayRule = { readonly type: 'array'; readonly items: FieldRule; readonly maxItems?: number };
export type ObjectRule = {
  readonly type: 'object';
  readonly fields: Readonly<Record<string, FieldRule>>;
  readonly required?: readonly string[];
};

/** As Zoom lists them under `errors`; `field` is a path such as `user_info.email`. */
export type FieldError = { readonly field: string; readonly message: string };

/** Everything in the value that breaks the rule, as paths below the given one. JSON types are taken strictly. */
export function checkField(value: JsonValue | undefined, rule: FieldRule, path = ''): FieldError[] {
  switch (rule.type) {
    case 'string':
      return typeof value === 'string' && fitsString(value, rule) ? [] : invalid(path);
    case 'integer':
      return fitsInteger(value, rule) ? [] : invalid(path);
    case 'boolean':
      return typeof value === 'boolean' ? [] : invalid(path);
    case 'array':
      return checkArray(value, rule, path);
    case 'object':
      return checkObject(value, rule, path);
  }
}

/**
 * The value that a text of a form or a query stands for: nested values are written as JSON, scalars as
 * they are. A text that does not fit comes back unchanged, for the check to refuse.
 */
export function fromText(text: string, rule: FieldRule): JsonValue {
  switch (rule.type) {
    case 'string':
      return text;
    case 'integer':
      return parseInteger(text) ?? text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'array':
    case 'object':
      return parsedOrText(text);
  }
}

const EMAIL = /^[^\s@,;<>()"]+@[^\s@,;<>()"]+\.[^\s@,;<>()".]+$/u;
const DIGITS = /^\d+$/;
const CHINESE = /\p{Script=Han}/gu;

function invalid(path: string): FieldError[] {
  return [{ field: path, message: 'Invalid field.' }];
}

function fitsString(value: string, rule: StringRule): boolean {
  const length = [...value].length;
  if (length < (rule.minLength ?? 0) || length > (rule.maxLength ?? Infinity)) return false;
  if (rule.values && !rule.values.includes(value)) return false;
  if (rule.form === 'email' && !EMAIL.test(value)) return false;
  if (rule.form === 'digits' && !DIGITS.test(value)) return false;
  return rule.maxChinese === undefined || (value.match(CHINESE)?.length ?? 0) <= rule.maxChinese;
}

function fitsInteger(value: JsonValue | undefined, rule: IntegerRule): boolean {
  if (typeof value !== 'bigint' && !Number.isInteger(value)) return false;
  const integer = value as number | bigint;
  if (rule.values && !rule.values.includes(integer)) return false;
  if (integer < (rule.minimum ?? -Infinity) || integer > (rule.maximum ?? Infinity)) return false;
  return rule.digits === undefined || (integer >= 10 ** (rule.digits - 1) && integer < 10 ** rule.digits);
}

function checkArray(value: JsonValue | undefined, rule: ArrayRule, path: string): FieldError[] {
  if (!Array.isArray(value) || value.length > (rule.maxItems ?? Infinity)) return invalid(path);
  return value.flatMap((item: JsonValue, index) => checkField(item, rule.items, `${path}[${index}]`));
}

function checkObject(value: JsonValue | undefined, rule: ObjectRule, path: string): FieldError[] {
  if (!isObject(value)) return invalid(path);
  const below = (name: string) => (path ? `${path}.${name}` : name);
  const missing = (rule.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({ field: below(name), message: 'Missing field.' }));
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    const field = Object.hasOwn(rule.fields, name) ? rule.fields[name] : undefined;
    return field
      ? checkField(member, field, below(name))
      : [{ field: below(name), message: 'Unknown field.' }];
  });
  return [...missing, ...wrong];
}

function parsedOrText(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
