import type { SeedUser } from '../../src/simulator/simulator.ts';
import { Random } from '../chaos/random.ts';

export type RandomAccount = {
  readonly seeds: readonly SeedUser[];
  readonly csv: string;
  readonly onExists: 'fail' | 'skip' | 'update' | 'reactivate';
  readonly protect: string[];
};

const DEPTS = ['Sales', 'Finance', 'IT', ''];
const TITLES = ['Clerk', 'Buyer', ''];
const COLUMNS = [
  ...['action', 'email', 'user_id', 'new_email', 'type', 'first_name', 'dept', 'job_title', 'phone_mobile'],
  ...['custom.cbf_1', 'password', 'transfer_email'],
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

/** Users of whom no row is: what becomes of them does not depend on which row is faster. */
const BYSTANDERS = [{ email: 'x0@example.com' }, { email: 'x1@example.com', status: 'inactive' }] as const;

/** An account and an input about its users, with all that may stand between them. */
export function randomAccount(seed: number, rows = 40): RandomAccount {
  const random = new Random(seed);
  const seeds = Array.from({ length: 15 }, (_, at) => randomUser(random, at));
  const lines = Array.from({ length: rows }, (_, at) => randomRow(random, at, seeds));
  const cells = lines.map((row) => COLUMNS.map((column) => row[column] ?? '').join(','));
  return {
    seeds: [...seeds, ...BYSTANDERS],
    csv: [COLUMNS.join(','), ...cells, ''].join('\n'),
    onExists: random.pick(['fail', 'skip', 'update', 'reactivate']),
    protect: random.chance(0.3) ? ['u3@*', 'u5@*'] : [],
  };
}

function randomUser(random: Random, at: number): SeedUser {
  const status = random.pick(['active', 'active', 'active', 'inactive', 'pending'] as const);
  const [first_name, dept, job_title] = [`User${at}`, random.pick(DEPTS), random.pick(TITLES)];
  return {
    email: `u${at}@example.com`,
    id: `id-of-user-${String(at).padStart(11, '0')}`,
    status,
    type: status === 'inactive' ? 1 : random.pick([1, 2]),
    ...(random.chance(0.15) && { roles: [random.pick(['admin', 'owner'] as const)] }),
    fields: {
      first_name,
      last_name: 'Lee',
      display_name: `${first_name} Lee`,
      ...(dept && { dept }),
      ...(job_title && { job_title }),
      ...(random.chance(0.4) && {
        phone_numbers: [{ label: 'Mobile', code: '+1', country: 'US', number: '2025550101' }],
      }),
      ...(random.chance(0.3) && { custom_attributes: [{ key: 'cbf_1', value: 'A1' }] }),
    },
  };
}

function randomRow(random: Random, at: number, seeds: readonly SeedUser[]): Row {
  const user = random.pick(seeds);
  const isStranger = random.chance(0.1);
  const email = isStranger ? `stranger${at}@example.com` : user.email;
  const byId: Row = isStranger
    ? { user_id: `id-of-nobody-${String(at).padStart(9, '0')}` }
    : { user_id: user.id ?? '' };
  const who: Row = random.chance(0.2)
    ? byId
    : { email, ...(random.chance(0.05) && { user_id: user.id ?? '' }) };
  const profile: Row = {
    ...(random.chance(0.7) && { dept: random.pick(['Sales', 'Finance', 'IT']) }),
    ...(random.chance(0.3) && { job_title: random.pick(['Clerk', 'Buyer']) }),
    ...(random.chance(0.2) && { phone_mobile: random.pick(['+1 2025550101', '+1 2025550102']) }),
    ...(random.chance(0.2) && { 'custom.cbf_1': random.pick(['A1', 'B2']) }),
  };
  switch (
    random.pick([
      'create',
      'ssoCreate',
      'update',
      'update',
      'update',
      'activate',
      'deactivate',
      'password',
      'change_email',
      'disassociate',
      'delete',
    ])
  ) {
    case 'create':
      return {
        action: 'create',
        email: random.chance(0.5) ? `new${at}@example.com` : email,
        type: random.pick(['1', '2']),
        first_name: 'New',
        ...profile,
      };
    case 'ssoCreate':
      return {
        action: 'ssoCreate',
        email: random.chance(0.5) ? `new${at}@example.com` : email,
        type: '1',
        ...profile,
      };
    case 'activate':
      return { action: 'activate', ...who };
    case 'deactivate':
      return { action: 'deactivate', ...who };
    case 'password':
      return { action: 'password', ...who, password: `Secret-${at}-word` };
    case 'change_email':
      return {
        action: 'change_email',
        ...who,
        new_email: random.chance(0.2) ? random.pick(BYSTANDERS).email : `moved${at}@example.com`,
      };
    case 'disassociate':
      return {
        action: 'disassociate',
        ...who,
        ...(random.chance(0.3) && { transfer_email: random.pick(BYSTANDERS).email }),
      };
    case 'delete':
      return { action: 'delete', ...who };
    default:
      return {
        action: 'update',
        ...who,
        dept: 'Sales',
        ...profile,
        ...(random.chance(0.2) && { type: random.pick(['1', '2']) }),
      };
  }
}
