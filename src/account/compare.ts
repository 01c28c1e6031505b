import type { SeenUser } from '../core/account-users.ts';
import type { Change } from '../core/foreseen.ts';
import type { JsonObject, JsonValue } from '../core/json.ts';
import { toJson } from '../core/json.ts';
import { shownIn } from './shown-fields.ts';

/**
 * What an update with these fields would change about a user, field by field; empty when the user has all of it already.
 * @param sent by Zoom's names, as `PATCH /users/{userId}` takes them
 */
export function changesOf(sent: JsonObject, user: SeenUser): Change[] {
  return Object.entries(sent).flatMap(([field, value]) => changesOfField(field, value, user));
}

/** The same for somebody who is made with these fields. */
export function givenTo(sent: JsonObject): Change[] {
  return changesOf(sent, { status: 'active', shown: {}, isWhole: true }).map(({ unseen, ...change }) =>
    unseen === 'secret' ? { ...change, unseen } : change,
  );
}

function changesOfField(field: string, value: JsonValue, { shown, isWhole }: SeenUser): Change[] {
  const where = shownIn(field);
  if (where === 'secret') return [{ field, from: '', to: '', unseen: 'secret' }];
  if (where === 'nowhere') return [{ field, from: '', to: textOf(field, value), unseen: 'notShown' }];
  if (where === 'user' && !isWhole)
    return [{ field, from: '', to: textOf(field, value), unseen: 'notListed' }];
  if (field === 'custom_attributes') return attributes(value, shown.custom_attributes);
  const has = had(field, shown);
  return isSame(field, value, has, shown)
    ? []
    : [{ field, from: textOf(field, has), to: textOf(field, value) }];
}

/** What the account shows under another name than it takes. */
function had(field: string, shown: JsonObject): JsonValue | undefined {
  if (field === 'group_id') return shown.group_ids;
  if (field === 'vanity_name') return nameIn(shown.vanity_url);
  return shown[field];
}

/** `https://example.zoom.us/my/ann` shows the name `ann`. */
function nameIn(url: JsonValue | undefined): string {
  return typeof url === 'string' ? (/\/my\/([^/?#]+)/.exec(url)?.[1] ?? '') : '';
}

function isSame(
  field: string,
  sent: JsonValue,
  has: JsonValue | undefined,
  { first_name: first, last_name: last }: JsonObject,
): boolean {
  switch (field) {
    case 'phone_numbers':
      return (
        isEmptied(sent, has) ??
        list(sent).every((number) => list(has).some((its) => isSamePhone(number, its)))
      );
    case 'phone_number':
      return digits(sent) === digits(has);
    case 'license_info_list':
    case 'division_ids':
      return isSameSet(list(sent), list(has));
    case 'group_id':
      return list(has).includes(sent);
    case 'plan_united_type':
    case 'zoom_one_type':
      return planOf(sent) === planOf(has);
    case 'pmi':
      return digits(sent) === digits(has);
    case 'manager':
    case 'vanity_name':
    case 'language':
      return plain(sent).toLowerCase() === plain(has).toLowerCase();
    case 'display_name':
      // Zoom makes one of its own where none is given.
      return (
        plain(sent) === plain(has) || (sent === '' && plain(has) === plain(`${first ?? ''} ${last ?? ''}`))
      );
    default:
      return plain(sent) === plain(has);
  }
}

/** What an empty list means; undefined for one that is not. */
function isEmptied(sent: JsonValue, has: JsonValue | undefined): boolean | undefined {
  return list(sent).length === 0 ? list(has).length === 0 : undefined;
}

function attributes(sent: JsonValue, has: JsonValue | undefined): Change[] {
  return list(sent).flatMap((item) => {
    const { key, value } = Object(item) as { key?: JsonValue; value?: JsonValue };
    const known = list(has).find((its) => Object(its).key === key);
    const from = plain(Object(known).value);
    const to = plain(value);
    return from === to ? [] : [{ field: `custom.${key}`, from, to }];
  });
}

/** Numbers of a user are known by their kind and digits, wherever the country code stands. */
function isSamePhone(sent: JsonValue, has: JsonValue): boolean {
  const [one, other] = [Object(sent), Object(has)] as [JsonObject, JsonObject];
  const whole = ({ code, number }: JsonObject) => digits(code) + digits(number);
  const isSameNumber =
    whole(one) === whole(other) || (digits(one.number) === digits(other.number) && !other.code);
  return isSameNumber && (plain(one.label) === '' || plain(one.label) === plain(other.label));
}

function isSameSet(sent: readonly JsonValue[], has: readonly JsonValue[]): boolean {
  const texts = (values: readonly JsonValue[]) => values.map(sorted).sort();
  return toJson(texts(sent)) === toJson(texts(has));
}

/** As a text that does not depend on the order of names, nor on whether a number is a text. */
function sorted(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return plain(value);
  const entries = Object.entries(value).map(([name, its]) => `${name}=${plain(its)}`);
  return entries.sort().join('\n');
}

/** `none`, 0 and nothing at all are no plan. */
function planOf(value: JsonValue | undefined): string {
  const plan = plain(value);
  return plan === 'none' || plan === '0' ? '' : plan;
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function digits(value: JsonValue | undefined): string {
  return plain(value).replaceAll(/\D/g, '');
}

function plain(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') return toJson(value);
  return String(value).normalize('NFC').trim();
}

const TYPES: Readonly<Record<string, string>> = {
  1: 'Basic',
  2: 'Licensed',
  3: 'On-prem',
  4: 'Unassigned',
  99: 'None',
};

/** A value as a person reads it. */
function textOf(field: string, value: JsonValue | undefined): string {
  if (field === 'type') return TYPES[plain(value)] ?? plain(value);
  if (field === 'phone_numbers') return list(value).map(phoneText).sort().join(', ');
  if (Array.isArray(value))
    return value.map((item) => (typeof item === 'object' ? toJson(item) : plain(item))).join(', ');
  return plain(value);
}

function phoneText(phone: JsonValue): string {
  const { code, number, label } = Object(phone) as JsonObject;
  return [plain(label), plain(code), plain(number)].filter((part) => part !== '').join(' ');
}
