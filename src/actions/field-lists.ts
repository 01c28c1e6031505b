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
] as const;

/** Fields that only `PATCH /users/{userId}` takes. */
export const PROFILE_FIELDS = [
  'dept',
  'job_title',
  'company',
  'location',
  'manager',
  'cost_center',
  'group_id',
  'cms_user_id',
  'language',
  'timezone',
  'phone_numbers',
  'phone_country',
  'phone_number',
  'custom_attributes',
  'pmi',
  'use_pmi',
  'host_key',
  'vanity_name',
  'pronouns',
  'pronouns_option',
  'about_me',
  'linkedin_url',
] as const;
