/** Fields by which a user gets a seat or a licence, or loses one. */
export const LICENCE_FIELDS: readonly string[] = [
  'type',
  'plan_united_type',
  'zoom_one_type',
  'license_info_list',
  'feature',
];
