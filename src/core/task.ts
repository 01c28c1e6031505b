import type { JsonObject } from './json.ts';
import type { Problem } from './problem.ts';
import type { Warning } from './reason.ts';
import type { ActionName } from './vocabulary.ts';

/** A row that passed validation. */
export type Task = {
  /** The line of the input file on which the row starts; the header is line 1. */
  readonly line: number;
  readonly action: ActionName;
  /** Who the row is about, as the report shows it: the e-mail address, else the user id. */
  readonly user: string;
  readonly email?: string;
  readonly userId?: string;
  /**
   * The values to send, by Zoom's field names and with Zoom's JSON types, `type` and `password` included,
   * `email` not. Short forms are already resolved: `phone_mobile` into `phone_numbers`, `custom.x` into
   * `custom_attributes`.
   */
  readonly fields: JsonObject;
  /** For the query string: `login_type`, `remove_tsp_credentials`. */
  readonly query: Readonly<Record<string, string>>;
  /** Fields whose values a default or the job's functions gave, not the row's own cells; absent where there are none. */
  readonly added?: readonly string[];
  /** Fields whose values are never shown and kept nowhere; absent where there are none. */
  readonly secret?: readonly string[];
  /** What is accepted but should change, such as a deprecated field. */
  readonly warnings: readonly Warning[];
};

/** A row of the input after validation. */
export type CheckedRow =
  | { readonly kind: 'task'; readonly line: number; readonly task: Task }
  | {
      readonly kind: 'invalid';
      readonly line: number;
      /** The action in its canonical spelling, or empty when the cell names none. */
      readonly action: ActionName | '';
      /** The e-mail address or user id, or empty when the row has no usable one. */
      readonly user: string;
      readonly problems: readonly Problem[];
    };

/**
 * The keys under which rows of one user are kept in order: the address in lower case, and the id.
 * A row that has both belongs to both.
 */
export function userKeys(who: { readonly email?: string; readonly userId?: string }): string[] {
  const keys: string[] = [];
  if (who.email) keys.push(who.email.toLowerCase());
  if (who.userId) keys.push(who.userId);
  return keys;
}

/** The texts of a row that must not appear anywhere. */
export function secretsOf({ fields, secret = [] }: Pick<Task, 'fields' | 'secret'>): string[] {
  return secret.map((field) => fields[field]).filter((value) => typeof value === 'string');
}
