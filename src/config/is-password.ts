import { findColumn } from '../input/header/column-names.ts';

/** Whether a default by this name is one for the password, however the column is spelt. */
export function isPassword(column: string): boolean {
  return findColumn(column) === 'password';
}
