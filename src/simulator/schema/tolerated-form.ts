import type { FieldRule, ObjectRule } from './field-rules.ts';
import { isObject, type JsonObject, type JsonValue, parseInteger } from './json.ts';

/**
 * What released clients send, in the form that the rule asks for: `"1"` for 1, `True` for true, 5550100 for a text, one object
 * for a list of one. Members that the rule does not name are passed over, and so are those that are null. What does
 * not fit even so comes back as it is, for the check to refuse.
 */
export function toleratedMembers(value: JsonObject, { fields }: ObjectRule): JsonObject {
  const members = Object.entries(fields).flatMap(([name, rule]) => {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    return member === undefined || isNothing(member, rule)
      ? []
      : [[name, toleratedForm(member, rule)] as const];
  });
  return Object.fromEntries(members);
}

function toleratedForm(value: JsonValue, rule: FieldRule): JsonValue {
  switch (rule.type) {
    case 'string':
      return typeof value === 'object' ? value : String(value);
    case 'integer':
      return typeof value === 'string' ? (parseInteger(value.trim()) ?? value) : value;
    case 'boolean':
      return FLAGS.get(String(value).toLowerCase()) ?? value;
    case 'array':
      return (Array.isArray(value) ? value : [value]).map((item: JsonValue) =>
        toleratedForm(item, rule.items),
      );
    case 'object':
      return isObject(value) ? toleratedMembers(value, rule) : value;
  }
}

/** An empty text is nothing where a text is not what is meant. */
function isNothing(value: JsonValue, rule: FieldRule): boolean {
  return value === null || (value === '' && rule.type !== 'string');
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
]);
