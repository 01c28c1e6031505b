import type { z } from 'zod';
import type { JsonValue } from '../core/json.ts';
import { CLEAR, resemblesClear } from './clear-word.ts';
import { CUSTOM_FIELD, FIELDS, type Field, PHONE_COLUMNS, phoneField, WHO } from './fields.ts';
import type { PhoneLabel } from './nested-fields.ts';
import type { PhoneCountry } from './phone-numbers.ts';

export type ColumnKind = 'action' | 'who' | 'body' | 'query' | 'phone' | 'custom' | 'group';

export type CellResult =
  | { readonly value: JsonValue; readonly warning: string | undefined }
  | {
      /** What is wrong with the cell; the text itself is not in it. */
      readonly messages: readonly string[];
      /** What to write, which may be most of the text. */
      readonly instead: string | undefined;
    };

/** Columns of the Zoom portal's own file that name a group, where the API wants a group's id. */
export const GROUP_NAME_COLUMNS: readonly string[] = ['user_group', 'im_group'];

const BODY_FIELDS = new Map<string, Field>(Object.entries(FIELDS));
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

const MAX_REMEMBERED = 2000;
const MAX_REMEMBERED_LENGTH = 200;

/** The value of a cell that is not empty. Departments, types and the like come again and again: they are read once. */
export function readCell(field: Field, text: string, remembered: Map<string, CellResult>): CellResult {
  if (field.distinct) return readText(field, text);
  const known = remembered.get(text);
  if (known) return known;
  const result = readText(field, text);
  if (remembered.size < MAX_REMEMBERED && text.length <= MAX_REMEMBERED_LENGTH) {
    remembered.set(text, result);
  }
  return result;
}

export function readText(field: Field, text: string): CellResult {
  if (!field.secret && resemblesClear(text)) {
    const message = `is not the word that empties a field: write ${CLEAR}, or leave the cell empty`;
    return { messages: [message], instead: undefined };
  }
  const { success, data, error } = field.cell.safeParse(text);
  if (success) return { value: data, warning: field.deprecated ?? field.warn?.(data) };
  return {
    messages: error.issues.map(({ path, message }) => withPath(path, message)),
    instead: error.issues.map(insteadIn).find((text) => text !== undefined),
  };
}

function insteadIn(issue: z.core.$ZodIssue): string | undefined {
  return issue.code === 'custom' ? issue.params?.instead : undefined;
}

/** `[1, 'label']` is the label of the second item. */
function withPath(path: readonly PropertyKey[], message: string): string {
  if (path.length === 0) return message;
  const where = path.map((step) => (typeof step === 'number' ? `item ${step + 1}` : String(step)));
  return `in ${where.join(', ')}: ${message}`;
}
