import type { Fault, SeedUser } from '../../src/simulator/simulator.ts';
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
  /** The address in the row. */
  readonly email: string;
  /** Unlike any other row's, so that what the account holds tells which row put it there. */
  readonly dept: string;
  readonly password: string;
};

export type Plan = {
  readonly rows: readonly PlannedRow[];
  readonly seeds: readonly SeedUser[];
  readonly faults: readonly Fault[];
  readonly onExists: 'fail' | 'skip' | 'update';
  readonly body: 'json' | 'multipart';
  readonly csv: string;
};

/** Makes up an account, an input and what goes wrong. */
export function makePlan(random: Random): Plan {
  const count = random.between(20, 90);
  const seeds: SeedUser[] = [];
  const rows: PlannedRow[] = [];
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
      const line = rows.length + 2;
      rows.push({
        line,
        action,
        user,
        email: random.pick(names),
        dept: `dept-${line}`,
        password: `Passw0rd!-${line}`,
      });
      if (action === 'change_email') names = [user, newAddressOf(user)];
    }
  }
  return {
    rows,
    seeds,
    faults: makeFaults(random),
    onExists: random.pick(['fail', 'skip', 'update']),
    body: random.pick(['json', 'json', 'multipart']),
    csv: toCsv(random, rows),
  };
}

export function newAddressOf(user: string): string {
  return `new-${user}`;
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

function toCsv(random: Random, rows: readonly PlannedRow[]): string {
  const lines = rows.map(({ action, user, email, dept, password }) => {
    const creates = action === 'create' || action === 'ssoCreate';
    const hasDept = action === 'update' || (creates && random.chance(0.5));
    return [
      action,
      email,
      creates ? 'basic' : '',
      hasDept ? dept : '',
      action === 'password' ? password : '',
      action === 'change_email' ? newAddressOf(user) : '',
    ].join(',');
  });
  return ['action,email,type,dept,password,new_email', ...lines, ''].join('\n');
}

const EVERY = Number.POSITIVE_INFINITY;

function makeFaults(random: Random): Fault[] {
  const kinds: Fault[] = [
    { kind: 'reset-before' },
    { kind: 'reset-after' },
    { kind: 'status', status: 500, body: { code: 500, message: 'Internal error' } },
    { kind: 'status', status: 503, body: 'unavailable', effect: true },
    { kind: 'html' },
    { kind: 'html', status: 200 },
    { kind: 'html', status: 200, effect: true },
    { kind: 'cut' },
    { kind: 'hang' },
    { kind: 'hang-after' },
    { kind: 'slow', delayMs: 300 },
    { kind: 'token-death' },
    { kind: 'per-second', headers: {} },
    { kind: 'concurrent' },
  ];
  const some = kinds
    .filter(() => random.chance(0.4))
    .map((fault) => ({ ...fault, times: EVERY, probability: random.next() * 0.12 }));
  const signIn: Fault[] = random.chance(0.3)
    ? [
        {
          kind: random.pick(['reset-before', 'html'] as const),
          match: { path: '/oauth/token' },
          times: random.between(1, 3),
        },
      ]
    : [];
  const quota: Fault[] = random.chance(0.2)
    ? [{ kind: 'create-quota', match: { method: 'POST' }, after: random.between(0, 20) }]
    : [];
  const outages: Fault[] = random.chance(0.4)
    ? [
        {
          kind: 'outage',
          outageMs: random.between(200, 4_000),
          after: random.between(0, 60),
          times: random.between(1, 2),
          probability: 0.2,
        },
      ]
    : [];
  // A call of its own that is out for a while.
  const ofCall: Fault[] = random.chance(0.2)
    ? [
        {
          kind: 'status',
          status: 503,
          body: 'unavailable',
          match: { method: random.pick(['PUT', 'PATCH', 'POST', 'GET'] as const) },
          times: EVERY,
          forMs: random.between(500, 4_000),
          after: random.between(0, 20),
        },
      ]
    : [];
  return [...some, ...signIn, ...quota, ...outages, ...ofCall];
}
