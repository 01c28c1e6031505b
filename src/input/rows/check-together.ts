import type { ActionColumns, RowRules } from '../../core/action.ts';
import type { JsonObject, JsonValue } from '../../core/json.ts';
import { MAX_CUSTOM_ATTRIBUTES, MAX_PHONES } from '../../fields/nested-fields.ts';
import { quote } from '../../support/characters.ts';
import type { RowBuilder } from './row-builder.ts';

/** Adds the problems that no cell has alone: what is missing for the action, and what Zoom refuses together. */
export function checkTogether(builder: RowBuilder, { columns, makesUser }: RowRules): void {
  checkWho(builder, columns);
  checkRequired(builder, columns);
  mergeShortForms(builder);
  checkPlans(builder, makesUser);
  checkPhone(builder);
}

function checkWho(builder: RowBuilder, { who }: ActionColumns): void {
  const { filled, problems, action, email, userId, hides } = builder;
  if (email !== undefined && userId?.includes('@') && email.toLowerCase() !== userId.toLowerCase()) {
    const found = hides(userId) ? 'is' : `found ${quote(userId)}, which is`;
    const message = `${found} another user than the one in email (${email}): correct one of them or leave it empty`;
    problems.push({ column: 'user_id', message });
  }
  if (filled.includes('email') || (who === 'either' && filled.includes('user_id'))) return;
  const message =
    who === 'email'
      ? `is empty: ${action} needs the e-mail address of the new user`
      : 'email and user_id are both empty: one of them must say who the row is about';
  problems.push(who === 'email' ? { column: 'email', message } : { message });
}

function checkRequired({ filled, problems, action }: RowBuilder, columns: ActionColumns): void {
  for (const column of columns.required) {
    if (filled.includes(column)) continue;
    const advice = column === 'type' ? ': write basic or licensed' : '';
    problems.push({ column, message: `is empty, and ${action} needs it${advice}` });
  }
  if (!columns.needsField) return;
  const given = filled.some((name) => name !== 'email' && name !== 'user_id' && name !== 'login_type');
  if (!given) problems.push({ message: `there is nothing to ${action}: fill a cell beside who it is about` });
}

function mergeShortForms(builder: RowBuilder): void {
  const { fields, phones, customAttributes } = builder;
  if (phones.length > 0) {
    const all = [...list(fields.phone_numbers), ...phones];
    fields.phone_numbers = all;
    refuseTooMany(builder, all, MAX_PHONES, 'phone numbers');
    refuseTwice(builder, all, 'label', 'phone numbers');
  }
  if (customAttributes.length > 0) {
    const all = [...list(fields.custom_attributes), ...customAttributes];
    fields.custom_attributes = all;
    refuseTooMany(builder, all, MAX_CUSTOM_ATTRIBUTES, 'custom attributes');
    refuseTwice(builder, all, 'key', 'custom attributes');
  }
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function refuseTooMany({ problems }: RowBuilder, all: readonly JsonValue[], max: number, what: string): void {
  if (all.length <= max) return;
  problems.push({
    message: `the row has ${all.length} ${what}, and Zoom takes ${max}: leave some cells empty`,
  });
}

function refuseTwice({ problems }: RowBuilder, all: readonly JsonValue[], name: string, what: string): void {
  const seen = all.map((item) => object(item)[name]).filter((value) => value !== undefined);
  if (new Set(seen).size === seen.length) return;
  problems.push({ message: `two of the row's ${what} have the same ${name}: give each once` });
}

function object(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

const PLAN_COLUMNS = ['type', 'plan_united_type', 'zoom_one_type'];

function checkPlans({ action, fields, filled, problems, warnings }: RowBuilder, creates: boolean): void {
  const feature = object(fields.feature);
  const plans = PLAN_COLUMNS.filter((name) => filled.includes(name));
  if (feature.zoom_one_type !== undefined) plans.push('feature.zoom_one_type');
  // A create must have a type; only a change of several at once is refused.
  const rivals = creates ? plans.filter((name) => name !== 'type') : plans;
  if (rivals.length > 1) {
    const message = `${rivals.join(' and ')} cannot be given together: Zoom sets one of them at a time, so leave the others empty`;
    problems.push({ message });
  }
  if (fields.type === 99 && creates && action !== 'ssoCreate') {
    problems.push({
      column: 'type',
      message: `none (99) is only for ssoCreate and update: write basic or licensed`,
    });
  }
  if (creates && (fields.plan_united_type === 'none' || fields.zoom_one_type === 0)) {
    const column = fields.zoom_one_type === 0 ? 'zoom_one_type' : 'plan_united_type';
    problems.push({ column, message: 'a new user has no plan to turn off: leave the cell empty' });
  }
  if (!creates && feature.zoom_one_type !== undefined) {
    const message = 'an update takes zoom_one_type in a column of its own, not inside feature';
    problems.push({ column: 'feature', message });
  }
  if (!creates && feature.zoom_phone === false) {
    warnings.push({ message: "zoom_phone false takes the user's Zoom Phone, numbers and devices away" });
  }
}

function checkPhone({ filled, problems }: RowBuilder): void {
  if (!filled.includes('phone_number') || filled.includes('phone_country')) return;
  const message = 'is empty, and phone_number needs it: better use phone_mobile or phone_office for both';
  problems.push({ column: 'phone_country', message });
}
