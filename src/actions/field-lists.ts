import type { FIELDS } from '../fields/fields.ts';

type FieldName = keyof typeof FIELDS;

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
] as const satisfies FieldName[];

/** Fields that only `PATCH /users/{userId}` takes. */
export const PROFILE_FIELDS = [
  'company',
  'dept',
  'job_title',
  'location',
  'cost_center',
  'manager',
  'phone_numbers',
  'custom_attributes',
  'group_id',
  'timezone',
  'language',
  'pmi',
  'use_pmi',
  'host_key',
  'vanity_name',
  'pronouns',
  'pronouns_option',
  'about_me',
  'linkedin_url',
  'cms_user_id',
  'phone_country',
  'phone_number',
] as const satisfies FieldName[];
