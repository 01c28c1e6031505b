import { hash, randomBytes } from 'node:crypto';
import { type JsonObject, toJson } from '../../core/json.ts';
import type { RowDigester } from '../../core/row-digester.ts';
import type { Task } from '../../core/task.ts';
import { FIELDS, type Field } from '../../fields/fields.ts';

/** 96 bits, as text: enough for any number of rows that somebody edits, and half of what a blob with its length takes. */
const LENGTH = 16;

const SECRET = Object.entries<Field>(FIELDS).flatMap(([name, { secret }]) => (secret ? [name] : []));

/** Random bytes that a run keeps as long as it has rows left. */
export function newSalt(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * Whoever has the ledger has its salt, and could try out passwords with it. So secrets are no part of a row's digest, but of a
 * second one behind it, under a key that is nowhere but here: another process cannot compare them.
 */
export function rowDigester(salt: string): RowDigester {
  const key = randomBytes(32).toString('base64url');
  const digest = (task: Task) => {
    const { open, secret } = partsOf(task);
    const ofOpen = shortHash(salt + open);
    return secret === undefined ? ofOpen : ofOpen + shortHash(key + secret + open);
  };
  return {
    digest,
    compare: (task, recorded) => {
      const now = digest(task);
      if (now === recorded) return 'same';
      return now.slice(0, LENGTH) === recorded?.slice(0, LENGTH) ? 'otherSecret' : 'other';
    },
  };
}

/** All that decides about the calls of a row, but for its line: what anybody may know, and what nobody may. */
function partsOf({ action, email, userId, fields, query, added }: Task): {
  readonly open: string;
  readonly secret: string | undefined;
} {
  const names = SECRET.filter((name) => name in fields);
  if (names.length === 0)
    return { open: textOf([action, email, userId, fields, query, added]), secret: undefined };
  const isSecret = ([name]: readonly [string, unknown]) => names.includes(name);
  const { secret = [], open = [] } = Object.groupBy(Object.entries(fields), (entry) =>
    isSecret(entry) ? 'secret' : 'open',
  );
  return {
    open: textOf([action, email, userId, Object.fromEntries(open), query, added]),
    secret: textOf(Object.fromEntries(secret)),
  };
}

function shortHash(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, LENGTH);
}

function textOf(value: readonly unknown[] | JsonObject): string {
  try {
    return JSON.stringify(value);
  } catch {
    // A bigint, which few rows have; and to look for one takes as long as all the rest.
    return toJson(value);
  }
}
