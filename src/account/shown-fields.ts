/**
 * Where Zoom shows what a user has in a field of a create or an update: in its lists, in the answer about one user, or nowhere.
 * Source: the OpenAPI document of the Users API, the answers of `GET /users` and `GET /users/{userId}`.
 */
const SHOWN = {
  first_name: 'list',
  last_name: 'list',
  display_name: 'list',
  type: 'list',
  dept: 'list',
  pmi: 'list',
  timezone: 'list',
  plan_united_type: 'list',
  division_ids: 'list',
  license_info_list: 'list',
  custom_attributes: 'list',
  group_id: 'list',
  zoom_one_type: 'user',
  use_pmi: 'user',
  company: 'user',
  job_title: 'user',
  location: 'user',
  manager: 'user',
  cost_center: 'user',
  phone_numbers: 'user',
  phone_country: 'user',
  phone_number: 'user',
  language: 'user',
  pronouns: 'user',
  pronouns_option: 'user',
  cms_user_id: 'user',
  vanity_name: 'user',
  host_key: 'secret',
  about_me: 'nowhere',
  linkedin_url: 'nowhere',
  feature: 'nowhere',
} as const satisfies Record<string, Place>;

type Place = 'list' | 'user' | 'secret' | 'nowhere';

export function shownIn(field: string): Place {
  return (SHOWN as Readonly<Record<string, Place>>)[field] ?? 'nowhere';
}

/** Whether it takes a question about the user to compare these fields. */
export function needsQuestion(fields: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(fields).some((field) => shownIn(field) === 'user');
}
