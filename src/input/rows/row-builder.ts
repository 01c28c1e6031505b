import type { JsonValue } from '../../core/json.ts';
import type { Problem } from '../../core/problem.ts';
import type { Warning } from '../../core/reason.ts';
import type { ActionName } from '../../core/vocabulary.ts';
import type { Hides } from './secrets.ts';

/** A row while it is being checked. */
export type RowBuilder = {
  readonly line: number;
  /** Empty while the row names none. */
  readonly action: ActionName | '';
  email: string | undefined;
  userId: string | undefined;
  readonly fields: Record<string, JsonValue>;
  readonly query: Record<string, string>;
  /** Names of the columns that a default or the job fills. */
  readonly added: string[];
  /** From the short forms `phone_mobile` … and `custom.<key>`. */
  readonly phones: JsonValue[];
  readonly customAttributes: JsonValue[];
  /** Names of the columns that the row fills, whether well or badly. */
  readonly filled: string[];
  /** What may be a value that is never shown, in whatever cell: none of it is quoted. */
  hides: Hides;
  readonly problems: Problem[];
  readonly warnings: Warning[];
};
