import type { z } from 'zod';
import type { JsonValue } from '../core/json.ts';
import { address, badAddress } from './address-cell.ts';
import { addBadCell } from './bad-cell.ts';
import { json } from './json-cell.ts';
import type { Place } from './leftovers/leftover.ts';
import { licenceList, unitedPlanCell, workplacePlanCell } from './licences.ts';
import { customAttributes, divisionIds, feature, type PhoneLabel, phones } from './nested-fields.ts';
import { password, weakPassword } from './password-cell.ts';
import { phoneCell } from './phone-cell.ts';
import type { PhoneCountry } from './phone-numbers.ts';
import { text } from './text-cell.ts';
import { userId } from './user-id-cell.ts';
import { flag, integerOf, personalMeetingId, userType } from './value-cells.ts';
import {
  formOfAddress,
  lettersOutsideAscii,
  retiredType,
  unknownInFeature,
  unknownInLicences,
  unknownUnited,
  unknownWorkplace,
  withoutAreaCode,
} from './value-warnings.ts';

/** What the text of a cell may be, and what becomes of it. */
export type Field = {
  /** From the cell's text, without surrounding white space, to Zoom's JSON value. */
  readonly cell: z.ZodType<JsonValue, string>;
  /** For the query string instead of the body. */
  readonly query?: true;
  /** A sentence about every value of a field that Zoom is giving up. */
  readonly deprecated?: string;
  /** A sentence about some values that are accepted but should change. */
  readonly warn?: (value: JsonValue) => string | undefined;
  /** What stands there, as far as leftovers of programs are told from values by it; `choice` when absent. */
  readonly place?: Place;
  /** White space is kept. */
  readonly exact?: true;
  /** Never shown, and kept nowhere: no message quotes a row that may have it, whatever cell it stands in. */
  readonly secret?: true;
  /** What of a text may be such a value; every text may where it is absent. */
  readonly secretShape?: RegExp;
  /** What Zoom takes to empty the field; absent where it takes nothing empty. */
  readonly empty?: '' | readonly [];
  /** What to write to that end where it takes nothing empty. */
  readonly insteadOfEmpty?: string;
  /** Hardly two rows have the same value, so remembering values would be a waste. */
  readonly distinct?: true;
};

const name = (max: number, maxChinese: number) =>
  ({ cell: text({ max, maxChinese }), place: 'name', empty: '' }) satisfies Field;

/** Who a row is about. */
export const WHO = {
  email: {
    cell: address(),
    place: 'address',
    distinct: true,
    warn: lettersOutsideAscii,
    insteadOfEmpty: 'write who the row is about',
  },
  user_id: {
    cell: userId(),
    place: 'id',
    distinct: true,
    warn: lettersOutsideAscii,
    insteadOfEmpty: 'write who the row is about',
  },
} satisfies Record<string, Field>;

/**
 * Every field of Zoom's create and update requests under Zoom's name, with the limits that Zoom documents.
 * Source: the OpenAPI document of the Users API, `POST /users` and `PATCH /users/{userId}`.
 */
export const FIELDS = {
  first_name: name(64, 5),
  last_name: name(64, 5),
  display_name: name(128, 10),
  password: { cell: password(), place: 'own', exact: true, secret: true, distinct: true, warn: weakPassword },
  type: { cell: userType(), warn: retiredType, insteadOfEmpty: 'write basic, unassigned or none' },
  plan_united_type: {
    cell: unitedPlanCell(),
    warn: unknownUnited,
    insteadOfEmpty: 'write none',
  },
  zoom_one_type: {
    cell: workplacePlanCell(),
    warn: unknownWorkplace,
    insteadOfEmpty: 'write 0',
  },
  license_info_list: {
    cell: json(licenceList(), '[{"license_type":"MEETING","license_option":2,"subscription_id":"SUBREF-…"}]'),
    warn: unknownInLicences,
  },
  feature: { cell: json(feature, '{"zoom_phone":true}'), warn: unknownInFeature },
  division_ids: { cell: json(divisionIds, '["ZnQ4w9…"]') },
  company: { cell: text({ max: 255, lines: true }), place: 'text', empty: '' },
  dept: { cell: text({ lines: true }), place: 'text', empty: '' },
  job_title: { cell: text({ max: 128, lines: true }), place: 'text', warn: formOfAddress, empty: '' },
  location: { cell: text({ max: 256, lines: true }), place: 'text', empty: '' },
  cost_center: { cell: text({ lines: true }), place: 'code', empty: '' },
  manager: {
    place: 'text',
    cell: text().superRefine((cell, context) => {
      const bad = cell.includes('@') ? badAddress(cell) : undefined;
      if (!bad) return;
      const orName = bad.instead === undefined ? ", or the manager's display name" : '';
      addBadCell(context, { ...bad, message: bad.message + orName });
    }),
    empty: '',
    warn: lettersOutsideAscii,
  },
  phone_numbers: {
    cell: json(phones, '[{"label":"Mobile","country":"US","code":"+1","number":"5550100"}]'),
    empty: [],
  },
  custom_attributes: {
    cell: json(customAttributes, '[{"key":"cbf_…","value":"A1"}]'),
    insteadOfEmpty: 'write (clear) in a column custom.<key> for each attribute',
  },
  group_id: {
    place: 'code',
    cell: text({ shape: { pattern: /^\S+$/, advice: 'write the id of a group, which has no spaces' } }),
  },
  timezone: {
    place: 'code',
    cell: text({
      max: 64,
      shape: {
        pattern: /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/,
        advice: 'write a timezone such as Europe/Berlin',
      },
    }),
  },
  language: {
    place: 'code',
    cell: text({
      max: 64,
      shape: { pattern: /^\p{L}[\p{L}\d ()_-]*$/u, advice: 'write a language such as en-US' },
    }),
  },
  pmi: { cell: personalMeetingId(), distinct: true },
  use_pmi: { cell: flag(), insteadOfEmpty: 'write false' },
  host_key: {
    secret: true,
    // However a spreadsheet has it, alone or beside a delimiter.
    secretShape: /(?:^|[,;|\t"'=:])\s*\d(?:[\s.,'’-]?\d){3,9}(?:[.,]0+|E[+-]?\d+)?\s*(?:$|[,;|\t"'=:])/i,
    cell: text({ shape: { pattern: /^\d{6,10}$/, advice: 'write 6 to 10 digits' } }),
    distinct: true,
  },
  vanity_name: { cell: text(), place: 'code', empty: '', distinct: true },
  pronouns: { cell: text(), place: 'text', empty: '' },
  pronouns_option: {
    cell: integerOf([1, 2, 3], '1 (ask every time), 2 (always show) or 3 (never show)'),
    insteadOfEmpty: 'write 3, which shows no pronouns',
  },
  about_me: {
    place: 'prose',
    cell: text({
      max: 150,
      lines: true,
      shape: {
        pattern: /^(?!.*(?:https?:\/\/|www\.|<\/?[a-z!][^>]*>))/is,
        advice: 'may not have links or HTML in it: delete them',
      },
    }),
    empty: '',
  },
  linkedin_url: {
    cell: text({
      shape: {
        pattern: /^\S*linkedin\.com\S*$/i,
        advice: 'write an address at linkedin.com, such as https://www.linkedin.com/in/ann',
      },
    }),
    distinct: true,
  },
  cms_user_id: { cell: text(), place: 'code', empty: '', distinct: true },
  phone_country: {
    cell: text({ shape: { pattern: /^[A-Za-z]{2}$/, advice: 'write a country of two letters, such as US' } }),
    deprecated:
      'Zoom will drop this field: use phone_mobile, phone_office, phone_home, phone_fax or phone_numbers',
  },
  phone_number: {
    place: 'own',
    cell: text({
      max: 40,
      shape: {
        pattern: /^\+?[\d\s()./-]{3,}$/,
        advice: 'write the digits of one number, better in phone_mobile or phone_office',
      },
    }),
    deprecated:
      'Zoom will drop this field: use phone_mobile, phone_office, phone_home, phone_fax or phone_numbers',
    distinct: true,
  },
  login_type: {
    cell: integerOf(
      [0, 1, 11, 21, 23, 24, 27, 97, 98, 99, 100, 101],
      'the number of a login, such as 1 (Google), 100 (work e-mail) or 101 (single sign-on)',
    ),
    query: true,
  },
  remove_tsp_credentials: { cell: flag(), query: true },
  new_email: { cell: address(), place: 'address', distinct: true, warn: lettersOutsideAscii },
  transfer_email: { cell: address(), place: 'address', query: true, warn: lettersOutsideAscii },
  transfer_meeting: { cell: flag(), query: true },
  transfer_webinar: { cell: flag(), query: true },
  transfer_recording: { cell: flag(), query: true },
  transfer_whiteboard: { cell: flag(), query: true },
  transfer_clipfiles: { cell: flag(), query: true },
  transfer_notes: { cell: flag(), query: true },
  transfer_visitors: { cell: flag(), query: true },
  transfer_docs: { cell: flag(), query: true },
} satisfies Record<string, Field>;

/** What only a roster says of a person: Zoom shows it, and takes it in no request. */
export const ROSTER_FIELDS = {
  employee_unique_id: { cell: text({ max: 255 }), place: 'code', distinct: true },
} satisfies Record<string, Field>;

/** Columns of which each gives one item of `phone_numbers`. */
export const PHONE_COLUMNS = {
  phone_mobile: 'Mobile',
  phone_office: 'Office',
  phone_home: 'Home',
  phone_fax: 'Fax',
} satisfies Record<string, PhoneLabel>;

/** @param country of numbers that name none */
export function phoneField(label: PhoneLabel, country?: PhoneCountry): Field {
  return {
    cell: phoneCell(label, country),
    place: 'own',
    warn: withoutAreaCode,
    insteadOfEmpty:
      'Zoom empties only all numbers together, so write (clear) in a column phone_numbers, beside the numbers that stay',
    distinct: true,
  };
}

/** A column `custom.<key>`, which gives one item of `custom_attributes`. */
export const CUSTOM_FIELD: Field = { cell: text({ lines: true }), place: 'custom', empty: '' };
