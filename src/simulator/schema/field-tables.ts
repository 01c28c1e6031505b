import type { ArrayRule, FieldRule, IntegerRule, ObjectRule } from './field-rules.ts';
import { MEETING_OPTIONS, PLAN_UNITED_TYPES, WORKPLACE_OPTIONS, ZOOM_ONE_TYPES } from './licences.ts';

/**
 * Zoom's request bodies and query strings, from its OpenAPI document for Users. Where that is silent and
 * Zoom's prose is not (Chinese characters, digits), the prose counts.
 */

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const name = { type: 'string', maxLength: 64, maxChinese: 5 } as const;
const displayName = { type: 'string', maxLength: 128, maxChinese: 10 } as const;
const userType = { type: 'integer', values: [1, 2, 4, 99] } as const;
const divisions = { type: 'array', items: text } as const;

const loginType: IntegerRule = { type: 'integer', values: [0, 1, 11, 21, 23, 24, 27, 97, 98, 99, 100, 101] };

const licenceList: ArrayRule = {
  type: 'array',
  maxItems: 2,
  items: {
    type: 'object',
    required: ['license_option', 'license_type', 'subscription_id'],
    fields: {
      license_type: { type: 'string', values: ['MEETING', 'ZOOM_WORKPLACE_BUNDLE'] },
      license_option: { type: 'integer', values: [...MEETING_OPTIONS, ...WORKPLACE_OPTIONS] },
      subscription_id: text,
    },
  },
};

/** POST /users */
export const CREATE_BODY = {
  type: 'object',
  required: ['action', 'user_info'],
  fields: {
    action: { type: 'string', values: ['create', 'autoCreate', 'custCreate', 'ssoCreate'] },
    user_info: {
      type: 'object',
      required: ['email', 'type'],
      fields: {
        email: { type: 'string', maxLength: 128, form: 'email' },
        first_name: name,
        last_name: name,
        display_name: displayName,
        password: { type: 'string', minLength: 8, maxLength: 32 },
        type: userType,
        division_ids: divisions,
        feature: {
          type: 'object',
          fields: { zoom_phone: flag, zoom_one_type: { type: 'integer', values: ZOOM_ONE_TYPES } },
        },
        plan_united_type: { type: 'string', values: PLAN_UNITED_TYPES },
        license_info_list: licenceList,
      },
    },
  },
} as const satisfies ObjectRule;

/** PATCH /users/{userId} */
export const UPDATE_BODY = {
  type: 'object',
  fields: {
    cms_user_id: text,
    company: { type: 'string', maxLength: 255 },
    custom_attributes: {
      type: 'array',
      maxItems: 5,
      items: { type: 'object', fields: { key: text, name: text, value: text } },
    },
    dept: text,
    first_name: name,
    group_id: text,
    division_ids: divisions,
    host_key: { type: 'string', minLength: 6, maxLength: 10, form: 'digits' },
    job_title: { type: 'string', maxLength: 128 },
    cost_center: text,
    language: text,
    last_name: name,
    location: { type: 'string', maxLength: 256 },
    manager: text,
    phone_country: text,
    phone_number: text,
    phone_numbers: {
      type: 'array',
      maxItems: 3,
      items: {
        type: 'object',
        fields: {
          code: text,
          country: text,
          label: { type: 'string', values: ['Mobile', 'Office', 'Home', 'Fax'] },
          number: text,
        },
      },
    },
    pmi: { type: 'integer', digits: 10 },
    pronouns: text,
    pronouns_option: { type: 'integer', values: [1, 2, 3] },
    timezone: text,
    type: userType,
    use_pmi: flag,
    vanity_name: text,
    display_name: displayName,
    zoom_one_type: { type: 'integer', values: [0, ...ZOOM_ONE_TYPES] },
    plan_united_type: { type: 'string', values: [...PLAN_UNITED_TYPES, 'none'] },
    feature: { type: 'object', fields: { zoom_phone: flag } },
    about_me: { type: 'string', maxLength: 150 },
    linkedin_url: text,
    license_info_list: licenceList,
  },
} as const satisfies ObjectRule;

/** PUT /users/{userId}/status */
export const STATUS_BODY = {
  type: 'object',
  required: ['action'],
  fields: { action: { type: 'string', values: ['activate', 'deactivate', 'clock_in', 'clock_out'] } },
} as const satisfies ObjectRule;

/** PUT /users/{userId}/password. Its length is a matter of the account's password rules. */
export const PASSWORD_BODY = {
  type: 'object',
  required: ['password'],
  fields: { password: text },
} as const satisfies ObjectRule;

export const NO_QUERY: ObjectRule = { type: 'object', fields: {} };

export const UPDATE_QUERY: ObjectRule = query({ login_type: loginType, remove_tsp_credentials: flag });

export const GET_QUERY: ObjectRule = query({
  login_type: loginType,
  encrypted_email: flag,
  search_by_unique_id: flag,
});

export const LIST_QUERY: ObjectRule = query({
  status: { type: 'string', values: ['active', 'inactive', 'pending'] },
  page_size: { type: 'integer', minimum: 1, maximum: 2000 },
  role_id: text,
  page_number: text,
  include_fields: { type: 'string', values: ['custom_attributes', 'host_key'] },
  next_page_token: text,
  license: { type: 'string', values: ['zoom_workforce_management', 'zoom_compliance_management'] },
});

function query(fields: Readonly<Record<string, FieldRule>>): ObjectRule {
  return { type: 'object', fields };
}
