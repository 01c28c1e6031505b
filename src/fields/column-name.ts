import type { FIELDS, PHONE_COLUMNS, ROSTER_FIELDS, WHO } from './fields.ts';

/** A column by the name that this program uses; a job may also spell it as a file would. */
export type ColumnName =
  | 'action'
  | keyof typeof WHO
  | keyof typeof FIELDS
  | keyof typeof PHONE_COLUMNS
  | keyof typeof ROSTER_FIELDS
  | `custom.${string}`;
