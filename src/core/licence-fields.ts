/** The fields of a create or an update by which a user gets a seat or a licence, or loses it. */
export const LICENCE_FIELDS = [
  'type',
  'plan_united_type',
  'zoom_one_type',
  'license_info_list',
  'feature',
] as const;
