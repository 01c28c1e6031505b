import type { ArrayRule, IntegerRule } from './field-rules.ts';
import { MEETING_OPTIONS, WORKPLACE_OPTIONS } from './licences.ts';

/**
 * What several of Zoom's endpoints take, from its OpenAPI document for Users. Where that is silent and Zoom's
 * prose is not (Chinese characters, digits), the prose counts.
 */

export const TEXT = { type: 'string' } as const;
export const FLAG = { type: 'boolean' } as const;
export const EMAIL = { type: 'string', maxLength: 128, form: 'email' } as const;
export const NAME = { type: 'string', maxLength: 64, maxChinese: 5 } as const;
export const DISPLAY_NAME = { type: 'string', maxLength: 128, maxChinese: 10 } as const;
export const USER_TYPE = { type: 'integer', values: [1, 2, 4, 99] } as const;
export const DIVISION_IDS = { type: 'array', items: TEXT } as const;

export const LOGIN_TYPE: IntegerRule = {
  type: 'integer',
  values: [0, 1, 11, 21, 23, 24, 27, 97, 98, 99, 100, 101],
};

export const LICENCE_LIST: ArrayRule = {
  type: 'array',
  maxItems: 2,
  items: {
    type: 'object',
    required: ['license_option', 'license_type', 'subscription_id'],
    fields: {
      license_type: { type: 'string', values: ['MEETING', 'ZOOM_WORKPLACE_BUNDLE'] },
      license_option: { type: 'integer', values: [...MEETING_OPTIONS, ...WORKPLACE_OPTIONS] },
      subscription_id: TEXT,
    },
  },
};
