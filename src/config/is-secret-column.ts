import { isSecret } from '../fields/columns.ts';
import { findColumn } from '../input/header/column-names.ts';

/** Whether a default by this name is one for a field that is never shown, however the column is spelt. */
export function isSecretColumn(column: string): boolean {
  return isSecret(findColumn(column));
}
