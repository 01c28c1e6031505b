import { FIELDS } from '../fields/fields.ts';

/** Fields of the body of `POST /users`; everything else of a create row needs a `PATCH` after it. */
export const CREATE_FIELDS = [
  'type',
  'first_name',
  'last_name',
  'display_name',
  'division_ids',
  'feature',
  'zoom_one_type',
  'plan_united_type',
  'license_info_list',
] as const satisfies (keyof typeof FIELDS)[];

/** Fields that only `PATCH /users/{userId}` takes. */
export const PROFILE_FIELDS: readonly string[] = Object.entries(FIELDS)
  .filter(([name, field]) => name !== 'password' && !('query' in field) && !isCreateField(name))
  .map(([name]) => name);

function isCreateField(name: string): boolean {
  return CREATE_FIELDS.some((field) => field === name);
}
