import { ACTIONS } from '../actions/index.ts';
import type { RowRules } from '../core/action.ts';
import { type JsonObject, type JsonValue, textOf } from '../core/json.ts';
import type { Problem } from '../core/problem.ts';
import type { Task } from '../core/task.ts';
import { UsageError } from '../core/usage-error.ts';
import type { SourceOptions } from '../input/csv/open-source.ts';
import { openInput } from '../input/open-input.ts';
import { describeProblems } from '../report/describe-problems.ts';
import type { SeedUser } from '../simulator/simulator.ts';
import { quote } from '../support/characters.ts';

/**
 * The users with whom a simulated account starts, from a CSV with the columns of any input: `id` is the user's id,
 * `status` says what has become of the user, `role` whether it is the owner or an administrator, and `action` is not looked at.
 * @throws {UsageError} when the file cannot be used; the message lists the rows that are wrong
 */
export async function readSimulatedUsers(source: SourceOptions, signal: AbortSignal): Promise<SeedUser[]> {
  const input = await openInput({ ...READING, source, signal });
  try {
    const lines = new Map<string, number>();
    const users: SeedUser[] = [];
    const wrong: string[] = [];
    for await (const rows of input.rows(signal)) {
      for (const row of rows) {
        const problems = row.kind === 'task' ? problemsOf(row.task, lines) : row.problems;
        if (problems.length > 0) wrong.push(`Line ${row.line}: ${describeProblems(problems)}`);
        else if (row.kind === 'task') users.push(seedOf(row.task));
      }
    }
    if (wrong.length > 0) throw new UsageError(describeWrong(input.name, wrong), wrong);
    return users;
  } finally {
    await input.close();
  }
}

const USER: RowRules = {
  makesUser: true,
  columns: {
    who: 'either',
    required: [],
    optional: [...ACTIONS.update.columns.optional, 'password'],
  },
};

/** No column of an input has room for the state and the role of a user, so they come as custom attributes. */
const STATUS = 'status';
const ROLE = 'role';

const READING = {
  actions: { ...ACTIONS, ssoCreate: USER },
  columns: {
    id: 'user_id',
    status: `custom.${STATUS}`,
    'user status': `custom.${STATUS}`,
    role: `custom.${ROLE}`,
  },
  ignore: ['action'],
  defaults: { action: 'ssoCreate' },
} as const;

const STATUSES = new Map<string, NonNullable<SeedUser['status']>>([
  ['', 'active'],
  ['active', 'active'],
  ['inactive', 'inactive'],
  ['deactivated', 'inactive'],
  ['pending', 'pending'],
]);

const ROLES = new Map<string, NonNullable<SeedUser['roles']>>([
  ['', []],
  ['member', []],
  ['admin', ['admin']],
  ['owner', ['owner']],
]);

function problemsOf({ line, email, userId, fields }: Task, lines: Map<string, number>): Problem[] {
  const problems: Problem[] = [];
  if (email === undefined) problems.push({ column: 'email', message: "is empty: write the user's address" });
  if (rolesOf(fields) === undefined) {
    const message = `found ${quote(textIn(ROLE, fields))}: write owner, admin or member, or leave the cell empty for member`;
    problems.push({ column: ROLE, message });
  }
  if (statusOf(fields) === undefined) {
    const found = quote(textIn(STATUS, fields));
    const message = `found ${found}: write active, inactive or pending, or leave the cell empty for active`;
    problems.push({ column: STATUS, message });
  }
  const sameId = userId === undefined ? undefined : lines.get(userId);
  if (sameId !== undefined) {
    problems.push({ column: 'id', message: `line ${sameId} has the same id: write each once` });
  }
  if (userId !== undefined) lines.set(userId, line);
  return problems;
}

function seedOf({ email = '', userId: id, fields, query }: Task): SeedUser {
  const { type, password, group_id: group, custom_attributes: _, ...rest } = fields;
  const roles = rolesOf(fields) ?? [];
  const attributes = attributesOf(fields).filter(({ key }) => key !== STATUS && key !== ROLE);
  return {
    email,
    status: statusOf(fields) ?? 'active',
    ...(roles.length > 0 && { roles }),
    ...(id !== undefined && { id }),
    ...(type !== undefined && { type: Number(type) }),
    ...(password !== undefined && { password: String(password) }),
    ...(query.login_type !== undefined && { loginType: Number(query.login_type) }),
    fields: {
      ...rest,
      display_name: textOf(fields, 'display_name') || nameOf(fields),
      ...(group !== undefined && { group_ids: [group] }),
      ...(attributes.length > 0 && { custom_attributes: attributes }),
    },
  };
}

function nameOf(fields: JsonObject): string {
  return `${textOf(fields, 'first_name')} ${textOf(fields, 'last_name')}`.trim();
}

function statusOf(fields: JsonObject): SeedUser['status'] | undefined {
  return STATUSES.get(textIn(STATUS, fields).toLowerCase());
}

function rolesOf(fields: JsonObject): SeedUser['roles'] {
  return ROLES.get(textIn(ROLE, fields).toLowerCase());
}

function textIn(name: string, fields: JsonObject): string {
  return String(attributesOf(fields).find(({ key }) => key === name)?.value ?? '').trim();
}

function attributesOf({ custom_attributes: attributes }: JsonObject): readonly JsonObject[] {
  return Array.isArray(attributes) ? attributes.filter(isObject) : [];
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MOST_NAMED = 20;

function describeWrong(name: string, wrong: readonly string[]): string {
  const more = wrong.length - MOST_NAMED;
  return [
    `${name} cannot be used for the users of the simulated account:`,
    ...wrong.slice(0, MOST_NAMED),
    ...(more > 0 ? [`and ${more} more ${more === 1 ? 'row' : 'rows'}`] : []),
  ].join('\n- ');
}
