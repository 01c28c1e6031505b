import type { ObjectRule } from './field-rules.ts';
import { PLAN_UNITED_TYPES, ZOOM_ONE_TYPES } from './licences.ts';
import { DISPLAY_NAME, DIVISION_IDS, FLAG, LICENCE_LIST, NAME, TEXT, USER_TYPE } from './user-fields.ts';

/** PATCH /users/{userId} */
export const UPDATE_BODY = {
  type: 'object',
  fields: {
    cms_user_id: TEXT,
    company: { type: 'string', maxLength: 255 },
    custom_attributes: {
      type: 'array',
      maxItems: 5,
      items: { type: 'object', fields: { key: TEXT, name: TEXT, value: TEXT } },
    },
    dept: TEXT,
    first_name: NAME,
    group_id: TEXT,
    division_ids: DIVISION_IDS,
    host_key: { type: 'string', minLength: 6, maxLength: 10, form: 'digits' },
    job_title: { type: 'string', maxLength: 128 },
    cost_center: TEXT,
    language: TEXT,
    last_name: NAME,
    location: { type: 'string', maxLength: 256 },
    manager: TEXT,
    phone_country: TEXT,
    phone_number: TEXT,
    phone_numbers: {
      type: 'array',
      maxItems: 3,
      items: {
        type: 'object',
        fields: {
          code: TEXT,
          country: TEXT,
          label: { type: 'string', values: ['Mobile', 'Office', 'Home', 'Fax'] },
          number: TEXT,
        },
      },
    },
    pmi: { type: 'integer', digits: 10 },
    pronouns: TEXT,
    pronouns_option: { type: 'integer', values: [1, 2, 3] },
    timezone: TEXT,
    type: USER_TYPE,
    use_pmi: FLAG,
    vanity_name: TEXT,
    display_name: DISPLAY_NAME,
    zoom_one_type: { type: 'integer', values: [0, ...ZOOM_ONE_TYPES] },
    plan_united_type: { type: 'string', values: [...PLAN_UNITED_TYPES, 'none'] },
    feature: { type: 'object', fields: { zoom_phone: FLAG } },
    about_me: { type: 'string', maxLength: 150 },
    linkedin_url: TEXT,
    license_info_list: LICENCE_LIST,
  },
} as const satisfies ObjectRule;
