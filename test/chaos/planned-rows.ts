import type { SeedUser } from '../../src/simulator/simulator.ts';
import type { Random } from './random.ts';

type Action =
  | 'create'
  | 'ssoCreate'
  | 'update'
  | 'activate'
  | 'deactivate'
  | 'password'
  | 'change_email'
  | 'disassociate'
  | 'delete';

export type PlannedRow = {
  readonly line: number;
  readonly action: Action;
  /** The address of the user at first, whatever the row calls it. */
  readonly user: string;
  /** The address, or the id, in the row. */
  readonly email: string;
  /** Unlike any other row's, so that what the account holds tells which row put it there. */
  readonly dept: string;
  readonly password: string;
  /** As it stands in the input. */
  readonly text: string;
};

export const HEADER = 'action,email,user_id,type,dept,password,new_email,notes';

/** A column that the runs pass over. */
export const PASSED_OVER = 'notes';

/** More than is read of a file at once, so that a file may change between two pieces of it. */
const INPUT_BYTES = 700_000;

/** Whom the first row names by id: the file is not read on until Zoom has said who that is. */
export const KEEPER = 'keeper';

/** Of the account, and in no row. */
export const BYSTANDER = 'bystander@chaos.example';

/** Makes up an account, and rows for it. */
export function planRows(random: Random): {
  readonly rows: readonly PlannedRow[];
  readonly seeds: readonly SeedUser[];
} {
  const count = random.between(20, 90);
  const seeds: SeedUser[] = [{ email: BYSTANDER }, { email: 'keeper@chaos.example', id: KEEPER }];
  const notes = 'n'.repeat(INPUT_BYTES / count);
  const rows: PlannedRow[] = [];
  const add = (action: Action, user: string, email: string) => {
    const line = rows.length + 2;
    const row = { line, action, user, email, dept: `dept-${line}`, password: `Passw0rd!-${line}` };
    rows.push({ ...row, text: textOf(row, notes, random) });
  };
  add('update', KEEPER, KEEPER);
  for (let number = 0; rows.length < count; number++) {
    const user = `user${number}@chaos.example`;
    const exists = random.chance(0.45);
    if (exists)
      seeds.push({
        email: user,
        status: random.chance(0.8) ? 'active' : 'inactive',
        password: 'Before-1-it!',
      });
    let names = [user];
    for (const action of actionsFor(random, exists)) {
      add(action, user, random.pick(names));
      if (action === 'change_email') names = [user, newAddressOf(user)];
    }
  }
  return { rows, seeds };
}

export function toCsv(lines: readonly string[]): string {
  return [HEADER, ...lines, ''].join('\n');
}

export function newAddressOf(user: string): string {
  return `new-${user}`;
}

export function isCreate({ action }: Pick<PlannedRow, 'action'>): boolean {
  return action === 'create' || action === 'ssoCreate';
}

function actionsFor(random: Random, exists: boolean): Action[] {
  const actions: Action[] = [];
  if (!exists || random.chance(0.15)) actions.push(random.pick(['create', 'ssoCreate', 'ssoCreate']));
  const more = random.pick([0, 0, 1, 1, 2, 3]);
  for (let i = 0; i < more || actions.length === 0; i++) {
    actions.push(random.pick(['update', 'update', 'deactivate', 'activate', 'password']));
  }
  if (!random.chance(exists ? 0.5 : 0.15)) return actions;
  const last: Action = random.pick(['change_email', 'disassociate', 'delete']);
  return [...actions, last, ...random.pick([[], ['update'], ['update', 'password']] as const)];
}

function textOf(row: Omit<PlannedRow, 'text'>, notes: string, random: Random): string {
  const { action, user, dept, password } = row;
  const hasDept = action === 'update' || (isCreate(row) && random.chance(0.5));
  return lineOf({
    ...row,
    type: isCreate(row) ? 'basic' : '',
    dept: hasDept ? dept : '',
    password: action === 'password' ? password : '',
    newEmail: action === 'change_email' ? newAddressOf(user) : '',
    notes,
  });
}

export type Cells = {
  readonly action: Action;
  /** An address, or an id. */
  readonly email: string;
  readonly type?: string;
  readonly dept?: string;
  readonly password?: string;
  readonly newEmail?: string;
  readonly notes?: string;
};

/** A line of an input. */
export function lineOf({ action, email, type, dept, password, newEmail, notes }: Cells): string {
  const who = email.includes('@') ? [email, ''] : ['', email];
  return [action, ...who, type, dept, password, newEmail, notes].join(',');
}
