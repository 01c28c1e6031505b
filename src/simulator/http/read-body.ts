import { type FieldRule, fromText, type ObjectRule } from '../schema/field-rules.ts';
import { isObject, type JsonObject, type JsonValue, parseJson } from '../schema/json.ts';
import { type HttpReply, NOT_AN_OBJECT } from './http-reply.ts';

/** The body of a request, or the refusal of one that cannot be read. */
export type ReadBody = { readonly body: JsonObject } | { readonly refused: HttpReply };

/**
 * Reads a JSON body, or one in the form that Zoom's older documentation uses: multipart/form-data with a
 * part for each member, nested values written as JSON.
 * @param rule what the parts of a form stand for
 */
export async function readBody(bytes: Uint8Array, contentType: string, rule: ObjectRule): Promise<ReadBody> {
  const media = contentType.split(';')[0]?.trim().toLowerCase();
  const body =
    media === 'application/json'
      ? fromJson(bytes)
      : media === 'multipart/form-data'
        ? await fromForm(bytes, contentType, rule)
        : undefined;
  return isObject(body) ? { body } : { refused: NOT_AN_OBJECT };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const TEXT: FieldRule = { type: 'string' };

function fromJson(bytes: Uint8Array): JsonValue | undefined {
  try {
    return parseJson(UTF8.decode(bytes));
  } catch {
    return undefined;
  }
}

async function fromForm(
  bytes: Uint8Array,
  contentType: string,
  rule: ObjectRule,
): Promise<JsonObject | undefined> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  if (!form) return undefined;
  const members = new Map<string, JsonValue>();
  for (const [name, part] of form) {
    if (typeof part !== 'string' || members.has(name)) return undefined;
    members.set(name, fromText(part, Object.hasOwn(rule.fields, name) ? (rule.fields[name] ?? TEXT) : TEXT));
  }
  return Object.fromEntries(members);
}
