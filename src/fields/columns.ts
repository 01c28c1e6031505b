import { CUSTOM_FIELD, FIELDS, type Field, PHONE_COLUMNS, phoneField, ROSTER_FIELDS, WHO } from './fields.ts';
import type { PhoneLabel } from './nested-fields.ts';
import type { PhoneCountry } from './phone-numbers.ts';

export type ColumnKind = 'action' | 'who' | 'body' | 'query' | 'phone' | 'custom' | 'group';

/** Columns of the Zoom portal's own file that name a group, where the API wants a group's id. */
export const GROUP_NAME_COLUMNS: readonly string[] = ['user_group', 'im_group'];

const BODY_FIELDS = new Map<string, Field>(Object.entries({ ...FIELDS, ...ROSTER_FIELDS }));
const WHO_FIELDS = new Map<string, Field>(Object.entries(WHO));
const PHONE_LABELS = new Map<string, PhoneLabel>(Object.entries(PHONE_COLUMNS));

/**
 * @param name in its one spelling, such as `dept` or `custom.cbf_1`
 * @param country of phone numbers that name none
 */
export function describeColumn(
  name: string,
  country?: PhoneCountry,
): {
  readonly kind: ColumnKind;
  /** Absent for the action and for what is not sent. */
  readonly field: Field | undefined;
} {
  if (name.startsWith('custom.')) return { kind: 'custom', field: CUSTOM_FIELD };
  if (GROUP_NAME_COLUMNS.includes(name)) return { kind: 'group', field: undefined };
  const who = WHO_FIELDS.get(name);
  if (who) return { kind: 'who', field: who };
  const label = PHONE_LABELS.get(name);
  if (label) return { kind: 'phone', field: phoneField(label, country) };
  const field = BODY_FIELDS.get(name);
  if (field) return { kind: field.query ? 'query' : 'body', field };
  return { kind: 'action', field: undefined };
}

/** Whether what stands in a column is never shown. @param name in its one spelling; undefined for no column */
export function isSecret(name: string | undefined): boolean {
  return name !== undefined && describeColumn(name).field?.secret === true;
}
