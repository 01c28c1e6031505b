import type { JsonObject } from '../core/json.ts';
import { LICENCE_FIELDS } from '../core/licence-fields.ts';
import type { Task } from '../core/task.ts';
import { CREATE_FIELDS, PROFILE_FIELDS } from './field-lists.ts';

/** The fields for `user_info` of a create; `zoom_one_type` belongs into `feature` there. */
export function createFields(task: Task): JsonObject {
  const { zoom_one_type: zoomOneType, ...fields } = pick(task.fields, [...CREATE_FIELDS, 'password']);
  if (zoomOneType === undefined) return fields;
  return {
    ...fields,
    feature: { ...(fields.feature as JsonObject | undefined), zoom_one_type: zoomOneType },
  };
}

/**
 * The same fields for the update of a user who exists already, where `zoom_one_type` stands by itself and no password is
 * taken. Zoom refuses a `type` beside a plan there, while a create needs one. A licence that does not stand in the row's
 * own cells was meant for somebody new.
 */
export function updateFields(task: Task): JsonObject {
  const taken = CREATE_FIELDS.filter(
    (field) => !LICENCE_FIELDS.includes(field) || !task.added?.includes(field),
  );
  const { feature, type, ...fields } = pick(task.fields, taken);
  const { zoom_one_type: inFeature, ...rest } = (feature ?? {}) as JsonObject;
  const zoomOneType = fields.zoom_one_type ?? inFeature;
  const hasPlan = zoomOneType !== undefined || fields.plan_united_type !== undefined;
  return {
    ...fields,
    ...(type !== undefined && !hasPlan && { type }),
    ...(zoomOneType !== undefined && { zoom_one_type: zoomOneType }),
    ...(Object.keys(rest).length > 0 && { feature: rest }),
  };
}

/** Types below Licensed: Basic, Unassigned and None. */
const LOWER_TYPES: readonly unknown[] = [1, 4, 99];

/** Whether an update with these fields takes the licence of whoever has one. */
export function takesLicence({ type, plan_united_type, zoom_one_type }: JsonObject): boolean {
  return LOWER_TYPES.includes(type) || plan_united_type === 'none' || zoom_one_type === 0;
}

/** What a create cannot take, and a second call must send. */
export function profileOf(task: Task): JsonObject {
  return pick(task.fields, PROFILE_FIELDS);
}

export function hasProfile(task: Task): boolean {
  return PROFILE_FIELDS.some((field) => field in task.fields);
}

function pick(fields: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
