import type { ObjectRule } from './field-rules.ts';
import { PLAN_UNITED_TYPES, ZOOM_ONE_TYPES } from './licences.ts';
import { DISPLAY_NAME, DIVISION_IDS, EMAIL, FLAG, LICENCE_LIST, NAME, USER_TYPE } from './user-fields.ts';

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
        email: EMAIL,
        first_name: NAME,
        last_name: NAME,
        display_name: DISPLAY_NAME,
        password: { type: 'string', minLength: 8, maxLength: 32 },
        type: USER_TYPE,
        division_ids: DIVISION_IDS,
        feature: {
          type: 'object',
          fields: { zoom_phone: FLAG, zoom_one_type: { type: 'integer', values: ZOOM_ONE_TYPES } },
        },
        plan_united_type: { type: 'string', values: PLAN_UNITED_TYPES },
        license_info_list: LICENCE_LIST,
      },
    },
  },
} as const satisfies ObjectRule;
